import { assertNever } from '../../../contract/assert-never.ts'
import type { SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { SYSTEM_NAMES, TASKS } from '../../../contract/tasks.ts'
import { slugWords } from '../../format/slug-words.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { Moment } from '../../ui/zone.tsx'
import { ErrorActions } from './error-actions.tsx'

/** One sync error: what is wrong, what to do, and the buttons that do it. */
export function ErrorPanel({ error }: { error: SyncErrorRow }) {
  return (
    <SidePanel
      title={`${SYSTEM_NAMES[error.system]}: ${slugWords(error.cause)}`}
      subtitle={<ErrorState state={error.state} />}
    >
      <p className="fb-message">{error.message}</p>
      <p>{error.remedy}</p>
      {error.state === 'open' ? <ErrorActions error={error} /> : null}
      <Facts
        facts={[
          { label: 'Since', value: <Moment at={error.openedAt} /> },
          { label: 'Task', value: TASKS[error.task].name },
          {
            label: 'Fee',
            value: error.feeId === null ? null : <a href={hashOf('fees', { [OPEN]: error.feeId })}>Open the fee</a>,
          },
          {
            label: 'Import',
            value:
              error.importId === null ? null : (
                <a href={hashOf('import-log', { [OPEN]: error.importId })}>Open the raw record</a>
              ),
          },
          {
            label: 'Run',
            value:
              error.runId === null ? null : <a href={hashOf('sync-history', { [OPEN]: error.runId })}>Open the run</a>,
          },
          { label: 'Closed', value: error.closedAt === null ? null : <Moment at={error.closedAt} /> },
          { label: 'Closed by', value: error.closedBy },
        ]}
      />
    </SidePanel>
  )
}

/** The state of an error as a badge. */
export function ErrorState({ state }: { state: SyncErrorRow['state'] }) {
  switch (state) {
    case 'open':
      return <StateBadge tone="bad" words="Open" />
    case 'resolved':
      return <StateBadge tone="good" words="Resolved" />
    case 'ignored':
      return <StateBadge tone="quiet" words="Ignored" />
    default:
      return assertNever(state)
  }
}
