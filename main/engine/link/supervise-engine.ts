import type { AppError, Reply } from '../../../contract/app-error.ts'
import { type EngineEvent, TOPICS } from '../../../contract/events.ts'
import type { Engine, EngineOptions } from '../engine.ts'
import { engineProgram } from './app-root.ts'
import { forkEngineProcess } from './fork-engine.ts'
import { type Channel, type GivenSecrets, has, type ParentMessage } from './protocol.ts'
import { CLOSED, type RemoteEngine, remoteEngine } from './remote-engine.ts'

/** First wait before a crashed engine is started again; doubled each time. */
const FIRST_RESTART_MS = 250
const MOST_RESTART_MS = 30_000
/** An engine that has lived this long begins anew with the first wait: it does not fail by itself as soon as it is there. */
const STEADY_MS = 5_000

/** One process of the engine, however it was started: by Node's fork, or by Electron. */
export interface EngineProcess {
  pid(): number | null
  channel: Channel
  /** Resolves when the process has ended, with how, as the end of a sentence. */
  ended: Promise<string>
  /** Ends the process by force if it does not end by itself in time. */
  endLater(): void
}

/** How the engine's process fares. `stopped` is its last state: it was told to close. */
export type EngineState =
  | { kind: 'up'; pid: number | null }
  | { kind: 'restarting'; inMs: number; why: string }
  | { kind: 'stopped' }

/** An engine in a process of its own, started again after a crash. Calls under way in a crash, and calls until it is up again, answer `closed`. */
export interface SupervisedEngine extends Engine {
  state(): EngineState
  onState(listener: (state: EngineState) => void): () => void
}

/** The key store of a host that keeps the engine's credentials itself. */
export interface HostSecrets {
  /** What is kept now; asked before each start of the engine. Null where there is no key store: the engine uses its key file. */
  given(): Promise<GivenSecrets | null>
  /** Keeps one for good; null, or a sentence why it could not be kept. */
  keep(name: string, value: string): Promise<string | null>
}

export interface ForkOptions extends Pick<EngineOptions, 'dataDir' | 'startNowMs'> {
  /** Create the ledger when it is not there. */
  create?: boolean
  /** Starts one process; by default Node's fork of the engine's program. */
  start?: () => EngineProcess
  /** Absent, the engine keeps its credentials in the key file of its data folder. */
  secrets?: HostSecrets
  firstRestartMs?: number
}

/**
 * Starts the engine in a child process and waits until it has opened the ledger; what keeps it from opening (no ledger, another owner) is the
 * reply. From then on the child is supervised until `close`. A child whose parent dies closes by itself.
 */
export async function forkEngine(options: ForkOptions): Promise<Reply<SupervisedEngine>> {
  const supervisor = new Supervisor(options)
  const refused = await supervisor.begin()
  return refused === null ? { ok: true, value: supervisor } : { ok: false, error: refused }
}

interface KeepRequest {
  id: number
  name: string
  value: string
}

const CLOSED_MEANWHILE: AppError = { code: 'closed', message: 'Feebridge was closed while its engine was starting.' }

class Supervisor implements SupervisedEngine {
  readonly #options: ForkOptions
  readonly #startedMs = performance.now()
  readonly #eventListeners = new Set<(event: EngineEvent) => void>()
  readonly #stateListeners = new Set<(state: EngineState) => void>()
  #process: EngineProcess | null = null
  #engine: RemoteEngine | null = null
  #state: EngineState = { kind: 'stopped' }
  #closing = false
  #waitMs: number
  #restart: NodeJS.Timeout | null = null

  constructor(options: ForkOptions) {
    this.#options = options
    this.#waitMs = options.firstRestartMs ?? FIRST_RESTART_MS
  }

  async begin(): Promise<AppError | null> {
    return this.#open(this.#options.create ?? false)
  }

  state(): EngineState {
    return this.#state
  }

  onState(listener: (state: EngineState) => void): () => void {
    this.#stateListeners.add(listener)
    return () => this.#stateListeners.delete(listener)
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  call: Engine['call'] = async (name, request, caller) => {
    return this.#state.kind === 'up' && this.#engine !== null ? this.#engine.call(name, request, caller) : CLOSED
  }

  async close(): Promise<void> {
    this.#closing = true
    if (this.#restart !== null) clearTimeout(this.#restart)
    const running = this.#process
    if (running !== null) {
      this.#tell(running.channel, { close: true })
      running.endLater()
      await running.ended
    }
    this.#enter({ kind: 'stopped' })
  }

  /** Starts one process and waits until it has opened the ledger. Returns why it could not, or null. */
  async #open(create: boolean): Promise<AppError | null> {
    const start = this.#options.start ?? (() => forkEngineProcess(engineProgram()))
    const secrets = (await this.#options.secrets?.given()) ?? null
    if (this.#closing) return CLOSED_MEANWHILE
    const child = start()
    this.#process = child
    const { promise: told, resolve } = Promise.withResolvers<AppError | null>()
    const engine = remoteEngine(child.channel, message => {
      if (has(message, 'opened')) resolve(null)
      else if (has(message, 'notOpened')) resolve(message.notOpened as AppError)
      else if (has(message, 'keep')) void this.#keep(child.channel, message.keep as KeepRequest)
    })
    engine.subscribe(event => this.#emit(event))
    const ended = child.ended.then(how => {
      if (this.#process === child) this.#process = null
      resolve({
        code: 'failed',
        message: `The engine stopped while it was starting: ${how}. The lines above say more.`,
      })
      return how
    })
    const open = this.#engineOptions(create)
    this.#tell(child.channel, secrets === null ? { open } : { open, secrets })

    const refused = await told
    if (refused !== null) {
      child.endLater()
      await ended
      return refused
    }
    this.#engine = engine
    const upSince = performance.now()
    this.#enter({ kind: 'up', pid: child.pid() })
    void ended.then(how => this.#afterEnd(how, performance.now() - upSince))
    return null
  }

  async #keep(channel: Channel, { id, name, value }: KeepRequest): Promise<void> {
    const refusal = (await this.#options.secrets?.keep(name, value)) ?? null
    this.#tell(channel, { kept: { id, refusal } })
  }

  /** The ledger's clock runs on over a restart: it starts from the given time plus what has passed since. */
  #engineOptions(create: boolean): EngineOptions {
    const base = { dataDir: this.#options.dataDir, create, role: 'serve' as const }
    const { startNowMs } = this.#options
    return startNowMs === undefined
      ? base
      : { ...base, startNowMs: startNowMs + Math.round(performance.now() - this.#startedMs) }
  }

  #afterEnd(how: string, livedMs: number): void {
    this.#engine = null
    if (this.#closing) return
    if (livedMs >= STEADY_MS) this.#waitMs = this.#options.firstRestartMs ?? FIRST_RESTART_MS
    this.#restartLater(`The engine stopped: ${how}.`)
  }

  #restartLater(why: string): void {
    const inMs = this.#waitMs
    this.#waitMs = Math.min(2 * this.#waitMs, MOST_RESTART_MS)
    this.#enter({ kind: 'restarting', inMs, why })
    this.#restart = setTimeout(() => void this.#again(), inMs)
  }

  async #again(): Promise<void> {
    const refused = await this.#open(false)
    if (refused === null) this.#emit({ kind: 'changed', topics: [...TOPICS] })
    else if (!this.#closing) this.#restartLater(refused.message)
  }

  #tell(channel: Channel, message: ParentMessage): void {
    channel.send(message)
  }

  /** Every change of state is also an event, so that a window asks again and sees whether the engine answers. */
  #enter(state: EngineState): void {
    this.#state = state
    for (const listener of this.#stateListeners) listener(state)
    this.#emit({ kind: 'changed', topics: ['status', 'host'] })
  }

  #emit(event: EngineEvent): void {
    for (const listener of this.#eventListeners) listener(event)
  }
}
