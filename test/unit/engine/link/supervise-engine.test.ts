import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { forkEngineProcess } from '../../../../main/engine/link/fork-engine.ts'
import { connectToEngine } from '../../../../main/engine/link/local-socket.ts'
import type { GivenSecrets } from '../../../../main/engine/link/protocol.ts'
import {
  type EngineProcess,
  type EngineState,
  type ForkOptions,
  forkEngine,
  type HostSecrets,
} from '../../../../main/engine/link/supervise-engine.ts'
import { scratchFolder } from './scratch-folder.ts'

const clerk = { host: 'desktop', operator: 'clerk' } as const
const program = join(import.meta.dirname, 'fake-engine-process.ts')

async function forked(options: Partial<ForkOptions> = {}) {
  const dataDir = options.dataDir ?? scratchFolder()
  const reply = await forkEngine({
    dataDir,
    create: true,
    firstRestartMs: 10,
    start: () => forkEngineProcess(program),
    ...options,
  })
  if (!reply.ok) throw new Error(reply.error.message)
  const engine = reply.value
  onTestFinished(() => engine.close())
  return { engine, dataDir }
}

function pidOf(state: EngineState): number {
  if (state.kind !== 'up' || state.pid === null) throw new Error(`the engine is ${state.kind}`)
  return state.pid
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    // Signal 0 fails only when there is no such process.
    return false
  }
}

test('runs the engine in a child process and answers calls over IPC', async () => {
  const { engine } = await forked()
  const reply = await engine.call('status.read', {}, clerk)
  expect(reply).toMatchObject({ ok: true, value: { pid: pidOf(engine.state()) } })
  expect(pidOf(engine.state())).not.toBe(process.pid)
})

test('lets a command in over the local socket of the child', async () => {
  const { engine, dataDir } = await forked()
  const other = await connectToEngine(dataDir)
  expect(await other?.call('status.read', {}, clerk)).toMatchObject({ ok: true, value: { pid: pidOf(engine.state()) } })
  await other?.close()
})

test('replies why the engine cannot open, and leaves no child', async () => {
  const children: (number | null)[] = []
  const dataDir = scratchFolder()
  const reply = await forkEngine({
    dataDir,
    start: () => {
      const child = forkEngineProcess(program)
      children.push(child.pid())
      return child
    },
  })
  expect(reply).toEqual({ ok: false, error: { code: 'not-set-up', message: `There is no ledger in ${dataDir}.` } })
  expect(children.map(pid => pid !== null && isAlive(pid))).toEqual([false])
})

test('replies in a sentence when the program cannot even start', async () => {
  const reply = await forkEngine({
    dataDir: scratchFolder(),
    start: () => forkEngineProcess(join(import.meta.dirname, 'not-there.ts')),
  })
  expect(reply).toMatchObject({
    ok: false,
    error: { code: 'failed', message: expect.stringContaining('stopped while it was starting') },
  })
})

test('restarts a crashed engine, answers closed to calls under way, and tells', async () => {
  const { engine } = await forked()
  const first = pidOf(engine.state())
  const states: string[] = []
  const topics: string[][] = []
  engine.onState(state => states.push(state.kind))
  engine.subscribe(event => event.kind === 'changed' && topics.push(event.topics))
  const waiting = engine.call('runs.show', { id: 'r' }, clerk)
  const crashing = engine.call('errors.ignore', { id: 'e' }, clerk)
  expect([await waiting, await crashing]).toMatchObject([{ error: { code: 'closed' } }, { error: { code: 'closed' } }])
  await expect.poll(() => states, { timeout: 20_000 }).toEqual(['restarting', 'up'])
  expect(pidOf(engine.state())).not.toBe(first)
  expect(await engine.call('status.read', {}, clerk)).toMatchObject({ ok: true })
  await expect.poll(() => topics.some(each => each.includes('fees'))).toBe(true)
})

test('answers closed at once while the engine is down', async () => {
  const { engine } = await forked({ firstRestartMs: 60_000 })
  await engine.call('errors.ignore', { id: 'e' }, clerk)
  await expect.poll(() => engine.state().kind).toBe('restarting')
  expect(await engine.call('status.read', {}, clerk)).toMatchObject({ ok: false, error: { code: 'closed' } })
})

test('waits longer before each further restart', async () => {
  const { engine } = await forked()
  const waits: number[] = []
  engine.onState(state => state.kind === 'restarting' && waits.push(state.inMs))
  for (const crash of [1, 2, 3]) {
    await expect.poll(() => engine.state().kind, { timeout: 20_000 }).toBe('up')
    await engine.call('errors.ignore', { id: 'e' }, clerk)
    await expect.poll(() => waits.length, { timeout: 20_000 }).toBe(crash)
  }
  expect(waits).toEqual([10, 20, 40])
})

test('starts the clock of a restarted engine later by the time that passed', async () => {
  const startNowMs = Date.parse('2026-03-01T05:00:00.000Z')
  const { engine, dataDir } = await forked({ startNowMs })
  const given = () => JSON.parse(readFileSync(join(dataDir, 'ledger'), 'utf8')).startNowMs as number
  const first = given()
  await engine.call('errors.ignore', { id: 'e' }, clerk)
  await expect.poll(given, { timeout: 20_000 }).toBeGreaterThan(first)
  expect(first).toBeGreaterThanOrEqual(startNowMs)
})

test('closes the engine in its child and takes its address away', async () => {
  const { engine, dataDir } = await forked()
  const pid = pidOf(engine.state())
  await engine.close()
  expect([isAlive(pid), existsSync(join(dataDir, 'engine.json')), engine.state().kind]).toEqual([
    false,
    false,
    'stopped',
  ])
})

test('ends the child when its parent is killed', async () => {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'fake-parent.ts'), scratchFolder(), program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void parent.kill('SIGKILL'))
  const child = await new Promise<number>(resolve =>
    createInterface(parent.stdout).once('line', line => resolve(Number(line))),
  )
  expect(isAlive(child)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(child), { timeout: 20_000 }).toBe(false)
})

/** A key store that keeps one credential in memory, or takes none. */
function keyStore(given: GivenSecrets | null, refusal: string | null = null): HostSecrets & { kept: string[] } {
  const kept: string[] = []
  return {
    kept,
    given: async () => given,
    async keep(name, value) {
      if (refusal === null) kept.push(`${name}=${value}`)
      return refusal
    },
  }
}

test('gives the child the credentials of the host, and never by way of its options', async () => {
  const { engine, dataDir } = await forked({ secrets: keyStore({ values: { 'iiq.apiKey': 'a key of the host' } }) })
  expect(await engine.call('settings.show', {}, clerk)).toMatchObject({ value: { key: 'a key of the host' } })
  expect(readFileSync(join(dataDir, 'ledger'), 'utf8')).not.toContain('a key of the host')
})

test('a new credential counts in the child only when the host has kept it', async () => {
  const secrets = keyStore({ values: {} })
  const { engine } = await forked({ secrets })
  expect(await engine.call('settings.import', { file: 'k-2' }, clerk)).toMatchObject({ ok: true })
  expect(secrets.kept).toEqual(['iiq.apiKey=k-2'])
  expect(await engine.call('settings.show', {}, clerk)).toMatchObject({ value: { key: 'k-2' } })
})

test('a credential that the host does not keep is refused, and the old one stays', async () => {
  const secrets = keyStore({ values: { 'iiq.apiKey': 'old' } }, 'The key store is locked.')
  const { engine } = await forked({ secrets })
  expect(await engine.call('settings.import', { file: 'new' }, clerk)).toMatchObject({ ok: false })
  expect(await engine.call('settings.show', {}, clerk)).toMatchObject({ value: { key: 'old' } })
})

test('the child keeps its credentials itself where the host has no key store', async () => {
  const { engine } = await forked({ secrets: keyStore(null) })
  expect(await engine.call('settings.show', {}, clerk)).toMatchObject({ value: { key: null } })
})

test('the child hears when the computer wakes', async () => {
  let child: EngineProcess | null = null
  const { engine } = await forked({
    start: () => {
      child = forkEngineProcess(program)
      return child
    },
  })
  const started = child as EngineProcess | null
  started?.channel.send({ power: 'resumed' })
  expect(await engine.call('tasks.list', {}, clerk)).toMatchObject({ value: { heard: ['resumed'] } })
})
