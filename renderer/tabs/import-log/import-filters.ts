import type { ImportFilter } from '../../../contract/calls.ts'
import { IMPORT_STATUSES } from '../../../contract/rows/import.ts'
import { slugWords } from '../../format/slug-words.ts'
import type { FilterField } from '../../ui/filter-bar.tsx'

/** The filters of the iiQ guide: message, import status, raw values, imported from and to. Cause and run come by link. */
export const IMPORT_FIELDS: readonly FilterField[] = [
  {
    key: 'status',
    label: 'Status',
    kind: 'choice',
    any: 'any',
    options: IMPORT_STATUSES.map(status => ({ value: status, words: status })),
  },
  { key: 'message', label: 'Message', kind: 'text', width: 130 },
  { key: 'raw', label: 'Raw values', kind: 'text', width: 130 },
  { key: 'from', label: 'Imported from', kind: 'day' },
  { key: 'to', label: 'to', kind: 'day' },
  { key: 'cause', label: 'Cause', kind: 'fixed', words: slugWords },
  { key: 'run', label: 'Run', kind: 'fixed', words: () => 'one run' },
]

/** The list's filter from the address; what does not fit is left out, as an address can be typed by hand. */
export function importFilterOf(params: Readonly<Record<string, string>>): ImportFilter {
  const status = IMPORT_STATUSES.find(each => each === params.status)
  const { message, raw, from, to, cause, run } = params
  return {
    ...(status === undefined ? {} : { status }),
    ...(message === undefined ? {} : { message }),
    ...(raw === undefined ? {} : { raw }),
    ...(from !== undefined && isDay(from) ? { receivedFrom: from } : {}),
    ...(to !== undefined && isDay(to) ? { receivedTo: to } : {}),
    ...(cause === undefined ? {} : { cause }),
    ...(run === undefined ? {} : { runId: run }),
    ...(params.order === 'oldest' ? { order: 'oldest' as const } : {}),
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
