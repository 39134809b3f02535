import type { AppError } from '../../contract/app-error.ts'

/** A refused call, thrown because TanStack Query knows failures only as exceptions. Its message is the sentence for the clerk. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly appError: AppError
  constructor(appError: AppError) {
    super(appError.message)
    this.appError = appError
  }
}

/** The sentence to show for anything that went wrong. */
export function sentenceOf(error: unknown): string {
  return error instanceof CallError
    ? error.message
    : 'The window could not show this because of a fault of its own. Reload it; if it stays, send the log to whoever supports you.'
}

/** True when the engine or its host is not there, so that asking again later can help. */
export function isGone(error: unknown): boolean {
  return error instanceof CallError && error.appError.code === 'closed'
}

/** True when nobody is signed in at this window any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof CallError && error.appError.code === 'signed-out'
}

/** True when a rule forbids it now. */
export function isRefused(error: unknown): boolean {
  return error instanceof CallError && error.appError.code === 'refused'
}

/** What a form shows of a refusal: the sentence, and the field that it names or null. */
export function refusalOf(error: unknown): [sentence: string, field: string | null] {
  return [sentenceOf(error), error instanceof CallError ? (error.appError.field ?? null) : null]
}
