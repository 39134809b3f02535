import { randomUUID } from 'node:crypto'
import type { EntryResult } from '../../../../contract/rows/office.ts'
import { PAYMENT_METHODS } from '../../../../contract/rows/office.ts'
import { calling } from '../calling.ts'
import { type CommandInput, given } from '../command-input.ts'
import { moneyColumn, textTable } from '../text-table.ts'

/** What every entry carries: whether to wait, and a key, so that it can be asked for again when the engine dies before it answers, and is entered once. */
const office = (input: CommandInput) => ({
  key: randomUUID(),
  ...given({ wait: input.flag('wait') || undefined }),
})
/** Required options are checked by the parser; asking for one that is not there is a bug. */
const needed = (input: CommandInput, name: string): string => {
  const value = input.text(name)
  if (value === undefined) throw new Error(`The command has no --${name}`)
  return value
}

/** The one line that says what an entry came to, and what is owed to other systems because of it. */
function entryWords({ feeId, entryIds, deliveries }: EntryResult): string {
  const made = entryIds.length === 1 ? `Entry ${entryIds[0]}` : `${entryIds.length} entries: ${entryIds.join(', ')}`
  const lines = [`${made} on fee ${feeId}.`]
  if (deliveries.length > 0) {
    lines.push(
      textTable(
        deliveries,
        [
          { head: 'DELIVERY', of: row => row.id },
          { head: 'TO', of: row => row.system },
          { head: 'KIND', of: row => row.kind },
          moneyColumn('AMOUNT', row => row.amountCents),
          { head: 'STATE', of: row => row.state },
          { head: 'REASON', of: row => row.reason },
        ],
        'none',
      ),
    )
  }
  return lines.join('\n')
}

export const addFee = calling('fees.add', {
  request: input => ({
    student: needed(input, 'student'),
    sku: needed(input, 'sku'),
    amount: needed(input, 'amount'),
    ...given({
      location: input.text('location'),
      asset: input.text('asset'),
      dueOn: input.text('due'),
      name: input.text('name'),
      description: input.text('description'),
    }),
    ...office(input),
  }),
  words: entryWords,
})

/** `fees pay`: one part of a payment; the reply is that part's. */
export const payFee = calling('fees.pay', {
  request: input => ({
    parts: [{ id: input.operand('ID'), amount: needed(input, 'amount') }],
    method: input.required('method', PAYMENT_METHODS),
    ...given({ checkNumber: input.text('check-number'), note: input.text('note') }),
    ...office(input),
  }),
  result: ({ results: [only], receiptId, receiptNumber }) => ({ ...only, receiptId, receiptNumber }),
  words: ({ results, receiptNumber }) => `Receipt ${receiptNumber}. ${results.map(entryWords).join('\n')}`,
})

export const waiveFee = calling('fees.waive', {
  request: input => ({
    parts: [{ id: input.operand('ID'), ...given({ amount: input.text('amount') }) }],
    reason: needed(input, 'reason'),
    ...office(input),
  }),
  result: ({ results: [only] }) => only,
  words: ({ results }) => results.map(entryWords).join('\n'),
})

export const adjustFee = calling('fees.adjust', {
  request: input => ({
    id: input.operand('ID'),
    amount: needed(input, 'amount'),
    reason: needed(input, 'reason'),
    ...office(input),
  }),
  words: entryWords,
})

export const voidFee = calling('fees.void', {
  request: input => ({
    id: input.operand('ID'),
    reason: needed(input, 'reason'),
    ...given({ entry: input.text('entry') }),
    ...office(input),
  }),
  words: entryWords,
})

const takingBack = (input: CommandInput) => ({
  id: input.operand('ID'),
  entry: needed(input, 'entry'),
  ...given({ amount: input.text('amount') }),
  ...office(input),
})

export const refundFee = calling('fees.refund', {
  request: input => ({ ...takingBack(input), ...given({ reason: input.text('reason') }) }),
  words: entryWords,
})

export const bounceFee = calling('fees.bounce', {
  request: takingBack,
  result: ({ chargeFeeId: _none, ...made }) => made,
  words: entryWords,
})

export const transferFee = calling('fees.transfer', {
  request: input => ({
    id: input.operand('ID'),
    to: needed(input, 'to'),
    amount: needed(input, 'amount'),
    ...given({ reason: input.text('reason') }),
    ...office(input),
  }),
  result: made => bothSides(made),
  words: made => entryWords(bothSides(made)),
})

/** A transfer makes an entry on either fee. */
function bothSides({ toEntryIds, entryIds, ...made }: EntryResult & { toEntryIds: string[] }): EntryResult {
  return { ...made, entryIds: [...entryIds, ...toEntryIds] }
}

export const answerFee = calling('fees.answer', {
  request: input => ({
    id: input.operand('ID'),
    answer: input.required('ANSWER', ['owed-again', 'waive-too', 'keep-credit']),
    ...office(input),
  }),
  words: result => (result.entryIds.length === 0 ? 'Answered.' : entryWords(result)),
})
