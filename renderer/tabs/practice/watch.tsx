import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PracticeState } from '../../../contract/host-calls.ts'
import type { RunRow } from '../../../contract/rows/run.ts'
import { overviewQuery, useStartRun } from '../../api/overview.ts'
import { useCancelRun } from '../../api/runs.ts'
import { statusQuery } from '../../api/status.ts'
import { countDigits, countWords } from '../../format/count.ts'
import { outcomeWords } from '../../format/run-words.ts'
import { clockExact } from '../../format/time.ts'
import { outcomeTone } from '../../format/tones.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Glyph } from '../../ui/icons.tsx'
import { RunningRun } from '../../ui/run-progress.tsx'
import { Moment } from '../../ui/zone.tsx'

/** Rows of the two lists: what happened just now; the rest is in Sync History. */
const EFFECTS_SHOWN = 5
const REQUESTS_SHOWN = 7

/** What Feebridge does: its run, what it asks, and what took effect over there. */
export function Watch({ state }: { state: PracticeState }) {
  const timeZone = useQuery(statusQuery).data?.timeZone ?? 'UTC'
  return (
    <>
      <Sync />
      <Effects state={state} timeZone={timeZone} />
      <Requests requests={state.requests} timeZone={timeZone} />
    </>
  )
}

function Sync() {
  const start = useStartRun()
  const running = useQuery(statusQuery).data?.running.find(run => run.task === 'iiq-sync')
  const lastRun = useQuery(overviewQuery).data?.lastRuns.find(run => run.task === 'iiq-sync' && run.mode === 'live')
  const cancel = useCancelRun()
  const blocked = running !== undefined || start.isPending
  return (
    <section className="fb-card" aria-labelledby="sync-heading">
      <h2 id="sync-heading">What Feebridge does</h2>
      <div className="fb-watch-run">
        {running === undefined ? (
          <LastRun run={lastRun} />
        ) : (
          <RunningRun
            progress={running}
            cancelling={cancel.variables === running.runId && !cancel.isError}
            onCancel={() => cancel.mutate(running.runId)}
          />
        )}
      </div>
      <div className="fb-buttons">
        <Button
          leftSection={<Glyph name="play" />}
          disabled={blocked}
          onClick={() => start.mutate({ task: 'iiq-sync' })}
        >
          Run now
        </Button>
        <Button variant="default" disabled={blocked} onClick={() => start.mutate({ task: 'iiq-sync', mode: 'test' })}>
          Run in test mode
        </Button>
      </div>
    </section>
  )
}

function LastRun({ run }: { run: RunRow | undefined }) {
  if (run === undefined) return <p className="fb-soft">No sync has run yet.</p>
  return (
    <p>
      <StateBadge tone={outcomeTone(run.outcome)} words={outcomeWords(run.outcome)} />{' '}
      <a href={hashOf('sync-history', { open: run.runId })}>
        Sync of <Moment at={run.startedAt} />
      </a>
      {run.message === null ? null : <span className="fb-soft"> {run.message}</span>}
    </p>
  )
}

function Effects({ state, timeZone }: { state: PracticeState; timeZone: string }) {
  const { fees = 0, payments = 0, adjustments = 0, deletedItems = 0 } = state.counts
  return (
    <section className="fb-card" aria-labelledby="effects-heading">
      <h2 id="effects-heading">What took effect in Incident IQ</h2>
      <p className="fb-soft">
        There now: {countWords(fees, 'fee')}, {countWords(payments, 'payment')} and{' '}
        {countWords(adjustments, 'adjustment')}; {countDigits(deletedItems)} deleted.
      </p>
      {state.effects.length === 0 ? (
        <p className="fb-soft">Nothing yet. What an agent does, and what Feebridge sends, is listed here.</p>
      ) : (
        <ol className="fb-lines fb-watch-list" aria-label="What took effect, newest first">
          {newestOf(state.effects, EFFECTS_SHOWN).map(({ key, row: effect }) => (
            <li key={key}>
              <time className="fb-soft" dateTime={effect.at}>
                {clockExact(effect.at, timeZone)}
              </time>
              <span>
                <span className="fb-soft">{effect.by === 'agent' ? 'Over there: ' : 'Feebridge: '}</span>
                {effect.what}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Requests({ requests, timeZone }: { requests: PracticeState['requests']; timeZone: string }) {
  return (
    <section className="fb-card" aria-labelledby="requests-heading">
      <h2 id="requests-heading">What Feebridge asked</h2>
      {requests.length === 0 ? (
        <p className="fb-soft">Nothing yet. Each request of a sync is listed here, with Incident IQ’s answer.</p>
      ) : (
        <ol className="fb-lines fb-watch-list" aria-label="Requests, newest first">
          {newestOf(requests, REQUESTS_SHOWN).map(({ key, row: request }) => (
            <li key={key}>
              <time className="fb-soft" dateTime={request.at}>
                {clockExact(request.at, timeZone)}
              </time>
              <span className="fb-watch-request">
                {request.method} {request.path}
              </span>
              <Answer status={request.status} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** The newest rows, each under a name of its own: several can be of one moment. */
function newestOf<Row extends { at: string }>(rows: readonly Row[], most: number): { key: string; row: Row }[] {
  const earlierAt = new Map<string, number>()
  const named = rows.toReversed().map(row => {
    const place = (earlierAt.get(row.at) ?? 0) + 1
    earlierAt.set(row.at, place)
    return { key: `${row.at} ${place}`, row }
  })
  return named.toReversed().slice(0, most)
}

/** The status of an answer, with a shape where it is not good. */
function Answer({ status }: { status: number | null }) {
  if (status === null) return <span className="fb-soft">no answer</span>
  if (status < 400) return <span>{status}</span>
  return <StateBadge tone="bad" words={String(status)} />
}
