import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../contract/money.ts'
import type { TransferRow } from '../../../contract/rows/fee.ts'
import type { SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { SYSTEM_NAMES, TASKS } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { errorDetail } from '../../api/errors.ts'
import { countDigits } from '../../format/count.ts'
import { slugWords } from '../../format/slug-words.ts'
import { deliveryTone } from '../../format/tones.ts'
import { isAboutPostType, transferKindWords, transferStateWords } from '../../format/transfer-words.ts'
import { NextTry } from '../../office/transfer-line.tsx'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { Moment } from '../../ui/zone.tsx'
import { ChoosePerson } from './choose-person.tsx'
import { ErrorActions } from './error-actions.tsx'
import { ErrorStateBadge } from './error-state-badge.tsx'

/** One sync error. It stays open beside the list when it is closed there and leaves the list. `listed` is its row, while it is in the list. */
export function ErrorPanel({ id, listed }: { id: string; listed: SyncErrorRow | undefined }) {
  const detail = useQuery(errorDetail(id))
  const error = listed ?? detail.data
  if (error !== undefined && error !== null) return <ErrorStory error={error} />
  return (
    <SidePanel title="Error">
      {detail.error === null ? (
        <Absent isLooking={detail.isPending} />
      ) : (
        <ErrorState sentence={sentenceOf(detail.error)} onRetry={() => void detail.refetch()} />
      )}
    </SidePanel>
  )
}

function Absent({ isLooking }: { isLooking: boolean }) {
  return isLooking ? (
    <LoadingRows label="Loading the error" />
  ) : (
    <p>It is neither open nor among the latest errors. Set the State filter to “all” and scroll to find it.</p>
  )
}

/** What is wrong, what to do, and the buttons that do it. */
function ErrorStory({ error }: { error: SyncErrorRow }) {
  const choice = error.actions.find(action => action.kind === 'choose-person')
  return (
    <SidePanel
      title={`${SYSTEM_NAMES[error.system]}: ${slugWords(error.cause)}`}
      subtitle={<ErrorStateBadge state={error.state} />}
    >
      <p className="fb-message">{error.message}</p>
      <p className="fb-message">{error.remedy}</p>
      {error.state !== 'open' ? null : (
        <>
          {choice === undefined ? null : <ChoosePerson error={error} schoolId={choice.schoolId} />}
          <ErrorActions error={error} place="panel" />
          <OtherWays error={error} />
        </>
      )}
      <Facts
        facts={[
          ...transferFacts(error),
          { label: 'Since', value: <Moment at={error.openedAt} /> },
          { label: 'Closed', value: error.closedAt === null ? null : <Moment at={error.closedAt} /> },
          { label: 'Closed by', value: error.closedBy },
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
        ]}
      />
    </SidePanel>
  )
}

/** What the buttons do not do: what is paid too much can be given back or moved in the fee's own story, and what a transfer carries is edited there. */
function OtherWays({ error: { feeId, cause, transfer } }: { error: SyncErrorRow }) {
  if (cause === 'overpaid' && feeId !== null) {
    return (
      <p className="fb-note">
        To refund it or move it to another fee, <a href={hashOf('fees', { [OPEN]: feeId })}>open the fee</a>.
      </p>
    )
  }
  if (transfer === null || isAboutPostType(transfer)) return null
  return (
    <p className="fb-note fb-soft">
      A transfer carries what was entered. If that is wrong, edit it in its fee: delete the entry there and enter it
      anew; what was not sent yet is then never sent.
    </p>
  )
}

/** A line item transfer that failed: what it is, how often it was tried, and when next. */
function transferFacts({ transfer, message }: SyncErrorRow) {
  if (transfer === null) return []
  return [
    {
      label: 'Transfer',
      value: `${transferKindWords(transfer)} of ${formatMoney(Math.abs(transfer.amountCents))} on ${transfer.fee}${transfer.student === null ? '' : `, ${transfer.student}`}`,
    },
    {
      label: 'State',
      value: <StateBadge tone={deliveryTone(transfer.state)} words={transferStateWords(transfer.state)} />,
    },
    { label: 'Attempts', value: countDigits(transfer.attempts) },
    { label: 'Next try', value: nextTry(transfer) },
    // The message of the error says it already, unless the transfer has moved on since.
    { label: 'Reason', value: message.includes(transfer.reason ?? '') ? null : transfer.reason },
    { label: 'Reference', value: <code className="fb-path">{transfer.reference}</code> },
  ]
}

function nextTry({ state, nextAt }: TransferRow) {
  if (state !== 'waiting' && state !== 'unknown') return 'not by itself'
  return nextAt === null ? 'at once' : <NextTry at={nextAt} />
}
