import { Refusal } from '../../../contract/app-error.ts'
import { LIMITS } from '../../../contract/limits.ts'
import { dayInZone } from '../../domain/zone.ts'
import { feeConditions, feeOrder } from './fee-conditions.ts'
import { readFees } from './fee-row.ts'
import { findPlaces } from './keyset.ts'
import { readMark, writeMark } from './page-mark.ts'
import type { View } from './view.ts'

/** A page of fees, filtered and sorted. */
export const listFees: View<'fees.list'> = ({ db, nowMs, timeZone }, request) => {
  const today = dayInZone(nowMs, timeZone)
  const limit = request.limit ?? LIMITS.listRows
  const order = feeOrder(request)
  const list = `fees ${request.order ?? 'newest'}`
  const isDay = order.key === 'created_on' || order.key === 'due_on'
  const after = readMark(list, [isDay ? 'text' : 'integer', 'integer'], request.after)
  const conditions = feeConditions(db, request, today)
  const places = findPlaces(db, { table: 'fees', conditions, order, after, limit: limit + 1 })
  const last = places.length > limit ? places[limit - 1] : undefined
  const seqs = places.slice(0, limit).map(place => place.seq)
  const items = readFees(db, seqs, today).map(fee => fee.row)
  return { items, next: last === undefined ? null : writeMark(list, [last.key, last.seq]) }
}

/** Says that no fee has this id. */
export function noSuchFee(id: string): Refusal {
  return new Refusal(
    'not-found',
    `There is no fee with the id "${id}" in this ledger. Look it up in the Fees list.`,
    'id',
  )
}
