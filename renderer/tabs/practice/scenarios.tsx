import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PracticeState } from '../../../contract/host-calls.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { usePlayThenRun } from '../../api/practice.ts'
import { outcomeWords } from '../../format/run-words.ts'
import { hashOf } from '../../ui/address.ts'
import { Glyph } from '../../ui/icons.tsx'
import { outcomeOf, SCENARIOS, type Scenario } from './scenario-list.ts'

/** Stories with one button each: something happens over there, a sync runs, and the outcome says where to look. */
export function Scenarios({ state }: { state: PracticeState }) {
  const play = usePlayThenRun()
  const [played, setPlayed] = useState<string | null>(null)
  const onPlay = (scenario: Scenario) => {
    const moves = scenario.moves(state)
    if (moves === null) return
    setPlayed(scenario.id)
    play.mutate(moves)
  }
  return (
    <section className="fb-card" aria-labelledby="scenarios-heading">
      <h2 id="scenarios-heading">Try what can happen</h2>
      <ul className="fb-lines fb-scenarios">
        {SCENARIOS.map(scenario => (
          <li key={scenario.id}>
            <div>
              <strong>{scenario.title}</strong>
              <div className="fb-soft">{scenario.tells}</div>
              {played === scenario.id ? <Outcome play={play} /> : null}
            </div>
            <Button
              variant="default"
              leftSection={<Glyph name="play" />}
              loading={play.isPending && played === scenario.id}
              disabled={play.isPending || scenario.moves(state) === null}
              onClick={() => onPlay(scenario)}
            >
              Play<span className="fb-hidden">: {scenario.title}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What came of it, once the sync has ended. */
function Outcome({ play }: { play: ReturnType<typeof usePlayThenRun> }) {
  return (
    <div role="status" className="fb-scenario-outcome">
      {play.isPending ? 'The sync is running…' : null}
      {play.isError ? <span className="fb-tone-bad">{sentenceOf(play.error)}</span> : null}
      {play.data === undefined || play.isPending ? null : (
        <>
          <strong>{outcomeWords(play.data.outcome)}.</strong> {outcomeOf(play.data)}{' '}
          <a href={hashOf('sync-history', { open: play.data.runId })}>Open the run</a>
        </>
      )}
    </div>
  )
}
