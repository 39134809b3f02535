import { FEE_STATUSES, type FeeStory } from '../../../../contract/rows/fee.ts'
import { SYSTEM_IDS } from '../../../../contract/tasks.ts'
import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import { factLines, listingTable, localTime, moneyColumn, moneyOrDash, textTable } from '../text-table.ts'

export const listFees = calling('fees.list', {
  request: input =>
    given({
      ...input.page(),
      status: input.choice('status', FEE_STATUSES),
      student: input.text('student'),
      location: input.text('location'),
      asset: input.text('asset'),
      ticket: input.text('ticket'),
      category: input.text('category'),
      sku: input.text('sku'),
      system: input.choice('system', [...SYSTEM_IDS, 'feebridge']),
      overdue: input.flag('overdue') || undefined,
      order: input.choice('order', ['newest', 'oldest', 'due', 'balance', 'amount']),
    }),
  words: listing =>
    listingTable(
      listing,
      [
        { head: 'FEE', of: fee => fee.id },
        { head: 'CREATED', of: fee => fee.createdOn },
        { head: 'DUE', of: fee => fee.dueOn },
        { head: 'STUDENT', of: fee => fee.studentId },
        { head: 'SKU', of: fee => fee.sku },
        { head: 'NAME', of: fee => fee.name },
        moneyColumn('AMOUNT', fee => fee.amountCents),
        moneyColumn('PAID', fee => fee.paidCents),
        moneyColumn('WAIVED', fee => fee.waivedCents),
        moneyColumn('BALANCE', fee => fee.balanceCents),
        { head: 'STATUS', of: fee => fee.status },
      ],
      'No fee fits.',
    ),
})

export const showFee = calling('fees.show', { request: input => ({ id: input.operand('ID') }), words: storyWords })

/** One fee's whole story: every entry, where it came from, where it went. */
function storyWords({ fee, entries, imports, deliveries, notes }: FeeStory): string {
  return [
    factLines([
      ['fee', fee.id],
      ['from', `${fee.system} ${fee.externalId ?? ''}`],
      ['student', `${fee.studentId ?? '–'} ${fee.student ?? ''}`],
      ['item', `${fee.sku ?? '–'} ${fee.name}`],
      ['category', fee.category],
      ['location', fee.location],
      ['asset, ticket', `${fee.assetTag ?? '–'}, ${fee.ticket ?? '–'}`],
      ['created, due', `${fee.createdOn}, ${fee.dueOn}`],
      ['amount', moneyOrDash(fee.amountCents)],
      ['paid, waived', `${moneyOrDash(fee.paidCents)}, ${moneyOrDash(fee.waivedCents)}`],
      ['balance', `${moneyOrDash(fee.balanceCents)} (${fee.status})`],
    ]),
    '\nEntries',
    textTable(
      entries,
      [
        { head: 'ON', of: entry => entry.occurredOn },
        { head: 'KIND', of: entry => (entry.voided ? `${entry.kind} (voided)` : entry.kind) },
        moneyColumn('AMOUNT', entry => entry.amountCents),
        { head: 'BY', of: entry => entry.operator ?? entry.system },
        { head: 'REASON', of: entry => entry.reason },
        { head: 'IMPORT', of: entry => entry.importId },
      ],
      'none',
    ),
    '\nImports',
    textTable(
      imports,
      [
        { head: 'RECEIVED', of: row => localTime(row.receivedAt) },
        { head: 'IMPORT', of: row => row.id },
        { head: 'KIND', of: row => row.kind },
        { head: 'STATUS', of: row => row.status },
        { head: 'MESSAGE', of: row => row.message },
      ],
      'none',
    ),
    '\nDeliveries',
    textTable(
      deliveries,
      [
        { head: 'TO', of: row => row.system },
        { head: 'KIND', of: row => row.kind },
        moneyColumn('AMOUNT', row => row.amountCents),
        { head: 'STATE', of: row => row.state },
        { head: 'REASON', of: row => row.reason },
      ],
      'none',
    ),
    '\nStory',
    textTable(
      notes,
      [
        { head: 'WHEN', of: note => localTime(note.at) },
        { head: 'FIELD', of: note => note.field },
        { head: 'BEFORE', of: note => note.before },
        { head: 'AFTER', of: note => note.after },
      ],
      'none',
    ),
  ].join('\n')
}
