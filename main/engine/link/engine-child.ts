import type { Reply } from '../../../contract/app-error.ts'
import type { Secrets } from '../../domain/ports.ts'
import type { EngineOptions, OpenedEngine, PowerEvent } from '../engine.ts'
import { type HeldSecrets, holdSecrets } from './held-secrets.ts'
import { type ServedSocket, serveOnSocket } from './local-socket.ts'
import { type Channel, type ChildMessage, type GivenSecrets, has } from './protocol.ts'
import { type ServedChannel, serveChannel } from './serve-channel.ts'

/** A child that cannot close within this time is ended: the ledger survives that, a second owner it would not. */
const CLOSE_MS = 20_000
/** After its parent has gone nobody waits for what is under way any more, but the next one for the ledger: sooner than it gives up. */
const ORPHANED_MS = 5_000

/** What Electron gives a utility process in place of `process.send`; declared here because the engine knows nothing of Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/** Opens the engine of this process, with the parent's credentials where it keeps them itself. */
export type OpenHere = (options: EngineOptions, ports: { secrets?: Secrets }) => Promise<Reply<OpenedEngine>>

/**
 * Runs this process as an engine's own: waits for the parent's word what to open, opens it, answers calls over IPC and over the local socket,
 * and closes when told, on SIGTERM, or when the parent has gone. Ctrl-C in a terminal reaches parent and child alike; the parent decides.
 */
export function runAsEngineChild(open: OpenHere): void {
  const channel = parentChannel()
  if (channel === null) {
    process.stderr.write(
      'This program is the engine of Feebridge; it is started by the app or by `feebridge serve`, not by hand.\n',
    )
    process.exitCode = 1
    return
  }
  const child = new EngineChild(channel)
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => void child.close())
  channel.listen({
    message(value) {
      if (has(value, 'open')) void child.open(value as OpenMessage, open)
      else if (has(value, 'close')) void child.close()
      else if (has(value, 'power')) child.power(value.power as PowerEvent)
      else child.receive(value)
    },
    closed: () => void child.close(ORPHANED_MS),
  })
}

interface OpenMessage {
  open: EngineOptions
  secrets?: GivenSecrets
}

class EngineChild {
  readonly #channel: Channel
  #engine: OpenedEngine | null = null
  #secrets: HeldSecrets | null = null
  #served: ServedChannel | null = null
  #socket: ServedSocket | null = null
  #opening = false
  #closing = false

  constructor(channel: Channel) {
    this.#channel = channel
  }

  async open({ open: options, secrets }: OpenMessage, open: OpenHere): Promise<void> {
    this.#opening = true
    if (secrets !== undefined) this.#secrets = holdSecrets(secrets, message => this.#say(message))
    const opened = await open(options, this.#secrets === null ? {} : { secrets: this.#secrets })
    if (!opened.ok) {
      this.#say({ notOpened: opened.error })
      await this.#leave()
      return
    }
    this.#engine = opened.value
    if (!this.#closing) this.#socket = await serveOnSocket(opened.value, options.dataDir, tellBug)
    if (this.#closing) {
      await this.#closeAll()
      return
    }
    this.#served = serveChannel(opened.value, this.#channel, 'parent', tellBug)
    this.#say({ opened: true })
  }

  receive(value: unknown): void {
    if (this.#secrets?.receive(value) === true) return
    this.#served?.receive(value)
  }

  power(event: PowerEvent): void {
    this.#engine?.power(event)
  }

  /** Closes what is open, once. While it is still opening, {@link open} does it at its end. */
  async close(withinMs = CLOSE_MS): Promise<void> {
    setTimeout(() => process.exit(1), withinMs).unref()
    if (this.#closing) return
    this.#closing = true
    if (this.#served !== null || !this.#opening) await this.#closeAll()
  }

  async #closeAll(): Promise<void> {
    await this.#engine?.close()
    await this.#served?.idle()
    this.#served?.stop()
    await this.#socket?.close()
    await this.#leave()
  }

  #say(message: ChildMessage): void {
    this.#channel.send(message)
  }

  /** The engine is closed and the last word has left; whatever still holds the process (an idle connection) has nothing to lose. */
  async #leave(): Promise<void> {
    await this.#channel.close()
    process.exit(0)
  }
}

function tellBug(error: unknown): void {
  process.stderr.write(`feebridge engine: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

/** The way to the parent: Electron's port, Node's IPC, or none when started by hand. */
function parentChannel(): Channel | null {
  const port = (process as { parentPort?: ParentPort }).parentPort
  if (port !== undefined) return portChannel(port)
  return process.send === undefined ? null : ipcChannel()
}

/** Electron ends a utility process with its app, so this channel never sees its own end; its messages are handed over at once. */
function portChannel(port: ParentPort): Channel {
  return {
    send(message) {
      port.postMessage(message)
      return 'sent'
    },
    listen(listener) {
      port.on('message', event => listener.message(event.data))
    },
    close: async () => undefined,
  }
}

function ipcChannel(): Channel {
  let leaving = 0
  const { promise: allLeft, resolve: nowAllLeft } = Promise.withResolvers<void>()
  let closing = false
  const left = (): void => {
    leaving -= 1
    if (closing && leaving === 0) nowAllLeft()
  }
  return {
    send(message) {
      if (!process.connected || process.send === undefined) return 'closed'
      leaving += 1
      process.send(message, undefined, undefined, left)
      return 'sent'
    },
    listen(listener) {
      process.on('message', value => listener.message(value))
      process.once('disconnect', () => listener.closed())
    },
    async close() {
      closing = true
      if (leaving > 0) await allLeft
      if (process.connected) process.disconnect()
    },
  }
}
