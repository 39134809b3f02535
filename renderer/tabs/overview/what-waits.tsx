import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { RunRow } from '../../../contract/rows/run.ts'
import type { BridgeStatus } from '../../../contract/rows/status.ts'
import { useWhyNot } from '../../api/may.ts'
import { heldSum, runDetail, useApproveRun, useDiscardRun } from '../../api/runs.ts'
import { countWords } from '../../format/count.ts'
import { runName } from '../../format/run-words.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { ToneShape } from '../../ui/icons.tsx'
import { RunDecision } from '../../ui/run-decision.tsx'
import { Moment } from '../../ui/zone.tsx'

/** Runs that stopped at the brake, first of all on the page. */
export function WaitingRuns({ runs }: { runs: RunRow[] }) {
  return runs.map(run => <WaitingRun key={run.runId} run={run} />)
}

function WaitingRun({ run }: { run: RunRow }) {
  const detail = useInfiniteQuery(runDetail(run.runId))
  const held = useQuery(heldSum(run.runId))
  const approve = useApproveRun()
  const discard = useDiscardRun()
  const why = useWhyNot()('runs.approve')
  const brake = detail.data?.pages[0]?.brake ?? []
  return (
    <section className="fb-card fb-card-warn" aria-label="Waits for your approval">
      <h2 className="fb-badge-plain">
        <ToneShape tone="warn" /> {runName(run)} waits for your approval
      </h2>
      <ul className="fb-reasons">
        {brake.map(reason => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="fb-soft">
        Started <Moment at={run.startedAt} />.{' '}
        <a href={hashOf('sync-history', { [OPEN]: run.runId })}>See every change that it would make</a>
      </p>
      <RunDecision
        run={run}
        brake={brake}
        held={held.data ?? null}
        busy={approve.isPending || discard.isPending}
        why={why}
        onApprove={() => approve.mutate(run.runId)}
        onDiscard={() => discard.mutate(run.runId)}
      />
    </section>
  )
}

/** What a person must look at, each a link to the rows. */
export function WhatWaits({ status }: { status: BridgeStatus }) {
  const lines = [
    {
      count: status.waitingRuns,
      words: countWords(status.waitingRuns, 'run to approve', 'runs to approve'),
      href: hashOf('sync-history', { outcome: 'waiting' }),
    },
    { count: status.openErrors, words: countWords(status.openErrors, 'open error'), href: hashOf('errors') },
    {
      count: status.unprocessed,
      words: countWords(status.unprocessed, 'unprocessed import'),
      href: hashOf('import-log', { status: 'Unprocessed' }),
    },
  ].filter(line => line.count > 0)
  return (
    <section className="fb-card" aria-labelledby="waits-heading">
      <h2 id="waits-heading">Waits for you</h2>
      {lines.length === 0 ? (
        <p className="fb-soft">Nothing. Runs, errors and payments that need you will be listed here.</p>
      ) : (
        <ul className="fb-links">
          {lines.map(line => (
            <li key={line.href}>
              <a href={line.href}>{line.words}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
