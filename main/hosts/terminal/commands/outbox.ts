import { DELIVERY_STATES, type DeliveryRow, type TransferRow } from '../../../../contract/rows/fee.ts'
import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import { listingTable, localTime, moneyColumn } from '../text-table.ts'

/** A delivery as every command prints it; what the window shows beside it, names among them, stays out. */
function deliveryOf({
  fee: _fee,
  student: _student,
  madeAt: _made,
  settledAt: _settled,
  ...row
}: TransferRow): DeliveryRow {
  return row
}

export const listOutbox = calling('outbox.list', {
  request: input => given({ ...input.page(), state: input.choice('state', DELIVERY_STATES) }),
  result: ({ items, next }) => ({ items: items.map(deliveryOf), next }),
  words: listing =>
    listingTable(
      listing,
      [
        { head: 'DELIVERY', of: row => row.id },
        { head: 'TO', of: row => row.system },
        { head: 'KIND', of: row => row.kind },
        moneyColumn('AMOUNT', row => row.amountCents),
        { head: 'STATE', of: row => row.state },
        { head: 'ATTEMPTS', right: true, of: row => row.attempts },
        { head: 'NEXT', of: row => (row.nextAt === null ? null : localTime(row.nextAt)) },
        { head: 'FEE', of: row => row.feeId },
        { head: 'REASON', of: row => row.reason },
      ],
      'Nothing is owed to another system.',
    ),
})

const stands = (row: DeliveryRow): string =>
  `Delivery ${row.id} is ${row.state}${row.reason === null ? '' : `: ${row.reason}`}.`

export const retryDelivery = calling('outbox.retry', {
  request: input => ({ id: input.operand('ID'), ...given({ wait: input.flag('wait') || undefined }) }),
  words: stands,
})
export const markDone = calling('outbox.done', { request: input => ({ id: input.operand('ID') }), words: stands })
export const ignoreDelivery = calling('outbox.ignore', {
  request: input => ({ id: input.operand('ID') }),
  words: stands,
})
