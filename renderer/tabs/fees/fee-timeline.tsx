import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { FeeStory } from '../../../contract/rows/fee.ts'
import { balanceWords } from '../../format/balance.ts'
import { countDigits } from '../../format/count.ts'
import { type EntryLine, feeTimeline, type NoteLine, noteWords, type StoryLine } from '../../format/fee-timeline.ts'
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
            <Lines lines={lines.slice(0, FIRST_SHOWN)} />
            <tbody>
              <tr>
                <td colSpan={4}>
                  <Button variant="default" onClick={() => setUnfolded(true)}>
                    Show the {countDigits(between)} lines between
                  </Button>
                </td>
              </tr>
            </tbody>
            <Lines lines={lines.slice(-LAST_SHOWN)} />
          </>
        ) : (
          <Lines lines={lines} />
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
    </PanelSection>
  )
}

function Lines({ lines }: { lines: readonly StoryLine[] }) {
  return (
    <tbody>
      {lines.map(line => (
        <Line key={line.key} line={line} />
      ))}
    </tbody>
  )
}

function Line({ line }: { line: EntryLine | NoteLine }) {
  return line.kind === 'entry' ? <FeeTimelineEntry line={line} /> : <Note line={line} />
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
