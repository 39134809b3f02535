import { LIMITS } from '../../../contract/limits.ts'
import { readMark, writeMark } from './page-mark.ts'
import { prepared } from './prepared.ts'
import { readTransfers } from './transfer-row.ts'
import type { View } from './view.ts'

/** A page of deliveries: of one state, or all that are not settled; in the order in which they were made, or the latest first. */
export const listOutbox: View<'outbox.list'> = ({ db }, { state, newest = false, ...request }) => {
  const limit = request.limit ?? LIMITS.listRows
  const list = newest ? 'outbox newest' : 'outbox'
  const after = readMark(list, ['integer'], request.after)
  const which = state === undefined ? 'settled_at IS NULL' : 'state = ?'
  const beyond = after === null ? '' : `AND seq ${newest ? '<' : '>'} ?`
  const sql = `SELECT seq FROM deliveries WHERE ${which} ${beyond} ORDER BY seq ${newest ? 'DESC' : 'ASC'} LIMIT ?`
  const params = [...(state === undefined ? [] : [state]), ...(after ?? []), limit + 1]
  const found = prepared<{ seq: number }>(db, sql).all(...params)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: readTransfers(
      db,
      found.slice(0, limit).map(one => one.seq),
    ),
    next: last === undefined ? null : writeMark(list, [last.seq]),
  }
}
