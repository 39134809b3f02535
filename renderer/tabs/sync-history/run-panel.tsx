import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { RunDetail, RunRow } from '../../../contract/rows/run.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { hostQuery } from '../../api/host.ts'
import { useWhyNot } from '../../api/may.ts'
import { heldSum, runDetail, useApproveRun, useCancelRun, useDiscardRun, useOpenWorkbook } from '../../api/runs.ts'
import { statusQuery } from '../../api/status.ts'
import { ITEM_GROUPS } from '../../format/run-item-groups.ts'
import { outcomeWords, runName, triggerWords } from '../../format/run-words.ts'
import { durationWords } from '../../format/time.ts'
import { outcomeTone } from '../../format/tones.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { RunDecision } from '../../ui/run-decision.tsx'
import { RunningRun } from '../../ui/run-progress.tsx'
import { PanelSection, SidePanel } from '../../ui/side-panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { Moment } from '../../ui/zone.tsx'
import { RunCounted, RunTotals } from './run-figures.tsx'
import { RunItems } from './run-items.tsx'
import { RunUndo } from './run-undo.tsx'

/** View Details: how a run ended, what it counted, every item of it, and the decision when it waits. */
export function RunPanel({ id }: { id: string }) {
  const detail = useInfiniteQuery(runDetail(id))
  const first = detail.data?.pages[0]
  if (first === undefined) {
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
  return <RunStory detail={first} />
}

function RunStory({ detail }: { detail: RunDetail }) {
  const { run } = detail
  const [groupId, setGroupId] = useState<string | null>(null)
  const group = ITEM_GROUPS.find(each => each.id === groupId) ?? null
  const items = useRef<HTMLDivElement>(null)
  const lookAt = (id: string) => {
    setGroupId(id)
    items.current?.scrollIntoView({ block: 'start' })
  }
  const isRunning = run.outcome === 'running'
  // Until a run has recorded what it planned, it has changed nothing; a test never does.
  const hasTotals = !isRunning && run.outcome !== 'waiting' && run.mode === 'live'
  return (
    <SidePanel
      wide
      title={
        <>
          {runName(run)}, <Moment at={run.startedAt} />
        </>
      }
      subtitle={<StateBadge tone={outcomeTone(run.outcome)} words={outcomeWords(run.outcome)} />}
    >
      {run.message === null || run.outcome === 'waiting' ? null : <p className="fb-message">{run.message}</p>}
      {isRunning ? <Progress runId={run.runId} /> : null}
      {run.outcome === 'waiting' ? <Decision detail={detail} /> : null}
      <RunUndo run={run} />
      <RunFacts run={run} />
      <RunCounted counts={run.counts} onGroup={run.mode === 'test' ? null : lookAt} />
      {hasTotals ? <RunTotals run={run} /> : null}
      <div ref={items}>
        <RunItems run={run} group={group} onGroup={setGroupId} />
      </div>
    </SidePanel>
  )
}

function RunFacts({ run }: { run: RunRow }) {
  return (
    <Facts
      facts={[
        { label: 'Started', value: triggerWords(run.trigger) },
        { label: 'Took', value: run.outcome === 'running' ? null : durationWords(run.durationMs) },
        { label: 'Workbook', value: run.workbook === null ? null : <Workbook run={run} path={run.workbook} /> },
        {
          label: 'Raw records',
          // A test keeps no imports (T1); its raw records are in the workbook.
          value:
            run.mode === 'test' ? null : <a href={hashOf('import-log', { run: run.runId })}>Imports of this run</a>,
        },
      ]}
    />
  )
}

/** The workbook of a test run: opened where the host can, otherwise taken by the browser. */
function Workbook({ run, path }: { run: RunRow; path: string }) {
  const host = useQuery(hostQuery)
  const open = useOpenWorkbook()
  return (
    <>
      <Button variant="default" loading={open.isPending} onClick={() => open.mutate(run.runId)}>
        {host.data?.hasFiles === true ? 'Open the workbook' : 'Download the workbook'}
      </Button>
      <div className="fb-soft">
        <code className="fb-path">{path}</code>
      </div>
    </>
  )
}

/** How far a running run has come, with its Cancel. */
function Progress({ runId }: { runId: string }) {
  const status = useQuery(statusQuery)
  const cancel = useCancelRun()
  const progress = status.data?.running.find(each => each.runId === runId)
  if (progress === undefined) return null
  return (
    <RunningRun
      progress={progress}
      cancelling={cancel.isPending || cancel.isSuccess}
      onCancel={() => cancel.mutate(runId)}
    />
  )
}

function Decision({ detail }: { detail: RunDetail }) {
  const held = useQuery(heldSum(detail.run.runId))
  const approve = useApproveRun()
  const discard = useDiscardRun()
  const why = useWhyNot()('runs.approve')
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
        why={why}
        onApprove={() => approve.mutate(detail.run.runId)}
        onDiscard={() => discard.mutate(detail.run.runId)}
      />
    </PanelSection>
  )
}
