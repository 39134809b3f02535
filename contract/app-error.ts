/**
 * Why a call was not carried out, as a value (Electron drops the fields of thrown errors).
 * `message` is a sentence for the clerk: what happened, what it means, what to do. `detail` is for the log only and never holds a secret.
 */
export interface AppError {
  code: AppErrorCode
  message: string
  /** The field of the request that is wrong, as a dotted path. */
  field?: string
}

/**
 * - `bad-request`: the request does not fit its schema, or names something that cannot be.
 * - `not-found`: what it names is not in the ledger.
 * - `not-set-up`: a required setting is missing (exit code 4 of the command).
 * - `secrets-unreadable`: the key file cannot be read or trusted (exit code 5 of the command).
 * - `refused`: a rule forbids it now.
 * - `not-permitted`: the operator lacks the permission that the message names.
 * - `signed-out`: nobody is signed in, or the session has ended; the window asks for a PIN.
 * - `busy`: something is already running that excludes it.
 * - `closed`: the engine is not there; it is starting, or has stopped.
 * - `failed`: a bug or a lost resource (disk full, file damaged).
 */
export type AppErrorCode =
  | 'bad-request'
  | 'not-found'
  | 'not-set-up'
  | 'secrets-unreadable'
  | 'refused'
  | 'not-permitted'
  | 'signed-out'
  | 'busy'
  | 'closed'
  | 'failed'

/** What every call answers. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: AppError }

/** Thrown inside the engine where an expected refusal must leave a deep place; the dispatcher turns it into a reply. */
export class Refusal extends Error {
  readonly appError: AppError
  constructor(code: AppErrorCode, message: string, field?: string) {
    super(message)
    this.name = 'Refusal'
    this.appError = field === undefined ? { code, message } : { code, message, field }
  }
}
