import { Button } from '@mantine/core'
import { assertNever } from '../../../contract/assert-never.ts'
import type { FeeStory } from '../../../contract/rows/fee.ts'
import { useWhyNot } from '../../api/may.ts'
import { type FeeAction, feeOffers, type Offer } from '../../format/fee-offers.ts'
import { type OfficeAsk, useOfficeAsk } from '../../office/office-asks.tsx'

/** What can be done with a fee: a button for each thing that is possible, and a line for each that is not, with the reason. */
export function FeeActions({ story }: { story: FeeStory }) {
  const ask = useOfficeAsk()
  const offers = feeOffers(story, useWhyNot())
  const possible = offers.filter(offer => offer.why === null)
  const impossible = offers.filter(offer => offer.why !== null)
  return (
    <div className="fb-offers">
      {possible.length === 0 ? null : (
        <div className="fb-buttons">
          {possible.map(({ action, words }) => (
            <Button
              key={action}
              variant={action === 'pay' && story.fee.balanceCents > 0 ? 'filled' : 'default'}
              size="xs"
              {...(action === 'pay' ? { 'aria-keyshortcuts': 'P' } : {})}
              onClick={() => ask(askOf(action, story))}
            >
              {words}
            </Button>
          ))}
        </div>
      )}
      {impossible.length === 0 ? null : <NotPossible offers={impossible} />}
    </div>
  )
}

function NotPossible({ offers }: { offers: readonly Offer[] }) {
  const names = offers.map(({ words }) => words.toLowerCase())
  return (
    <details className="fb-offers-not">
      <summary>
        Why not {names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`}?
      </summary>
      <ul>
        {offers.map(({ action, words, why }) => (
          <li key={action}>
            {words}: {why}
          </li>
        ))}
      </ul>
    </details>
  )
}

function askOf(action: FeeAction, { fee }: FeeStory): OfficeAsk {
  switch (action) {
    case 'pay':
    case 'waive':
      return { kind: action, fees: [fee] }
    case 'adjust':
    case 'move':
      return { kind: action, fee }
    case 'delete':
      return { kind: 'delete', fee, entry: null }
    default:
      return assertNever(action)
  }
}
