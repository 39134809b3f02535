import './rebuild-card.css'
import { Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RebuildState } from '../../../contract/rows/reference.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useWhyNot } from '../../api/may.ts'
import { rebuildQuery, useRebuild } from '../../api/reference.ts'
import { countDigits } from '../../format/count.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/zone.tsx'

/** Re-Build Payment Data: whether it is needed, how far it has come, and what the last one did. */
export function RebuildCard() {
  const state = useQuery(rebuildQuery)
  return (
    <section className="fb-rebuild" aria-label="Re-Build Payment Data">
      {/* Always there, so that screen readers hear once how it ended. */}
      <p className="fb-hidden" role="status">
        {state.data?.running === null ? state.data.last?.message : ''}
      </p>
      {state.data === undefined ? (
        <p className="fb-soft">{state.error === null ? 'Looking how payment data stands…' : sentenceOf(state.error)}</p>
      ) : state.data.running === null ? (
        <Standing state={state.data} />
      ) : (
        <Running {...state.data.running} />
      )}
    </section>
  )
}

function Standing({ state: { needed, last } }: { state: RebuildState }) {
  const start = useRebuild('rebuild.start')
  const why = useWhyNot()('reference.change')
  return (
    <div className="fb-rebuild-line">
      <AllowedButton
        why={why}
        variant={needed ? 'filled' : 'default'}
        loading={start.isPending}
        onClick={() => start.mutate()}
      >
        Re-Build Payment Data
      </AllowedButton>
      {needed ? <StateBadge tone="warn" words="Needed" /> : null}
      <div className="fb-rebuild-words">
        <p>{sayStanding(needed)}</p>
        {last === null ? null : <LastRebuild last={last} />}
      </div>
    </div>
  )
}

function sayStanding(needed: boolean): string {
  return needed
    ? 'Item categories or item types were added or edited. Fees may still show what they were called before: make all of your changes, then re-build.'
    : 'Fees show what item categories and item types are called now. Re-building changes no amount.'
}

function LastRebuild({ last }: { last: NonNullable<RebuildState['last']> }) {
  return (
    <p className="fb-soft">
      Last time <Moment at={last.at} /> by {last.by}
      {last.outcome === 'failed' ? ', not finished' : ''}: {last.message}
    </p>
  )
}

function Running({ done, total }: { done: number; total: number }) {
  const cancel = useRebuild('rebuild.cancel')
  const cancelling = cancel.isPending || cancel.isSuccess
  return (
    <div className="fb-running">
      <div className="fb-running-words">
        <strong>Re-building payment data</strong>
        <span>
          {cancelling
            ? 'Stopping. What is renewed stays.'
            : `${countDigits(done)} of ${countDigits(total)} rows looked at`}
        </span>
      </div>
      <Progress
        value={total === 0 ? 100 : Math.min(100, (100 * done) / total)}
        size="md"
        aria-label="Progress of re-building payment data"
      />
      <Button variant="default" disabled={cancelling} onClick={() => cancel.mutate()}>
        Cancel<span className="fb-hidden"> re-building</span>
      </Button>
    </div>
  )
}
