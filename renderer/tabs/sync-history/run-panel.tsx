import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../contract/money.ts'
import type { RunDetail, RunRow } from '../../../contract/rows/run.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { heldSum, runDetail, useApproveRun, useDiscardRun } from '../../api/runs.ts'
import { countDigits } from '../../format/count.ts'
import { COUNT_LABELS, outcomeWords, runName, triggerWords } from '../../format/run-words.ts'
import { durationWords } from '../../format/time.ts'
import { outcomeTone } from '../../format/tones.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { RunDecision } from '../../ui/run-decision.tsx'
import { PanelSection, SidePanel } from '../../ui/side-panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { Moment } from '../../ui/zone.tsx'
import { RunItems } from './run-items.tsx'

/** View Details: how a run ended, what it counted, every item of it, and the decision when it waits. */
export function RunPanel({ id }: { id: string }) {
  const detail = useInfiniteQuery(runDetail(id))
  const first = detail.data?.pages[0]
  if (detail.data === undefined || first === undefined) {
    return (
      <SidePanel title="Run" wide>
        {detail.error === null ? (
          <LoadingRows label="Loading the run" />
        ) : (
          <ErrorState sentence={sentenceOf(detail.error)} onRetry={() => void detail.refetch()} />
        )}
      </SidePanel>
    )
  }
  return (
    <SidePanel
      wide
      title={
        <>
          {runName(first.run)}, <Moment at={first.run.startedAt} />
        </>
      }
      subtitle={<StateBadge tone={outcomeTone(first.run.outcome)} words={outcomeWords(first.run.outcome)} />}
    >
      {first.run.message === null || first.run.outcome === 'waiting' ? null : (
        <p className="fb-message">{first.run.message}</p>
      )}
      {first.run.outcome === 'waiting' ? <Decision detail={first} /> : null}
      <Facts
        facts={[
          { label: 'Started', value: triggerWords(first.run.trigger) },
          { label: 'Took', value: first.run.outcome === 'running' ? null : durationWords(first.run.durationMs) },
          {
            label: 'Workbook',
            value: first.run.workbook === null ? null : <code className="fb-path">{first.run.workbook}</code>,
          },
          {
            label: 'Raw records',
            // A test keeps no imports (T1); its raw records are in the workbook.
            value:
              first.run.mode === 'test' ? null : (
                <a href={hashOf('import-log', { run: first.run.runId })}>Imports of this run</a>
              ),
          },
        ]}
      />
      <Counts run={first.run} />
      <RunItems
        items={detail.data.pages.flatMap(page => page.items)}
        would={first.run.outcome === 'waiting' || first.run.mode === 'test'}
        hasMore={detail.hasNextPage}
        loading={detail.isFetchingNextPage}
        loadMore={() => void detail.fetchNextPage()}
      />
    </SidePanel>
  )
}

function Decision({ detail }: { detail: RunDetail }) {
  const held = useQuery(heldSum(detail.run.runId))
  const approve = useApproveRun()
  const discard = useDiscardRun()
  return (
    <PanelSection title="Why it waits for you">
      <ul className="fb-reasons">
        {detail.brake.map(reason => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <RunDecision
        run={detail.run}
        brake={detail.brake}
        held={held.data ?? null}
        busy={approve.isPending || discard.isPending}
        onApprove={() => approve.mutate(detail.run.runId)}
        onDiscard={() => discard.mutate(detail.run.runId)}
      />
    </PanelSection>
  )
}

function Counts({ run }: { run: RunRow }) {
  const { totals } = run
  return (
    <div className="fb-two">
      <PanelSection title="Counted">
        <dl className="fb-numbers">
          {COUNT_LABELS.map(([key, label]) => (
            <div key={key} className={run.counts[key] === 0 ? 'fb-number fb-zero' : 'fb-number'}>
              <dt>{label}</dt>
              <dd>{countDigits(run.counts[key])}</dd>
            </div>
          ))}
        </dl>
      </PanelSection>
      <PanelSection title="Control totals after it">
        <dl className="fb-numbers">
          {(
            [
              ['Charged', totals.chargedCents],
              ['Adjusted', totals.adjustedCents],
              ['Paid', -totals.paidCents],
              ['Waived', -totals.waivedCents],
              ['Balance', totals.balanceCents],
            ] as const
          ).map(([label, cents]) => (
            <div key={label} className={label === 'Balance' ? 'fb-number fb-sum' : 'fb-number'}>
              <dt>{label}</dt>
              <dd>{formatMoney(cents === 0 ? 0 : cents)}</dd>
            </div>
          ))}
        </dl>
      </PanelSection>
    </div>
  )
}
