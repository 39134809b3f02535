import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../contract/money.ts'
import type { FeeRow, FeeStory } from '../../../contract/rows/fee.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { feeStory } from '../../api/fees.ts'
import { balanceWords } from '../../format/balance.ts'
import { dayWords } from '../../format/time.ts'
import { feeStatusWords, feeTone } from '../../format/tones.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { FeeDeliveries, FeeEntries, FeeImports, FeeNotes } from './fee-history.tsx'

/** One fee's whole story: why its balance is what it is, and where each line came from. */
export function FeePanel({ id }: { id: string }) {
  const story = useQuery(feeStory(id))
  if (story.data === undefined) {
    return (
      <SidePanel title="Fee" wide>
        {story.error === null ? (
          <LoadingRows label="Loading the fee" />
        ) : (
          <ErrorState sentence={sentenceOf(story.error)} onRetry={() => void story.refetch()} />
        )}
      </SidePanel>
    )
  }
  return <Story story={story.data} />
}

function Story({ story }: { story: FeeStory }) {
  const { fee } = story
  return (
    <SidePanel
      wide
      title={fee.name}
      subtitle={<StateBadge tone={feeTone(fee.status)} words={feeStatusWords(fee.status)} />}
    >
      <p className="fb-sum-line">
        {formatMoney(fee.amountCents)} charged, {formatMoney(fee.paidCents)} paid, {formatMoney(fee.waivedCents)}{' '}
        waived: <strong>balance {balanceWords(fee.balanceCents)}</strong>
      </p>
      <FeeFacts fee={fee} />
      <FeeEntries entries={story.entries} balanceCents={fee.balanceCents} />
      <FeeDeliveries deliveries={story.deliveries} />
      <FeeImports imports={story.imports} />
      <FeeNotes notes={story.notes} />
    </SidePanel>
  )
}

function FeeFacts({ fee }: { fee: FeeRow }) {
  return (
    <Facts
      facts={[
        {
          label: 'Student',
          value:
            fee.studentId === null ? (
              fee.student
            ) : (
              <a
                href={hashOf('fees', { student: fee.studentId })}
              >{`${fee.student ?? 'Student'} (${fee.studentId})`}</a>
            ),
        },
        { label: 'Grade', value: fee.grade },
        {
          label: 'Location',
          value: fee.location === null ? null : <a href={hashOf('fees', { location: fee.location })}>{fee.location}</a>,
        },
        { label: 'Item', value: fee.item === null ? fee.sku : `${fee.item}${fee.sku === null ? '' : ` (${fee.sku})`}` },
        { label: 'Category', value: fee.category },
        {
          label: 'Asset',
          value: fee.assetTag === null ? null : <a href={hashOf('fees', { asset: fee.assetTag })}>{fee.assetTag}</a>,
        },
        {
          label: 'Ticket',
          value: fee.ticket === null ? null : <a href={hashOf('fees', { ticket: fee.ticket })}>{fee.ticket}</a>,
        },
        { label: 'Created', value: dayWords(fee.createdOn) },
        { label: 'Due', value: fee.overdue ? `${dayWords(fee.dueOn)}, overdue` : dayWords(fee.dueOn) },
        { label: 'From', value: `${SYSTEM_NAMES[fee.system]}${fee.externalId === null ? '' : `, ${fee.externalId}`}` },
        { label: 'Description', value: fee.description },
      ]}
    />
  )
}
