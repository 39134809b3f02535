import { Refusal } from '../../../contract/app-error.ts'
import type { FeeFilter } from '../../../contract/calls.ts'
import { LIMITS } from '../../../contract/limits.ts'
import type { FeeSums } from '../../../contract/rows/fee.ts'
import { dayInZone } from '../../domain/zone.ts'
import type { Db } from '../open.ts'
import { feeConditions, feeOrder } from './fee-conditions.ts'
import { readFees } from './fee-row.ts'
import { findPlaces } from './keyset.ts'
import { outlineRows, outlineWith } from './outline.ts'
import { readMark, writeMark } from './page-mark.ts'
import { prepared } from './prepared.ts'
import type { View } from './view.ts'

/** A page of fees, filtered and sorted. */
export const listFees: View<'fees.list'> = ({ db, nowMs, timeZone }, request) => {
  const today = dayInZone(nowMs, timeZone)
  const limit = request.limit ?? LIMITS.listRows
  const order = feeOrder(request)
  const list = feeListName(request)
  const isDay = order.key === 'created_on' || order.key === 'due_on'
  const after = readMark(list, [isDay ? 'text' : 'integer', 'integer'], request.after)
  const conditions = feeConditions(db, request, today)
  const places = findPlaces(db, { table: 'fees', conditions, order, after, limit: limit + 1 })
  const last = places.length > limit ? places[limit - 1] : undefined
  const seqs = places.slice(0, limit).map(place => place.seq)
  const items = readFees(db, seqs, today).map(fee => fee.row)
  return { items, next: last === undefined ? null : writeMark(list, [last.key, last.seq]) }
}

/** Marks tell the order they were made in. */
function feeListName({ order, reverse }: FeeFilter): string {
  return `fees ${order ?? 'newest'}${reverse === true ? ' reversed' : ''}`
}

const SUMMED = ['charged_cents + adjusted_cents', 'paid_cents', 'waived_cents', 'balance_cents'] as const

/** How many fees a filter holds, what they come to, and where its pages begin. Without a filter the sums are the ledger's own, kept with every entry. */
export const outlineFees: View<'fees.outline'> = ({ db, nowMs, timeZone }, request) => {
  const conditions = feeConditions(db, request, dayInZone(nowMs, timeZone))
  const outlined = outlineRows(
    db,
    { table: 'fees', conditions, order: feeOrder(request) },
    conditions.length === 0 ? [] : SUMMED,
  )
  const list = feeListName(request)
  const [amountCents = 0, paidCents = 0, waivedCents = 0, balanceCents = 0] = outlined.sums
  return {
    ...outlineWith(outlined, place => writeMark(list, [place.key, place.seq])),
    sums: conditions.length === 0 ? sumsOfAll(db) : { amountCents, paidCents, waivedCents, balanceCents },
  }
}

function sumsOfAll(db: Db): FeeSums {
  const sql = `SELECT charged_cents + adjusted_cents AS amountCents, paid_cents AS paidCents, waived_cents AS waivedCents,
    charged_cents + adjusted_cents - paid_cents - waived_cents AS balanceCents FROM totals`
  return prepared<FeeSums>(db, sql).get() ?? { amountCents: 0, paidCents: 0, waivedCents: 0, balanceCents: 0 }
}

/** Says that no fee has this id. */
export function noSuchFee(id: string): Refusal {
  return new Refusal(
    'not-found',
    `There is no fee with the id "${id}" in this ledger. Look it up in the Fees list.`,
    'id',
  )
}
