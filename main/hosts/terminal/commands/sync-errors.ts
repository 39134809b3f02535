import type { SyncErrorRow } from '../../../../contract/rows/sync-error.ts'
import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import type { Handler } from '../command-spec.ts'
import { factLines, listingTable, localTime } from '../text-table.ts'
import { inRun } from './runs.ts'

export const listErrors = calling('errors.list', {
  request: input => given({ ...input.page(), state: input.choice('state', ['open', 'resolved', 'ignored', 'all']) }),
  words: listing =>
    listingTable(
      listing,
      [
        { head: 'ERROR', of: row => row.id },
        { head: 'OPENED', of: row => localTime(row.openedAt) },
        { head: 'STATE', of: row => row.state },
        { head: 'CAUSE', of: row => row.cause },
        { head: 'MESSAGE', of: row => row.message },
        { head: 'WHAT TO DO', of: row => row.remedy },
      ],
      'No error is open.',
    ),
})

/** `errors retry ID`: does what the error offers, as a run. */
export const retryError: Handler = (input, output) =>
  inRun({ input, output, task: null }, ledger => ledger.call('errors.retry', { id: input.operand('ID') }))

export const ignoreError = calling('errors.ignore', {
  request: input => ({ id: input.operand('ID') }),
  words: errorWords,
})

export const answerError = calling('errors.answer', {
  request: input => ({ id: input.operand('ID'), answer: input.required('ANSWER', ['accept-change', 'keep-ours']) }),
  words: errorWords,
})

function errorWords(row: SyncErrorRow): string {
  return factLines([
    ['error', row.id],
    ['state', row.closedBy === null ? row.state : `${row.state} by ${row.closedBy}`],
    ['message', row.message],
  ])
}
