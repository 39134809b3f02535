import { queryOptions, useMutation } from '@tanstack/react-query'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import { call } from './bridge.ts'
import { CallError, sentenceOf } from './call-error.ts'

/** What would become of a payment taken now, and what waits. */
export const gateQuery = queryOptions({ queryKey: ['outbox.gate'], queryFn: () => call('outbox.gate', {}) })

/** Who is asking, and what they may do. */
export const meQuery = queryOptions({ queryKey: ['operators.me'], queryFn: () => call('operators.me', {}) })

type OfficeCall = Extract<
  CallName,
  `fees.${'add' | 'addMany' | 'pay' | 'waive' | 'adjust' | 'void' | 'refund' | 'bounce' | 'transfer'}`
>

/** An office entry; the dialog that asks for it says in its place what was refused. */
export function useOffice<Name extends OfficeCall>(name: Name) {
  return useMutation({
    meta: { saidInPlace: true },
    mutationFn: (request: CallRequest<Name>): Promise<CallValue<Name>> => call(name, request),
  })
}

export function useFeeAnswer() {
  return useMutation({ mutationFn: (answer: CallRequest<'fees.answer'>) => call('fees.answer', answer) })
}

/** Tries a delivery again, or says that it was sent by hand or shall not be sent. */
export function useOutboxAct() {
  return useMutation({
    mutationFn: ({ name, id }: { name: 'outbox.retry' | 'outbox.done' | 'outbox.ignore'; id: string }) =>
      call(name, { id }),
  })
}

/** The open fees of a student, oldest due first: what a payment can be for. */
export function openFeesOf(personId: string) {
  return queryOptions({
    queryKey: ['fees.list', { student: personId, order: 'due', purpose: 'payment' }],
    queryFn: async () =>
      (await call('fees.list', { student: personId, order: 'due', limit: 200 })).items.filter(
        fee => fee.balanceCents > 0,
      ),
  })
}

/** Students whose name or School Id holds a text. */
export function studentsFor(text: string) {
  return queryOptions({
    queryKey: ['students.list', 'for', text],
    queryFn: () => call('students.list', { search: text, limit: 12 }),
    enabled: text.trim().length > 1,
  })
}

/** Whom a charge of many would reach, before anybody is charged. */
export function chargePreview(request: CallRequest<'fees.addMany'> | null) {
  return queryOptions({
    queryKey: ['fees.addMany', 'preview', request],
    queryFn: () => (request === null ? Promise.resolve(null) : call('fees.addMany', { ...request, dryRun: true })),
    enabled: request !== null,
    retry: false,
  })
}

/** A key under which one click enters once, however often the answer is lost. */
export function newKey(): string {
  return crypto.randomUUID()
}

/** Tries; a refusal is told to who asked. Null when it was refused. */
export async function tried<Value>(
  work: () => Promise<Value>,
  refuse: (sentence: string, field: string | null) => void,
): Promise<Value | null> {
  try {
    return await work()
  } catch (error) {
    refuse(sentenceOf(error), error instanceof CallError ? (error.appError.field ?? null) : null)
    return null
  }
}
