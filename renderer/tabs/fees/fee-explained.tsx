import { useQuery } from '@tanstack/react-query'
import type { FeeStory } from '../../../contract/rows/fee.ts'
import { openErrors as openErrorsQuery } from '../../api/fees.ts'
import { answersOf } from '../../format/answer-words.ts'
import { errorsAbout, explainFee } from '../../format/explain-fee.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { ToneShape } from '../../ui/icons.tsx'
import { PanelSection } from '../../ui/side-panel.tsx'
import { useToday } from '../../ui/zone.tsx'

/** Explain: why the balance is what it is, in sentences, and what does not agree yet. */
export function FeeExplained({ story }: { story: FeeStory }) {
  const errors = useQuery(openErrorsQuery)
  const today = useToday()
  const openErrors = errors.data?.items ?? []
  const { history, conclusion, doubts } = explainFee({ story, ...today, openErrors })
  // What the fee asks stands above, with its answers.
  const others = errorsAbout(story.fee, openErrors).filter(error => answersOf(error).length === 0)
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
      {others.map(error => (
        <p key={error.id} className="fb-explain">
          <a href={hashOf('errors', { [OPEN]: error.id })}>Open the error</a>: {error.remedy}
        </p>
      ))}
    </PanelSection>
  )
}
