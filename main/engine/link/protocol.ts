// main/engine/link carries calls between an engine and hosts in other processes: by Node's IPC to a child process, by a local socket to other
// commands. It knows messages, channels and processes; what a call means is the engine's business, and SQL, systems and windows do not appear here.
import type { AppError, Reply } from '../../../contract/app-error.ts'
import type { EngineEvent } from '../../../contract/events.ts'
import { LIMITS } from '../../../contract/limits.ts'
import type { Caller, EngineOptions, PowerEvent } from '../engine.ts'

/** Raised when the shape of a message changes; a client and an engine of different versions do not talk. */
export const PROTOCOL = 1

/** A host asks. `id` is the asker's own and comes back with the reply; many calls may be under way at once. */
export interface CallMessage {
  id: number
  name: string
  request: unknown
  caller: Caller
}

/** The engine answers one call. */
export interface ReplyMessage {
  id: number
  reply: Reply<unknown>
}

/** The engine tells what changed. */
export interface EventMessage {
  event: EngineEvent
}

/** First line of a socket client: without the token of `engine.json` nothing else is read. */
export interface HelloMessage {
  hello: { protocol: number; token: string }
}
export interface WelcomeMessage {
  welcome: { pid: number }
}

/** The credentials of a host with a key store of its own, by name; or why it could not open them, a sentence. They are held in memory only. */
export type GivenSecrets = { values: Record<string, string> } | { unreadable: string }

/**
 * A parent tells its child what to open, with the credentials where it keeps them itself, and later to close; these travel over IPC only.
 * `kept` answers the child's `keep`: null, or a sentence why the credential could not be kept.
 */
export type ParentMessage =
  | { open: EngineOptions; secrets?: GivenSecrets }
  | { kept: { id: number; refusal: string | null } }
  | { power: PowerEvent }
  | { close: true }
/** The child tells how opening ended, and gives its parent a credential to keep. */
export type ChildMessage =
  | { opened: true }
  | { notOpened: AppError }
  | { keep: { id: number; name: string; value: string } }

/** A reply may hold more than a request: a page of 10,000 rows. */
export const REPLY_BYTES = 8 * LIMITS.callBytes

export type Sent = 'sent' | 'closed' | 'too-large'

/** Where messages go in and out, whatever carries them. */
export interface Channel {
  /** Sends one message; anything but `sent` means that nothing was sent. */
  send(message: object): Sent
  /** Called once by whoever uses the channel. Messages are unknown values until they are checked; `closed` comes once. */
  listen(listener: { message(value: unknown): void; closed(): void }): void
  /** Resolves when what was sent has left and the channel is closed. */
  close(): Promise<void>
}

/** True when the value is an object that has the given field: the first look at what came over a channel. */
export function has<Field extends string>(value: unknown, field: Field): value is Record<Field, unknown> {
  return typeof value === 'object' && value !== null && field in value
}
