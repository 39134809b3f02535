import type { CallInput, FeeFilter, ImportFilter } from '../../contract/calls.ts'
import { FEE_STATUSES } from '../../contract/rows/fee.ts'
import { IMPORT_STATUSES } from '../../contract/rows/import.ts'
import { RUN_OUTCOMES } from '../../contract/rows/run.ts'
import { openReader } from '../../main/ledger/open.ts'
import type { ViewName } from '../../main/ledger/views/view.ts'

/** One thing to ask the reader. */
export type Question = { [Name in ViewName]: { name: Name; request: CallInput<Name> } }[ViewName]

export interface TabQuestions {
  /** First page, each filter alone, each sort alone. */
  promised: Question[]
  /** Several filters, or a filter in another order. */
  combined: Question[]
  /** Searches of fees by words: common ones, rare ones, ones that nothing holds. */
  sought: Question[]
  /** Whole lists counted and marked, filtered and not. */
  counted: Question[]
}

const ROWS = 100
const FEE_ORDERS = ['newest', 'oldest', 'due', 'balance', 'amount'] as const

/** Makes the questions up from what a ledger holds. */
export function tabQuestions(ledgerFile: string): TabQuestions {
  const fees = feeFilters(ledgerFile)
  const imports = importFilters(ledgerFile)
  const oldest = { order: 'oldest' } as const
  return {
    promised: [
      ...[{}, ...fees].map(filter => askFees(filter)),
      ...FEE_ORDERS.map(order => askFees({ order })),
      ...[{}, oldest, ...imports].map(filter => askImports(filter)),
      ...(['open', 'resolved', 'ignored', 'all'] as const).map(state => ask('errors.list', { state, limit: ROWS })),
      ask('runs.list', { limit: ROWS }),
      ...RUN_OUTCOMES.map(outcome => ask('runs.list', { outcome, limit: ROWS })),
      ask('students.list', { limit: ROWS }),
      ask('students.list', { search: 'mar', limit: ROWS }),
      ask('locations.list', { limit: ROWS }),
      ask('categories.list', { limit: ROWS }),
      ask('itemTypes.list', { limit: ROWS }),
    ],
    sought: ['Mar', 'laptop', '200021', 'Zzyx'].flatMap(search => [
      askFees({ search }),
      askFees({ search, order: 'balance' }),
    ]),
    counted: [
      ...[{}, ...fees, ...FEE_ORDERS.map(order => ({ order })), { search: 'Mar' }].map(filter =>
        ask('fees.outline', filter),
      ),
      ...[{}, oldest, ...imports].map(filter => ask('imports.outline', filter)),
      ask('students.outline', {}),
      ask('students.outline', { owing: true }),
      ask('runs.outline', {}),
    ],
    combined: [
      ...fees.flatMap(filter => FEE_ORDERS.slice(1).map(order => askFees({ ...filter, order }))),
      ...pairsOf(fees).flatMap((filter, index) => [
        askFees(filter),
        askFees({ ...filter, order: FEE_ORDERS[index % FEE_ORDERS.length] ?? 'newest' }),
      ]),
      ...[...imports, ...pairsOf(imports)].flatMap(filter => [
        askImports(filter),
        askImports({ ...filter, ...oldest }),
      ]),
    ],
  }
}

function ask<Name extends Question['name']>(
  name: Name,
  request: Extract<Question, { name: Name }>['request'],
): Question {
  return { name, request } as Question
}

function askFees(filter: FeeFilter): Question {
  return ask('fees.list', { ...filter, limit: ROWS })
}

function askImports(filter: ImportFilter): Question {
  return ask('imports.list', { ...filter, limit: ROWS })
}

/** Two filters at once, where they do not ask for the same thing. */
function pairsOf<Filter extends object>(filters: readonly Filter[]): Filter[] {
  return filters.flatMap((one, index) =>
    filters
      .slice(index + 1)
      .filter(other => Object.keys(one).every(name => !(name in other)))
      .map(other => ({ ...one, ...other })),
  )
}

function feeFilters(ledgerFile: string): FeeFilter[] {
  return withLedger(ledgerFile, find => [
    ...FEE_STATUSES.map(status => ({ status })),
    { student: find('SELECT school_id FROM people WHERE seq = 7') },
    { location: find('SELECT abbreviation FROM locations WHERE abbreviation IS NOT NULL') },
    { asset: find('SELECT asset_tag FROM fees WHERE asset_tag IS NOT NULL') },
    { ticket: find('SELECT ticket_number FROM fees WHERE ticket_number IS NOT NULL') },
    { category: find('SELECT category_title FROM fees WHERE seq = 5') },
    { sku: find('SELECT sku FROM fees WHERE seq = 6') },
    { system: 'iiq' },
    { system: 'feebridge' },
    { overdue: true },
    { overdue: false },
  ])
}

function importFilters(ledgerFile: string): ImportFilter[] {
  return withLedger(ledgerFile, find => [
    ...IMPORT_STATUSES.map(status => ({ status })),
    { runId: find('SELECT id FROM runs ORDER BY seq LIMIT 1 OFFSET (SELECT count(*) / 2 FROM runs)') },
    { cause: 'unknown-student' },
    { message: 'School Id "20' },
    { message: 'payment' },
    { message: 'no such words' },
    { receivedFrom: '2025-10-01', receivedTo: '2025-10-01' },
    { receivedFrom: '2025-10-01' },
    { receivedTo: '2024-12-31' },
  ])
}

function withLedger<Value>(file: string, work: (find: (sql: string) => string) => Value): Value {
  const db = openReader(file)
  try {
    return work(sql => db.prepare<[], string>(sql).pluck().get() ?? '')
  } finally {
    db.close()
  }
}
