import type { ReportList } from '../../contract/rows/columns.ts'

/** What a filter's key is called, and its value where that is not said as it is. */
const KEYS: Record<string, string | ((value: unknown) => string | null)> = {
  status: 'status',
  state: 'state',
  outcome: 'outcome',
  task: 'task',
  system: 'from',
  student: 'student',
  location: 'location',
  asset: 'asset',
  ticket: 'ticket',
  category: 'category',
  sku: 'SKU',
  cause: 'cause',
  runId: 'run',
  message: value => `message contains "${String(value)}"`,
  raw: value => `raw values contain "${String(value)}"`,
  search: value => `search "${String(value)}"`,
  receivedFrom: 'imported from',
  receivedTo: 'imported to',
  from: 'from',
  to: 'to',
  overdue: value => (value === true ? 'overdue' : 'not overdue'),
  owing: value => (value === true ? 'only who owes something' : null),
  order: value => `order ${String(value)}`,
  reverse: value => (value === true ? 'reversed' : null),
}
const ALL: Record<ReportList, string> = {
  fees: 'All fees.',
  students: 'All students.',
  imports: 'All imports.',
  errors: 'Open errors.',
  runs: 'All runs.',
  audit: 'The whole audit trail.',
}

/** A list's filter as a sentence without its verb: `status open, location MHHS, overdue`. */
export function sayFilter(list: ReportList, filter: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(filter).flatMap(([key, value]) => {
    if (value === undefined || value === '') return []
    const words = KEYS[key] ?? key
    return typeof words === 'string' ? `${words} ${String(value)}` : (words(value) ?? [])
  })
  return parts.length === 0 ? ALL[list] : parts.join(', ')
}
