// renderer/tabs holds one folder a tab. A tab knows the api, ui and format, and no other tab: what leads elsewhere is an address.
import { useQuery } from '@tanstack/react-query'
import type { Overview } from '../../../contract/rows/status.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { overviewQuery, useCharts } from '../../api/overview.ts'
import { useCancelRun } from '../../api/runs.ts'
import { statusQuery } from '../../api/status.ts'
import { RunningRun } from '../../ui/run-progress.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { LastRuns } from './last-runs.tsx'
import { MoneyTiles } from './money-tiles.tsx'
import { PauseMenu } from './pause-menu.tsx'
import { Pictures } from './pictures.tsx'
import { Systems } from './systems.tsx'
import { Tasks } from './tasks.tsx'
import { TestModeNotes } from './test-mode.tsx'
import { Transfers } from './transfers.tsx'
import { useIdle } from './use-idle.ts'
import { WaitingRuns, WhatWaits } from './what-waits.tsx'

/** The first thing the clerk sees: what is owed, whether the bridge works, what waits for a person. */
export function OverviewTab() {
  const overview = useQuery(overviewQuery)
  if (overview.data === undefined) {
    return overview.error === null ? (
      <LoadingRows label="Loading Overview" />
    ) : (
      <ErrorState sentence={sentenceOf(overview.error)} onRetry={() => void overview.refetch()} />
    )
  }
  return <OverviewPage overview={overview.data} />
}

function OverviewPage({ overview }: { overview: Overview }) {
  const charts = useCharts(useIdle())
  return (
    <div className="fb-page-scroll">
      <header className="fb-head">
        <h1>Overview</h1>
        <p className="fb-summary">{overview.status.district}</p>
        <div className="fb-actions">
          <PauseMenu pausedUntil={overview.status.pausedUntil} />
        </div>
      </header>
      <WaitingRuns runs={overview.waiting} />
      <RunningRuns />
      <TestModeNotes tasks={overview.tasks} />
      <MoneyTiles
        totals={overview.totals}
        fees={overview.fees}
        year={charts.data?.year ?? null}
        owedCents={charts.data?.owedByCategory.reduce((sum, group) => sum + group.cents, 0) ?? null}
      />
      <div className="fb-columns">
        <Systems systems={overview.systems} lastRuns={overview.lastRuns} />
        <WhatWaits status={overview.status} />
      </div>
      <Transfers offline={overview.systems.some(each => each.system === 'iiq' && each.offlineSince !== null)} />
      <Tasks tasks={overview.tasks} running={overview.status.running.map(run => run.task)} />
      <LastRuns runs={overview.lastRuns} />
      {charts.data === undefined ? (
        <PicturesToCome error={charts.error} onRetry={() => void charts.refetch()} />
      ) : (
        <Pictures charts={charts.data} />
      )}
    </div>
  )
}

/** Stands below everything else, so that nothing jumps when the pictures come. */
function PicturesToCome({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  return (
    <section className="fb-card" aria-label="Pictures">
      {error === null ? (
        <p className="fb-soft" role="status">
          Adding up for the pictures…
        </p>
      ) : (
        <ErrorState sentence={sentenceOf(error)} onRetry={onRetry} />
      )}
    </section>
  )
}

/** Progress moves many times a second; only this part asks for it. */
function RunningRuns() {
  const status = useQuery(statusQuery)
  const cancel = useCancelRun()
  return (status.data?.running ?? []).map(progress => (
    <section key={progress.runId} className="fb-card" aria-label="Running now">
      <RunningRun
        progress={progress}
        cancelling={cancel.variables === progress.runId && !cancel.isError}
        onCancel={() => cancel.mutate(progress.runId)}
      />
    </section>
  ))
}
