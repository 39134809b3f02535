import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { FeeStory } from '../../../contract/rows/fee.ts'
import { balanceWords } from '../../format/balance.ts'
import { countDigits } from '../../format/count.ts'
import { feeTimeline, type NoteLine, noteWords, type StoryLine } from '../../format/fee-timeline.ts'
import { dayOf, dayWords } from '../../format/time.ts'
import { PanelSection } from '../../ui/side-panel.tsx'
import { useToday } from '../../ui/zone.tsx'
import { EnteredBy, FeeTimelineEntry } from './fee-timeline-entry.tsx'

/** A longer story is folded in the middle: its beginning and its end are what one looks for. */
const FOLD_BEYOND = 120
const FIRST_SHOWN = 10
const LAST_SHOWN = 90

/** Every entry and change in order, with the running balance and what stands behind each line. */
export function FeeTimeline({ story }: { story: FeeStory }) {
  const [isUnfolded, setUnfolded] = useState(false)
  const lines = useMemo(() => feeTimeline(story), [story])
  const isFolded = !isUnfolded && lines.length > FOLD_BEYOND
  const between = lines.length - FIRST_SHOWN - LAST_SHOWN
  return (
    <PanelSection title="Story">
      <table className="fb-plain fb-items fb-story">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">What happened</th>
            <th scope="col" className="fb-end">
              Effect
            </th>
            <th scope="col" className="fb-end">
              Balance
            </th>
          </tr>
        </thead>
        {isFolded ? (
          <>
            <Lines lines={lines.slice(0, FIRST_SHOWN)} story={story} />
            <tbody>
              <tr>
                <td colSpan={4}>
                  <Button variant="default" onClick={() => setUnfolded(true)}>
                    Show the {countDigits(between)} lines between
                  </Button>
                </td>
              </tr>
            </tbody>
            <Lines lines={lines.slice(-LAST_SHOWN)} story={story} />
          </>
        ) : (
          <Lines lines={lines} story={story} />
        )}
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              Balance
            </th>
            <td className="fb-end">{balanceWords(story.fee.balanceCents)}</td>
          </tr>
        </tfoot>
      </table>
      {story.fee.system === 'iiq' ? null : (
        <p className="fb-note fb-soft">
          Payments on this fee are not sent to Incident IQ, because the fee was not charged there.
        </p>
      )}
    </PanelSection>
  )
}

function Lines({ lines, story }: { lines: readonly StoryLine[]; story: FeeStory }) {
  return (
    <tbody>
      {lines.map(line =>
        line.kind === 'entry' ? (
          <FeeTimelineEntry key={line.key} line={line} story={story} />
        ) : (
          <Note key={line.key} line={line} />
        ),
      )}
    </tbody>
  )
}

/** A change that is not money: a text, a date, an item. */
function Note({ line: { note } }: { line: NoteLine }) {
  const { timeZone } = useToday()
  return (
    <tr>
      <td>{dayWords(dayOf(Date.parse(note.at), timeZone))}</td>
      <td className="fb-wrap" colSpan={3}>
        {noteWords(note)}
        <div className="fb-story-links">
          <EnteredBy runId={note.runId} at={note.at} />
        </div>
      </td>
    </tr>
  )
}
