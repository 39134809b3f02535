import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { LIMITS } from '../../../contract/limits.ts'
import type { Engine } from '../engine.ts'
import { lineChannel } from './json-lines.ts'
import { type Channel, type HelloMessage, has, PROTOCOL, REPLY_BYTES, type WelcomeMessage } from './protocol.ts'
import { type RemoteEngine, remoteEngine } from './remote-engine.ts'
import { type ServedChannel, serveChannel, type TellBug } from './serve-channel.ts'
import { type EngineAddress, makeAddress, readAddress, removeAddress, writeAddress } from './socket-address.ts'

/** A client must present its token within this time. */
const HELLO_MS = 10_000
/** An engine that is busy with one long SQL statement answers late, but not later than this. */
const WELCOME_MS = 60_000

/** Time for the last replies to leave before a connection is cut. */
const LAST_WORDS_MS = 2_000

/** The local socket of an engine. */
export interface ServedSocket {
  /** Lets nobody new in, waits until the calls under way are answered, and closes. */
  finish(): Promise<void>
  /** Closes at once; calls under way answer `closed` at the other side. */
  close(): Promise<void>
}

/**
 * Opens the engine to other processes of the same account, and to nobody else: a socket in a folder that only this account can enter (on
 * Windows a named pipe), and a random token, kept in `engine.json` with mode 0600, that a client presents first. Never TCP.
 */
export async function serveOnSocket(
  engine: Engine,
  dataDir: string,
  tellBug: TellBug = rethrowLater,
): Promise<ServedSocket> {
  const address = await makeAddress(dataDir)
  const clients = new Map<Socket, ServedChannel | null>()
  const server = createServer(socket => {
    clients.set(socket, null)
    socket.once('close', () => clients.delete(socket))
    const channel = lineChannel(socket, { inBytes: LIMITS.callBytes, outBytes: REPLY_BYTES })
    letIn(channel, address, () => {
      const served = serveChannel(engine, channel, 'command', tellBug)
      clients.set(socket, served)
      return served
    })
  })
  await listen(server, address)
  await writeAddress(dataDir, address)

  const close = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of clients.keys()) {
      socket.destroySoon()
      // A client that does not read its last reply must not keep the engine.
      setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref()
    }
    await closed
    await removeAddress(dataDir, address)
  }
  return {
    async finish() {
      await removeAddress(dataDir, address)
      await Promise.all([...clients.values()].map(served => served?.idle()))
      await close()
    },
    close,
  }
}

/**
 * Reaches the engine that holds the data folder's ledger, or null when none can be reached. Closing what is returned closes the connection,
 * not the engine.
 */
export async function connectToEngine(dataDir: string): Promise<RemoteEngine | null> {
  const address = await readAddress(dataDir)
  if (address === null) return null
  const socket = connect(address.path)
  const connected = await new Promise<boolean>(resolve => {
    socket.once('connect', () => resolve(true))
    // No listener behind the address: its engine has gone without taking the address away.
    socket.once('error', () => resolve(false))
  })
  if (!connected) return null

  const channel = lineChannel(socket, { inBytes: REPLY_BYTES, outBytes: LIMITS.callBytes })
  const { promise: welcomed, resolve } = Promise.withResolvers<boolean>()
  const engine = remoteEngine(channel, message => resolve(has(message, 'welcome')))
  const hello: HelloMessage = { hello: { protocol: PROTOCOL, token: address.token } }
  channel.send(hello)
  const tooLate = setTimeout(() => resolve(false), WELCOME_MS)
  void engine.gone.then(() => resolve(false))
  const inside = await welcomed
  clearTimeout(tooLate)
  if (inside) return engine
  socket.destroy()
  return null
}

/** Waits for the token; only then does anything that comes over the channel reach the engine. */
function letIn(channel: Channel, address: EngineAddress, begin: () => ServedChannel): void {
  let served: ServedChannel | null = null
  const tooLate = setTimeout(() => void channel.close(), HELLO_MS)
  channel.listen({
    message(value) {
      if (served !== null) {
        served.receive(value)
        return
      }
      clearTimeout(tooLate)
      if (!knowsToken(value, address.token)) {
        channel.send({ refused: 'The token is not that of engine.json.' })
        void channel.close()
        return
      }
      const welcome: WelcomeMessage = { welcome: { pid: process.pid } }
      channel.send(welcome)
      served = begin()
    },
    closed() {
      clearTimeout(tooLate)
      served?.stop()
    },
  })
}

function knowsToken(value: unknown, token: string): boolean {
  if (!has(value, 'hello') || !has(value.hello, 'token') || !has(value.hello, 'protocol')) return false
  const given = value.hello.token
  if (value.hello.protocol !== PROTOCOL || typeof given !== 'string') return false
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

async function listen(server: Server, address: EngineAddress): Promise<void> {
  server.listen(address.path)
  await once(server, 'listening')
  if (process.platform !== 'win32') await chmod(address.path, 0o600)
}

/** Without a log a bug must still be seen: it ends the process as an uncaught error would. */
function rethrowLater(error: unknown): void {
  setImmediate(() => {
    throw error
  })
}
