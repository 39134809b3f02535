import type { Reply } from '../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import type { EngineEvent } from '../../contract/events.ts'

/**
 * Who asks, as the host tells it: `operator` is the operating-system account, `host` the way in. `as` names another operator with the PIN (`--as`), `session`
 * is that of a window that was signed in to; the page itself never has it. `itself` is set where the host asks in nobody's name, to see what is open and to
 * bring practice up; a window's or a command's call never carries it.
 */
export interface Caller {
  host: 'desktop' | 'browser' | 'terminal'
  operator: string
  as?: { operator: string; pin: string }
  session?: string
  itself?: true
}

/**
 * The engine as every host sees it, wherever it runs: in this process, in a child process, or behind the local socket.
 * `call` never rejects for what a rule, a setting or a request can cause: those are replies. It answers `closed` when the engine has gone.
 */
export interface Engine {
  call<Name extends CallName>(name: Name, request: CallRequest<Name>, caller: Caller): Promise<Reply<CallValue<Name>>>
  /** Calls the listener for every event until the returned function is called. */
  subscribe(listener: (event: EngineEvent) => void): () => void
  /** Finishes what is committed, closes the ledger and releases its lock. */
  close(): Promise<void>
}

/** What a host gives to open an engine in its own process. */
export interface EngineOptions {
  /** Absolute path of the data folder. */
  dataDir: string
  /** Create the folder and the ledger when they are not there; otherwise a missing ledger is refused in a sentence. */
  create: boolean
  /** `serve` runs the scheduler, the reader thread and the search indexer; `command` runs one command and closes. */
  role: 'serve' | 'command'
  /** Start of the ledger's clock, UTC ms; it runs on in real time from there. Refused unless every configured system is on loopback. */
  startNowMs?: number
}

/** What the computer is about to do, or has done, that the engine must know of. */
export type PowerEvent = 'suspending' | 'resumed'

/** An engine in this very process, as the program that opened it holds it. */
export interface OpenedEngine extends Engine {
  /** After sleep the timers are late: `resumed` makes the scheduler look at once (Z3). A run under way at `suspending` goes on afterwards. */
  power(event: PowerEvent): void
}

/** Credentials in a data folder: the key file, and in its place the desktop's ciphertext of the computer's key store. */
export const SECRET_FILES = { plain: 'secrets.json', sealed: 'secrets.sealed' } as const
