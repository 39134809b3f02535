import { queryOptions, skipToken, useMutation } from '@tanstack/react-query'
import type { CallName, CallRequest } from '../../contract/calls.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { call } from './bridge.ts'
import { isGone, refusalOf } from './call-error.ts'

/** What would become of a payment taken now, and what waits. */
export const gateQuery = queryOptions({ queryKey: ['outbox.gate'], queryFn: () => call('outbox.gate', {}) })

type OfficeCall = Extract<
  CallName,
  `fees.${'add' | 'addMany' | 'pay' | 'waive' | 'adjust' | 'void' | 'refund' | 'bounce' | 'transfer'}`
>

/** An office entry; the dialog that asks for it says in its place what was refused. */
export function useOffice<Name extends OfficeCall>(name: Name) {
  return useMutation({
    meta: { saidInPlace: true },
    mutationFn: (request: CallRequest<Name>) => call(name, request),
  })
}

/** Answers what a fee asks: is what a refund left unpaid owed again (M6), is what is too much kept as credit (M7). */
export function useAnswerFee() {
  return useMutation({
    mutationFn: (answer: Pick<CallRequest<'fees.answer'>, 'id' | 'answer'>) => call('fees.answer', answer),
  })
}

/** What a clerk does about a transfer: send it again, say that it was entered there by hand, or that it shall not be sent. */
export type TransferMove = 'retry-delivery' | 'mark-sent' | 'ignore-delivery'
const TRANSFER_CALLS = {
  'retry-delivery': 'outbox.retry',
  'mark-sent': 'outbox.done',
  'ignore-delivery': 'outbox.ignore',
} as const satisfies Record<TransferMove, CallName>

/** Does it for one or several transfers, one after another; gives how many. */
export function useMoveTransfers(meta: { saidInPlace?: true } = {}) {
  return useMutation({
    meta,
    mutationFn: async ({ ids, move }: { ids: readonly string[]; move: TransferMove }) => {
      for (const id of ids) await call(TRANSFER_CALLS[move], { id })
      return ids.length
    },
  })
}

/** Fees of one student that are looked at for a payment: nobody owes more. */
const FEES_MOST = 200

/** What a student owes, the earliest due first. `student` is a School Id or a person's id; null asks nothing. */
export function openFeesOf(student: string | null) {
  return queryOptions({
    queryKey: ['fees.list', 'open of', student],
    queryFn:
      student === null
        ? skipToken
        : async () => {
            const { items } = await call('fees.list', { student, order: 'balance', limit: FEES_MOST })
            return items.filter(isOwed).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
          },
  })
}

/** Fees of a student on which more is paid than is due: credits, which can be moved to what is owed. */
export function creditsOf(student: string | null) {
  return queryOptions({
    queryKey: ['fees.list', 'credits of', student],
    queryFn:
      student === null
        ? skipToken
        : async () => (await call('fees.list', { student, status: 'overpaid', limit: FEES_MOST })).items,
  })
}

function isOwed({ balanceCents, status }: FeeRow): boolean {
  return balanceCents > 0 && status !== 'void'
}

/** Students whose name or School Id holds a text. */
export function studentsFor(text: string) {
  return queryOptions({
    queryKey: ['students.list', 'for', text],
    queryFn: text.trim() === '' ? skipToken : () => call('students.list', { search: text.trim(), limit: 20 }),
  })
}

/** Whom a charge of many would reach, before anybody is charged. */
export function chargePreview(request: CallRequest<'fees.addMany'> | null) {
  return queryOptions({
    queryKey: ['fees.addMany', 'preview', request],
    queryFn: request === null ? skipToken : () => call('fees.addMany', { ...request, dryRun: true }),
    retry: false,
    gcTime: 0,
  })
}

/** A key under which one click enters once, however often the answer is lost. */
export function newKey(): string {
  return crypto.randomUUID()
}

const NOT_KNOWN =
  'Whether it was entered is not known yet. Press again when Feebridge answers: under one dialog nothing is entered twice.'
const ENTERED_BEFORE =
  'It was entered already, as it stood when it was first sent. Close this, and look at the story of the fee before you enter anything else.'

/** Tries to enter something under the dialog's own key; a refusal is told to who asked. Null when it was refused. */
export async function tried<Value>(
  work: () => Promise<Value>,
  refuse: (sentence: string, field: string | null) => void,
): Promise<Value | null> {
  try {
    return await work()
  } catch (error) {
    const [sentence, field] = refusalOf(error)
    if (isGone(error)) refuse(`${sentence} ${NOT_KNOWN}`, null)
    else if (field === 'key') refuse(ENTERED_BEFORE, null)
    else refuse(sentence, field)
    return null
  }
}

/** Transfers of each state that are looked through for one of them. */
const LOOKED_THROUGH = 1_000

/** One transfer, also when it is settled meanwhile and has left the list; null when it is none of the unsettled and none of the latest of any other state. */
export function transferDetail(id: string) {
  return queryOptions({
    queryKey: ['outbox.list', 'one', id],
    queryFn: async () => {
      for (const state of [undefined, 'delivered', 'done', 'ignored', 'refused', 'cancelled'] as const) {
        const which = state === undefined ? {} : { state, newest: true }
        const { items } = await call('outbox.list', { ...which, limit: LOOKED_THROUGH })
        const found = items.find(each => each.id === id)
        if (found !== undefined) return found
      }
      return null
    },
  })
}
