import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { LIMITS } from '../../../../contract/limits.ts'
import { connectToEngine, serveOnSocket } from '../../../../main/engine/link/local-socket.ts'
import { type EngineAddress, readAddress } from '../../../../main/engine/link/socket-address.ts'
import { fakeEngine } from './fake-engine.ts'
import { scratchFolder } from './scratch-folder.ts'

const clerk = { host: 'terminal', operator: 'clerk' } as const

async function served(dataDir = scratchFolder()) {
  const engine = fakeEngine()
  const bugs: unknown[] = []
  const socket = await serveOnSocket(engine, dataDir, error => bugs.push(error))
  onTestFinished(() => socket.close().catch(() => undefined))
  const address = await readAddress(dataDir)
  if (address === null) throw new Error('no address was written')
  return { engine, dataDir, socket, address, bugs }
}

async function client(dataDir: string) {
  const engine = await connectToEngine(dataDir)
  if (engine === null) throw new Error('could not connect')
  onTestFinished(() => engine.close())
  return engine
}

/** A client that speaks the lines itself, to misbehave. */
async function rawClient(address: EngineAddress): Promise<{ socket: Socket; lines: string[]; closed: Promise<void> }> {
  const socket = connect(address.path)
  onTestFinished(() => void socket.destroy())
  const lines: string[] = []
  createInterface(socket).on('line', line => lines.push(line))
  socket.on('error', () => undefined)
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  return { socket, lines, closed }
}

test('F2 answers a call from another connection under the account of this computer, whatever account it names', async () => {
  const { engine, dataDir } = await served()
  const remote = await client(dataDir)
  expect(await remote.call('imports.show', { id: 'i1' }, clerk)).toMatchObject({
    ok: true,
    value: { import: { id: 'i1' } },
  })
  expect(engine.received).toEqual([
    { name: 'imports.show', caller: { host: 'terminal', operator: userInfo().username } },
  ])
})

test('F2 carries the operator that --as names, and never a word that only the host itself may say', async () => {
  const { engine, dataDir } = await served()
  const remote = await client(dataDir)
  const as = { operator: 'Ana Cash', pin: '4711' }
  await remote.call('imports.show', { id: 'i1' }, { ...clerk, as, itself: true })
  await remote.call('imports.show', { id: 'i2' }, { ...clerk, session: 'of-a-window' })
  const me = { host: 'terminal', operator: userInfo().username }
  expect(engine.received.map(one => one.caller)).toEqual([
    { ...me, as },
    { ...me, session: 'of-a-window' },
  ])
})

test('answers many calls of two clients at once, each with its own reply, and sends both the events', async () => {
  const { engine, dataDir } = await served()
  const [one, two] = [await client(dataDir), await client(dataDir)]
  const events: string[] = []
  one.subscribe(() => events.push('one'))
  two.subscribe(() => events.push('two'))
  const slow = one.call('runs.show', { id: 'r' }, clerk)
  const asked = Array.from({ length: 50 }, (_, index) =>
    (index % 2 === 0 ? one : two).call('imports.show', { id: `i${index}` }, clerk),
  )
  const ids = (await Promise.all(asked)).map(reply => (reply.ok ? reply.value.import.id : reply.error.message))
  expect(ids).toEqual(Array.from({ length: 50 }, (_, index) => `i${index}`))
  engine.emit({ kind: 'changed', topics: ['runs'] })
  engine.release()
  expect(await slow).toMatchObject({ ok: true })
  await two.call('imports.show', { id: 'after' }, clerk)
  expect(events.sort()).toEqual(['one', 'two'])
})

test('refuses a client without the right token and lets nothing of it reach the engine', async () => {
  const { engine, address } = await served()
  const { socket, lines, closed } = await rawClient(address)
  socket.write(
    `${JSON.stringify({ hello: { protocol: address.protocol, token: 'x'.repeat(address.token.length) } })}\n`,
  )
  socket.write(`${JSON.stringify({ id: 1, name: 'imports.show', request: { id: 'i' }, caller: clerk })}\n`)
  await closed
  expect(lines.join()).toContain('token')
  expect(engine.received).toEqual([])
})

test('refuses a call before the token', async () => {
  const { engine, address } = await served()
  const { socket, closed } = await rawClient(address)
  socket.write(`${JSON.stringify({ id: 1, name: 'imports.show', request: { id: 'i' }, caller: clerk })}\n`)
  await closed
  expect(engine.received).toEqual([])
})

test('cuts a client that sends a line longer than the limit, and goes on serving the others', async () => {
  const { engine, address, dataDir } = await served()
  const { socket, closed } = await rawClient(address)
  socket.write(`${JSON.stringify({ hello: { protocol: address.protocol, token: address.token } })}\n`)
  socket.write(Buffer.alloc(LIMITS.callBytes + 1, 'x'))
  await closed
  expect(engine.received).toEqual([])
  expect(await (await client(dataDir)).call('imports.show', { id: 'i' }, clerk)).toMatchObject({ ok: true })
})

test('answers a request that is too large in a sentence, without sending it', async () => {
  const { engine, dataDir } = await served()
  const remote = await client(dataDir)
  const reply = await remote.call('imports.reprocess', { cause: 'x'.repeat(LIMITS.callBytes) }, clerk)
  expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request', message: expect.stringContaining('8 MiB') } })
  expect(engine.received).toEqual([])
})

test('answers in a sentence when a reply is too large, and keeps the connection', async () => {
  const { dataDir } = await served()
  const remote = await client(dataDir)
  expect(await remote.call('imports.list', { limit: 10_000 }, clerk)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('--limit') },
  })
  expect(await remote.call('imports.list', { limit: 1_000 }, clerk)).toMatchObject({ ok: true })
})

test('refuses names and shapes that are not calls', async () => {
  const { engine, address } = await served()
  const { socket, lines } = await rawClient(address)
  socket.write(`${JSON.stringify({ hello: { protocol: address.protocol, token: address.token } })}\n`)
  socket.write(`${JSON.stringify({ id: 1, name: 'toString', request: {}, caller: clerk })}\n`)
  socket.write(
    `${JSON.stringify({ id: 2, name: 'fees.list', request: {}, caller: { host: 'elsewhere', operator: 'x' } })}\n`,
  )
  await expect.poll(() => lines.length).toBe(3)
  expect(lines.slice(1).map(line => JSON.parse(line).reply.error.code)).toEqual(['bad-request', 'bad-request'])
  expect(engine.received).toEqual([])
})

test('answers a sentence without a stack when the engine throws, and tells the bug to the log', async () => {
  const { dataDir, bugs } = await served()
  const reply = await (await client(dataDir)).call('ledger.verify', {}, clerk)
  expect(reply).toMatchObject({ ok: false, error: { code: 'failed' } })
  expect(JSON.stringify(reply)).not.toContain('a bug')
  expect(bugs).toHaveLength(1)
})

test.skipIf(process.platform === 'win32')(
  'F1 keeps engine.json, the socket and its folder to the owner alone',
  async () => {
    const { dataDir, address } = await served()
    const modes = [join(dataDir, 'engine.json'), address.path, dirname(address.path)].map(
      path => statSync(path).mode & 0o777,
    )
    expect(modes).toEqual([0o600, 0o600, 0o700])
  },
)

test.skipIf(process.platform === 'win32')(
  'uses a short path elsewhere when the data folder is too deep for a socket',
  async () => {
    const deep = scratchFolder('long-folder-name/'.repeat(8))
    mkdirSync(deep, { recursive: true })
    const { address, engine, dataDir } = await served(deep)
    expect(Buffer.byteLength(address.path)).toBeLessThanOrEqual(100)
    expect(statSync(dirname(address.path)).mode & 0o777).toBe(0o700)
    await (await client(dataDir)).call('imports.show', { id: 'i' }, clerk)
    expect(engine.received).toHaveLength(1)
  },
)

test.skipIf(process.platform === 'win32')('does not send the token when others could read it', async () => {
  const { dataDir } = await served()
  const file = join(dataDir, 'engine.json')
  const text = readFileSync(file, 'utf8')
  const open = scratchFolder()
  writeFileSync(join(open, 'engine.json'), text, { mode: 0o644 })
  expect(await connectToEngine(open)).toBeNull()
})

test('connects to nothing where no engine is, or where one crashed', async () => {
  const dataDir = scratchFolder()
  expect(await connectToEngine(dataDir)).toBeNull()
  const { socket, address, dataDir: held } = await served()
  const text = JSON.stringify(address)
  await socket.close()
  writeFileSync(join(held, 'engine.json'), text, { mode: 0o600 })
  expect(await connectToEngine(held)).toBeNull()
})

test('finish answers the calls under way before it closes, and takes the address away at once', async () => {
  const { engine, dataDir, socket } = await served()
  const remote = await client(dataDir)
  const slow = remote.call('runs.show', { id: 'r' }, clerk)
  await expect.poll(() => engine.received.length).toBe(1)
  const finished = socket.finish()
  await expect.poll(() => readAddress(dataDir)).toBeNull()
  engine.release()
  expect(await slow).toMatchObject({ ok: true })
  await finished
  expect(await remote.call('imports.show', { id: 'late' }, clerk)).toMatchObject({
    ok: false,
    error: { code: 'closed' },
  })
})

test('answers closed to calls under way when the engine goes', async () => {
  const { engine, dataDir, socket } = await served()
  const remote = await client(dataDir)
  const slow = remote.call('runs.show', { id: 'r' }, clerk)
  await expect.poll(() => engine.received.length).toBe(1)
  await socket.close()
  expect(await slow).toMatchObject({ ok: false, error: { code: 'closed' } })
})
