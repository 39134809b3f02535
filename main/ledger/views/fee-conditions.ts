import type { FeeFilter } from '../../../contract/calls.ts'
import type { FeeStatus } from '../../../contract/rows/fee.ts'
import type { Db } from '../open.ts'
import { contains } from './import-conditions.ts'
import type { Condition, Order } from './keyset.ts'
import { type Clause, type Param, prepared } from './prepared.ts'

/** What the status says of the balance (M4), so that a walk in the order of balances begins and ends at the right place. */
const BALANCE_OF: Record<FeeStatus, string | null> = {
  open: 'balance_cents > 0',
  'partly-paid': 'balance_cents > 0',
  paid: 'balance_cents = 0',
  waived: 'balance_cents = 0',
  overpaid: 'balance_cents < 0',
  void: null,
}

/** A column's equal values lie together in its index, in the order of the created day. */
function equals(column: string, index: string, values: readonly Param[]): Condition {
  const marks = values.map(() => '?').join(', ')
  return {
    sql: `${column} IN (${marks})`,
    params: [...values],
    walks: [
      {
        index,
        stretches: values.map(value => ({ sql: `${column} = ?`, params: [value] })),
        inOrderOf: 'created_on',
        exact: true,
      },
    ],
  }
}

/** The conditions of a request; `today` is the day in the district's zone before which a due day has passed. */
export function feeConditions(db: Db, filter: FeeFilter, today: string): Condition[] {
  const conditions: Condition[] = []
  const add = (column: string, index: string, value: string | undefined) => {
    if (value !== undefined) conditions.push(equals(column, index, [value]))
  }
  add('status', 'fees_by_status', filter.status)
  add('category_title', 'fees_by_category', filter.category)
  add('sku', 'fees_by_sku', filter.sku)
  add('asset_tag', 'fees_by_asset', filter.asset)
  add('ticket_number', 'fees_by_ticket', filter.ticket)
  add('system', 'fees_by_system', filter.system)
  if (filter.student !== undefined) {
    conditions.push(equals('person_seq', 'fees_by_person', peopleWith(db, filter.student)))
  }
  if (filter.location !== undefined) {
    conditions.push(equals('location_seq', 'fees_by_location', locationsNamed(db, filter.location)))
  }
  if (filter.overdue === true) conditions.push(overdue(today))
  if (filter.overdue === false) {
    conditions.push({ sql: '(due_on >= ? OR balance_cents <= 0)', params: [today], walks: [] })
  }
  if (filter.search !== undefined && filter.search.trim() !== '') conditions.push(mentions(db, filter.search.trim()))
  return conditions
}

/** The student's name or School Id, or the fee's name, holds the text. People are few and looked up first. */
function mentions(db: Db, text: string): Condition {
  const [name, schoolId, feeName] = [contains('name', text), contains('school_id', text), contains('name', text)]
  const people = prepared<{ seq: number }>(
    db,
    `SELECT seq FROM people INDEXED BY people_by_name WHERE ${name.sql} OR ${schoolId.sql}`,
  ).all(...name.params, ...schoolId.params)
  const seqs = JSON.stringify(people.map(person => person.seq))
  return {
    sql: `(${feeName.sql} OR person_seq IN (SELECT value FROM json_each(?)))`,
    params: [...feeName.params, seqs],
    walks: [],
    isScanned: true,
  }
}

function overdue(today: string): Condition {
  const owed: Clause = { sql: 'balance_cents > 0', params: [] }
  const passed: Clause = { sql: 'balance_cents > 0 AND due_on < ?', params: [today] }
  return {
    ...passed,
    walks: [
      { index: 'fees_owed_by_due', stretches: [passed], inOrderOf: 'due_on', exact: true },
      { index: 'fees_owed_by_created', stretches: [owed], inOrderOf: 'created_on', exact: false },
    ],
  }
}

/** A student is named by the School Id, which two people can carry, or by a person's id. */
export function peopleWith(db: Db, student: string): number[] {
  const found = prepared<{ seq: number }>(db, 'SELECT seq FROM people WHERE school_id = ? OR id = ?').all(
    student,
    student,
  )
  return found.map(person => person.seq)
}

/** A location is named by its abbreviation; one without any by its name, as the list shows it. */
export function locationsNamed(db: Db, name: string): number[] {
  const sql = 'SELECT seq FROM locations WHERE abbreviation = ? OR (abbreviation IS NULL AND name = ?)'
  return prepared<{ seq: number }>(db, sql)
    .all(name, name)
    .map(location => location.seq)
}

/** The order of a request. Newest first is the default; balances and amounts come largest first, due days earliest first; `reverse` turns each round. */
export function feeOrder(filter: FeeFilter): Order {
  const order = plainOrder(filter)
  if (filter.reverse !== true) return order
  return { ...order, direction: order.direction === 'ASC' ? 'DESC' : 'ASC' }
}

function plainOrder(filter: FeeFilter): Order {
  const range: Clause[] = []
  const balance = filter.status === undefined ? null : BALANCE_OF[filter.status]
  switch (filter.order) {
    case 'due':
      return { key: 'due_on', direction: 'ASC', index: 'fees_by_due', range }
    case 'balance':
      if (balance !== null) range.push({ sql: balance, params: [] })
      return { key: 'balance_cents', direction: 'DESC', index: 'fees_by_balance', range }
    case 'amount':
      return { key: 'charged_cents + adjusted_cents', direction: 'DESC', index: 'fees_by_amount', range }
    case 'oldest':
      return { key: 'created_on', direction: 'ASC', index: 'fees_by_created', range }
    default:
      return { key: 'created_on', direction: 'DESC', index: 'fees_by_created', range }
  }
}
