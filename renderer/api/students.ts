import { queryOptions } from '@tanstack/react-query'
import { call } from './bridge.ts'

/** One student with the balances by system. */
export function studentPage(id: string) {
  return queryOptions({ queryKey: ['students.show', id], queryFn: () => call('students.show', { id }) })
}

/** Fees of one student shown on the page; whoever has more finds them in the Fees list. */
const FEES_MOST = 100

/** A student's fees, newest first. Asked by the person, because two people can carry one School Id. */
export function studentFees(id: string) {
  return queryOptions({
    queryKey: ['fees.list', { student: id }],
    queryFn: () => call('fees.list', { student: id, limit: FEES_MOST }),
  })
}
