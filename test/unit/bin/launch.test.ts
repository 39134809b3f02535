import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

/** A Node older than Feebridge's own, as schools' machines have it; these tests need one on PATH. */
const oldNode = (process.env.PATH ?? '')
  .split(delimiter)
  .map(folder => join(folder, 'node'))
  .filter(file => existsSync(file))
  .find(file => Number(execFileSync(file, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' })) < 22)

/** An installation with the real `bin/` and a program of the test's own in place of the built command. */
function install(program: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'feebridge-bin-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(join(root, 'node_modules/node'), join(folder, 'node_modules/node'))
  if (program !== null) {
    mkdirSync(join(folder, 'out/main'), { recursive: true })
    writeFileSync(join(folder, 'out/main/command.mjs'), program)
  }
  return join(folder, 'bin/feebridge.mjs')
}

function launch(node: string, script: string, args: string[] = []): ChildProcess {
  const child = spawn(node, [script, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function ended(
  child: ChildProcess,
): Promise<{ code: number | null; signal: string | null; out: string; err: string }> {
  const end = new Promise<{ code: number | null; signal: string | null }>(done =>
    child.once('close', (code, signal) => done({ code, signal })),
  )
  const [out, err] = await Promise.all(
    [child.stdout, child.stderr].map(stream => (stream === null ? '' : text(stream))),
  )
  return { ...(await end), out: out ?? '', err: err ?? '' }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise(done => child.stdout !== null && createInterface(child.stdout).once('line', done))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    // Signal 0 fails only when there is no such process.
    return false
  }
}

const LIVE = 'console.log(process.pid); setInterval(() => {}, 1000)\n'

test('runs in this process when its Node is new enough, with the arguments as typed', async () => {
  const script = install('console.log(JSON.stringify([process.pid, ...process.argv.slice(2)]))')
  const child = launch(process.execPath, script, ['runs', 'list', '--json'])
  expect(JSON.parse((await ended(child)).out)).toEqual([child.pid, 'runs', 'list', '--json'])
})

test('says how to build when the command is not built', async () => {
  const { code, err } = await ended(launch(process.execPath, install(null)))
  expect([code, err]).toEqual([1, expect.stringContaining('npm run build')])
})

test.skipIf(oldNode === undefined)(
  'runs under the Node that comes with Feebridge when started by an older one',
  async () => {
    const script = install(`
    import { text } from 'node:stream/consumers'
    console.log(JSON.stringify([Number(process.versions.node.split('.')[0]) >= 22, await text(process.stdin), ...process.argv.slice(2)]))
    process.exitCode = 3`)
    const child = launch(oldNode ?? '', script, ['fees', 'list'])
    child.stdin?.end('typed')
    const { code, out } = await ended(child)
    expect([code, JSON.parse(out)]).toEqual([3, [true, 'typed', 'fees', 'list']])
  },
)

test.skipIf(oldNode === undefined)('says so when an older Node finds no newer one', async () => {
  const script = install('')
  rmSync(join(script, '../../node_modules'), { recursive: true })
  const { code, err } = await ended(launch(oldNode ?? '', script))
  expect([code, err]).toEqual([1, expect.stringContaining('npm ci')])
})

test.skipIf(oldNode === undefined)('ends by the signal that ended the program', async () => {
  const script = install("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)")
  expect(await ended(launch(oldNode ?? '', script))).toMatchObject({ code: null, signal: 'SIGTERM' })
})

test.skipIf(oldNode === undefined)('passes signals on and ends with the program’s own exit code', async () => {
  const script = install(
    "process.on('SIGINT', () => process.exit(5)); console.log('ready'); setInterval(() => {}, 1000)",
  )
  const child = launch(oldNode ?? '', script)
  expect(await firstLine(child)).toBe('ready')
  const end = ended(child)
  child.kill('SIGINT')
  expect(await end).toMatchObject({ code: 5, signal: null })
})

test.skipIf(oldNode === undefined)('takes the program with it when it is killed', async () => {
  const child = launch(oldNode ?? '', install(LIVE))
  const pid = Number(await firstLine(child))
  expect([pid === child.pid, isAlive(pid)]).toEqual([false, true])
  child.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
})
