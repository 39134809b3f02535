import { assertNever } from '../../contract/assert-never.ts'
import type { DeliveryState, FeeStatus } from '../../contract/rows/fee.ts'
import type { ImportStatus } from '../../contract/rows/import.ts'
import type { RunOutcome } from '../../contract/rows/run.ts'
import type { BridgeState } from '../../contract/rows/status.ts'

/** How a state looks: a colour and a shape, always beside its word. */
export type Tone = 'good' | 'bad' | 'warn' | 'quiet' | 'busy' | 'paused' | 'offline' | 'open' | 'half'

export function bridgeTone(state: BridgeState): Tone {
  switch (state) {
    case 'ok':
      return 'good'
    case 'running':
      return 'busy'
    case 'paused':
      return 'paused'
    case 'attention':
      return 'warn'
    case 'error':
      return 'bad'
    case 'offline':
      return 'offline'
    default:
      return assertNever(state)
  }
}

export function outcomeTone(outcome: RunOutcome): Tone {
  switch (outcome) {
    case 'running':
      return 'busy'
    case 'succeeded':
      return 'good'
    case 'partly':
    case 'waiting':
      return 'warn'
    case 'failed':
      return 'bad'
    case 'superseded':
    case 'discarded':
    case 'interrupted':
    case 'cancelled':
      return 'quiet'
    default:
      return assertNever(outcome)
  }
}

export function importTone(status: ImportStatus): Tone {
  switch (status) {
    case 'Unprocessed':
      return 'warn'
    case 'Imported':
      return 'good'
    case 'Error':
      return 'bad'
    case 'Ignored':
      return 'quiet'
    default:
      return assertNever(status)
  }
}

export function feeTone(status: FeeStatus): Tone {
  switch (status) {
    case 'open':
      return 'open'
    case 'partly-paid':
      return 'half'
    case 'paid':
      return 'good'
    case 'overpaid':
      return 'warn'
    case 'waived':
    case 'void':
      return 'quiet'
    default:
      return assertNever(status)
  }
}

export function feeStatusWords(status: FeeStatus): string {
  const words = status.replace('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function deliveryTone(state: DeliveryState): Tone {
  switch (state) {
    case 'delivered':
    case 'done':
      return 'good'
    case 'waiting':
      return 'busy'
    case 'held':
      return 'paused'
    case 'unknown':
    case 'failed':
      return 'warn'
    case 'refused':
      return 'bad'
    case 'cancelled':
    case 'ignored':
      return 'quiet'
    default:
      return assertNever(state)
  }
}
