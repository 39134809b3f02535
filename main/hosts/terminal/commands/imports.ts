import { IMPORT_STATUSES, type ImportDetail } from '../../../../contract/rows/import.ts'
import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import type { Handler } from '../command-spec.ts'
import { factLines, listingTable, localTime } from '../text-table.ts'
import { inRun } from './runs.ts'

export const listImports = calling('imports.list', {
  request: input =>
    given({
      ...input.page(),
      status: input.choice('status', IMPORT_STATUSES),
      cause: input.text('cause'),
      message: input.text('message'),
      raw: input.text('raw'),
      receivedFrom: input.text('from'),
      receivedTo: input.text('to'),
      runId: input.text('run'),
      order: input.choice('order', ['newest', 'oldest']),
    }),
  words: listing =>
    listingTable(
      listing,
      [
        { head: 'IMPORT', of: row => row.id },
        { head: 'RECEIVED', of: row => localTime(row.receivedAt) },
        { head: 'SYSTEM', of: row => row.system },
        { head: 'KIND', of: row => row.kind },
        { head: 'STATUS', of: row => row.status },
        { head: 'CAUSE', of: row => row.cause },
        { head: 'MESSAGE', of: row => row.message },
      ],
      'No import fits.',
    ),
})

export const showImport = calling('imports.show', {
  request: input => ({ id: input.operand('ID') }),
  words: importWords,
})

/** `imports reprocess ID…|--cause C`: a run of its own, which it prints and exits by. */
export const reprocessImports: Handler = async (input, output) => {
  const ids = input.operands('ID')
  const cause = input.text('cause')
  if ((ids.length === 0) === (cause === undefined)) {
    return output.refuse({
      code: 'bad-request',
      message: 'Name either the imports to reprocess or, with --cause, all imports of one cause.',
    })
  }
  const request = cause === undefined ? { ids } : { cause }
  return inRun({ input, output, task: null }, ledger => ledger.call('imports.reprocess', request))
}

export const ignoreImports = calling('imports.ignore', {
  request: input => ({ ids: input.operands('ID') }),
  words: ({ ignored }) =>
    `${ignored} ignored; they stay so until they change or are taken back with "imports unignore".`,
})

export const unignoreImports = calling('imports.unignore', {
  request: input => ({ ids: input.operands('ID') }),
  words: ({ waiting }) => `${waiting} wait to be processed again.`,
})

function importWords({ import: row, raw, versions }: ImportDetail): string {
  return [
    factLines([
      ['import', row.id],
      ['received', localTime(row.receivedAt)],
      ['from', `${row.system} ${row.kind} ${row.externalId ?? 'without id'}`],
      ['status', row.status],
      ['message', row.message],
      ['run', row.runId],
      ['fee', row.feeId],
      ['versions', versions.map(version => `${version.id} (${version.status})`).join(', ')],
    ]),
    '',
    raw ?? 'The raw record is no longer kept.',
  ].join('\n')
}
