import { useQuery } from '@tanstack/react-query'
import type { FeeStory } from '../../../contract/rows/fee.ts'
import { openErrors } from '../../api/fees.ts'
import { answersOf } from '../../format/answer-words.ts'
import { errorsAbout, explainFee } from '../../format/explain-fee.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { ToneShape } from '../../ui/icons.tsx'
import { PanelSection } from '../../ui/side-panel.tsx'
import { useToday } from '../../ui/zone.tsx'

/** Explain: why the balance is what it is, in sentences, and what does not agree yet. */
export function FeeExplained({ story }: { story: FeeStory }) {
  const errors = useQuery(openErrors)
  const today = useToday()
  // What the fee asks stands above, with its answers.
  const open = (errors.data?.items ?? []).filter(error => answersOf(error).length === 0)
  const { history, conclusion, doubts } = explainFee({ story, ...today, openErrors: open })
  return (
    <PanelSection title="Explain">
      <p className="fb-explain">
        {history.join(' ')} <strong>{conclusion}</strong>
      </p>
      {doubts.length === 0 ? null : (
        <ul className="fb-doubts">
          {doubts.map(doubt => (
            <li key={doubt}>
              <span className="fb-tone-warn">
                <ToneShape tone="warn" />
              </span>
              <span>{doubt}</span>
            </li>
          ))}
        </ul>
      )}
      {errorsAbout(story.fee, open).map(error => (
        <p key={error.id} className="fb-explain">
          <a href={hashOf('errors', { [OPEN]: error.id })}>Open the error</a>: {error.remedy}
        </p>
      ))}
    </PanelSection>
  )
}
