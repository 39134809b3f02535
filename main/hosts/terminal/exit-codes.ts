import type { AppErrorCode } from '../../../contract/app-error.ts'
import { assertNever } from '../../../contract/assert-never.ts'
import type { RunOutcome } from '../../../contract/rows/run.ts'

/** The exit codes of the command, a stable interface: scripts decide by them. */
export const EXIT = { succeeded: 0, failed: 1, partly: 2, waiting: 3, notSetUp: 4, secretsUnreadable: 5 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** A call that was not carried out. */
export function exitOfError(code: AppErrorCode): ExitCode {
  switch (code) {
    case 'not-set-up':
      return EXIT.notSetUp
    case 'secrets-unreadable':
      return EXIT.secretsUnreadable
    case 'bad-request':
    case 'not-found':
    case 'refused':
    case 'not-permitted':
    case 'signed-out':
    case 'busy':
    case 'closed':
    case 'failed':
      return EXIT.failed
    default:
      return assertNever(code)
  }
}

/** A run that has ended, or waits for approval. A run that another replaced, or that is still going, did not succeed for whoever asked. */
export function exitOfOutcome(outcome: RunOutcome): ExitCode {
  switch (outcome) {
    case 'succeeded':
      return EXIT.succeeded
    case 'partly':
      return EXIT.partly
    case 'waiting':
      return EXIT.waiting
    case 'running':
    case 'failed':
    case 'superseded':
    case 'discarded':
    case 'interrupted':
    case 'cancelled':
      return EXIT.failed
    default:
      return assertNever(outcome)
  }
}
