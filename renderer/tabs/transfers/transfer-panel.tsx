import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../contract/money.ts'
import type { TransferRow } from '../../../contract/rows/fee.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { transferDetail } from '../../api/office.ts'
import { countDigits } from '../../format/count.ts'
import { deliveryTone } from '../../format/tones.ts'
import {
  isAboutPostType,
  systemName,
  transferKindWords,
  transferMoves,
  transferWords,
} from '../../format/transfer-words.ts'
import { TransferButtons } from '../../office/transfer-buttons.tsx'
import { NextTry } from '../../office/transfer-line.tsx'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { Moment } from '../../ui/zone.tsx'

/** One transfer. It stays open beside the list when it is settled and leaves the list. `listed` is its row, while it is in the list. */
export function TransferPanel({ id, listed }: { id: string; listed: TransferRow | undefined }) {
  const detail = useQuery(transferDetail(id))
  const transfer = listed ?? detail.data
  if (transfer !== undefined && transfer !== null) return <Story transfer={transfer} />
  return (
    <SidePanel title="Transfer">
      {detail.error !== null ? (
        <ErrorState sentence={sentenceOf(detail.error)} onRetry={() => void detail.refetch()} />
      ) : detail.isPending ? (
        <LoadingRows label="Loading the transfer" />
      ) : (
        <p>It is not among the latest transfers. Choose its state above the list and scroll to find it.</p>
      )}
    </SidePanel>
  )
}

function Story({ transfer }: { transfer: TransferRow }) {
  const { state, reason, attempts, nextAt, fee, feeId, student } = transfer
  const kind = transferKindWords(transfer)
  return (
    <SidePanel
      title={`${kind.charAt(0).toUpperCase()}${kind.slice(1)} of ${formatMoney(Math.abs(transfer.amountCents))} to ${systemName(transfer.system)}`}
      subtitle={<StateBadge tone={deliveryTone(state)} words={transferWords(transfer)} />}
    >
      {reason === null ? null : <p className="fb-message">{reason}</p>}
      <TransferButtons transfers={[transfer]} place="panel" />
      {transferMoves(transfer).length === 0 || isAboutPostType(transfer) ? null : (
        <p className="fb-note fb-soft">
          A transfer carries what was entered. If that is wrong, edit it in its fee: delete the entry there and enter it
          anew; what was not sent yet is then never sent.
        </p>
      )}
      <Facts
        facts={[
          { label: 'Fee', value: <a href={hashOf('fees', { [OPEN]: feeId })}>{fee}</a> },
          { label: 'Student', value: student },
          { label: 'Entered', value: <Moment at={transfer.madeAt} /> },
          { label: 'Attempts', value: countDigits(attempts) },
          { label: 'Next try', value: nextAt === null ? null : <NextTry at={nextAt} /> },
          { label: 'Settled', value: transfer.settledAt === null ? null : <Moment at={transfer.settledAt} /> },
          { label: 'Reference', value: <code className="fb-path">{transfer.reference}</code> },
        ]}
      />
    </SidePanel>
  )
}
