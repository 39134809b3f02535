import { assertNever } from '../../../contract/assert-never.ts'
import type { PracticeMove, PracticeState } from '../../../contract/host-calls.ts'
import { formatDecimal } from '../../../contract/money.ts'
import type { RunRow } from '../../../contract/rows/run.ts'

/** A story with one button: what happens in Incident IQ, then a sync, then where to look. */
export interface Scenario {
  id: string
  title: string
  /** What happens over there. */
  tells: string
  /** The moves, made of what is there now; null when there is nothing to make them of. */
  moves: (state: PracticeState) => PracticeMove[] | null
}

const WELL: PracticeMove = { move: 'all-well' }

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'paid',
    title: 'A fee is paid at the help desk',
    tells: 'An agent takes the money for an open fee in Incident IQ.',
    moves: state => {
      const fee = state.fees.find(one => one.dueCents > 0)
      return fee === undefined ? null : [WELL, { move: 'pay-fee', fee: fee.id, amount: formatDecimal(fee.dueCents) }]
    },
  },
  {
    id: 'half-feed',
    title: 'Half a feed arrives',
    tells: 'Incident IQ lists only half of its fees, and says that these are all.',
    moves: () => [WELL, { move: 'trouble', trouble: 'half-feed', on: true }],
  },
  {
    id: 'many-deleted',
    title: 'Sixty fees are deleted',
    tells: 'Somebody over there selects too much and deletes it.',
    moves: () => [WELL, { move: 'delete-many', count: 60 }],
  },
  {
    id: 'key-revoked',
    title: 'The API Key is revoked',
    tells: 'An administrator of Incident IQ takes the key back.',
    moves: () => [WELL, { move: 'trouble', trouble: 'key-revoked', on: true }],
  },
  {
    id: 'too-many-requests',
    title: 'Too many requests',
    tells: 'Incident IQ refuses three requests and asks to wait two seconds each time.',
    moves: () => [WELL, { move: 'trouble', trouble: 'too-many-requests', on: true }],
  },
  {
    id: 'well',
    title: 'All is well again',
    tells: 'Every trouble ends, and the next sync reads everything.',
    moves: () => [WELL],
  },
]

/** What the run came to, and what that teaches; said below the scenario. */
export function outcomeOf(run: RunRow): string {
  switch (run.outcome) {
    case 'waiting':
      return 'Feebridge stopped before writing: the brake. Nothing is waived until you approve it; open the run to see what it would have done.'
    case 'failed':
      return 'The sync failed and changed nothing. It says why, and what to do.'
    case 'partly':
      return 'The sync entered what is good and lists what is not.'
    case 'succeeded':
      return 'The sync succeeded. Open it to see every item.'
    case 'running':
    case 'superseded':
    case 'discarded':
    case 'interrupted':
    case 'cancelled':
      return 'The sync ended early. Open it to see how far it came.'
    default:
      return assertNever(run.outcome)
  }
}
