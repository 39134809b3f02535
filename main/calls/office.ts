import { Refusal } from '../../contract/app-error.ts'
import type { EntryResult } from '../../contract/rows/office.ts'
import {
  type OfficeDraft,
  planAdjustment,
  planPayment,
  planTakingBack,
  planTransfer,
  planVoid,
  planVoidFee,
  planWaiver,
} from '../domain/office.ts'
import type { HandlerCaller } from '../engine/access.ts'
import { chargeMany, chargeOne } from '../engine/charge.ts'
import type { Core } from '../engine/core.ts'
import {
  actAtOffice,
  amountOf,
  entriesOf,
  findFee,
  keyOfQuestion,
  type OfficeAct,
  refreshed,
  requireHere,
  resultOf,
  writeEntries,
} from '../engine/office.ts'
import type { Handlers } from './handlers.ts'

type OfficeCalls =
  | 'fees.add'
  | 'fees.addMany'
  | 'fees.pay'
  | 'fees.waive'
  | 'fees.adjust'
  | 'fees.void'
  | 'fees.refund'
  | 'fees.bounce'
  | 'fees.transfer'
  | 'fees.answer'

/** Entries made at the office: charges, payments and corrections (M1 to M7). */
export const officeHandlers: Handlers<OfficeCalls> = {
  'fees.add': async (core, request, caller) => {
    const made = await actAtOffice(core, { name: 'fees.add', request, caller }, act => chargeOne(act, request))
    return refreshed(core, made)
  },
  'fees.addMany': (core, request, caller) => {
    if (request.dryRun === true) return chargeMany(core, request, null)
    return actAtOffice(core, { name: 'fees.addMany', request, caller }, act => chargeMany(core, request, act))
  },
  'fees.pay': async (core, request, caller) => {
    const made = await actAtOffice(core, { name: 'fees.pay', request, caller }, act => takePayment(act, request))
    return { ...made, results: made.results.map(one => refreshed(core, one)) }
  },
  'fees.waive': async (core, request, caller) => {
    const made = await actAtOffice(core, { name: 'fees.waive', request, caller }, act => waive(act, request))
    return { ...made, results: made.results.map(one => refreshed(core, one)) }
  },
  'fees.adjust': (core, request, caller) =>
    onOneFee(core, { name: 'fees.adjust', request, caller }, (act, fee) =>
      entriesOf(planAdjustment(fee, { amountCents: amountOf(request.amount), reason: request.reason }, act)),
    ),
  'fees.void': (core, request, caller) =>
    onOneFee(core, { name: 'fees.void', request, caller }, (act, fee) => {
      const { entry, reason } = request
      const named = fee.entries.find(one => one.id === entry)
      const isPayment = named !== undefined && ['payment', 'refund', 'bounced-check'].includes(named.kind)
      requireHere(act, isPayment ? 'payments.delete' : 'fees.delete', fee.locationSeq)
      if (entry !== undefined) return entriesOf(planVoid(fee, entry, reason, act))
      const entries = entriesOf(planVoidFee(fee, reason, act))
      act.core.ledger.office.setVoid(fee.seq)
      return entries
    }),
  'fees.refund': (core, request, caller) =>
    onOneFee(core, { name: 'fees.refund', request, caller }, (act, fee) => takeBack(act, fee, 'refund', request)),
  'fees.bounce': async (core, request, caller) => {
    const made = await actAtOffice(core, { name: 'fees.bounce', request, caller }, act => bounce(act, request))
    return refreshed(core, made)
  },
  'fees.transfer': async (core, request, caller) => {
    const made = await actAtOffice(core, { name: 'fees.transfer', request, caller }, act => transfer(act, request))
    return refreshed(core, made)
  },
  'fees.answer': (core, request, caller) =>
    onOneFee(core, { name: 'fees.answer', request, caller }, (act, fee) => answer(act, fee, request.answer)),
}

type Fee = ReturnType<typeof findFee>

/** An action that writes entries on one fee. */
async function onOneFee<Request extends { id: string; key?: string | undefined; wait?: boolean | undefined }>(
  core: Core,
  call: { name: string; request: Request; caller: HandlerCaller },
  plan: (act: OfficeAct, fee: Fee) => OfficeDraft[],
): Promise<EntryResult> {
  const made = await actAtOffice(core, call, act => {
    const fee = findFee(core, call.request.id)
    return writeOn(act, fee, plan(act, fee), call.name)
  })
  return refreshed(core, made)
}

function writeOn(act: OfficeAct, fee: Fee, entries: readonly OfficeDraft[], action: string): EntryResult {
  const { ids } = writeEntries(act, fee, entries, action)
  return resultOf(act.core, fee, ids, act.deliveries.get(fee.seq) ?? [])
}

/** One payment over one or several fees of a student: each part an entry, one receipt for all. */
function takePayment(
  act: OfficeAct,
  request: {
    parts: { id: string; amount: string }[]
    method: 'cash' | 'check' | 'card' | 'other'
    checkNumber?: string | undefined
    note?: string | undefined
  },
) {
  const { core } = act
  const ids = new Set(request.parts.map(part => part.id))
  if (ids.size < request.parts.length)
    throw new Refusal('bad-request', 'The same fee is named twice. Name it once, with the whole amount.', 'parts')
  const seqs: number[] = []
  const people = new Set<number | null>()
  const results = request.parts.map(({ id, amount }, index) => {
    const fee = findFee(core, id, `parts.${index}.id`)
    people.add(fee.personSeq)
    const { method, checkNumber = null, note = null } = request
    const plan = planPayment(
      fee,
      { amountCents: amountOf(amount, `parts.${index}.amount`), method, checkNumber, note },
      act,
    )
    const written = writeEntries(act, fee, entriesOf(plan), 'fees.pay')
    seqs.push(...written.seqs)
    return resultOf(core, fee, written.ids, act.deliveries.get(fee.seq) ?? [])
  })
  if (people.size > 1)
    throw new Refusal(
      'refused',
      'These fees are of several students. Take a payment for each student on its own.',
      'parts',
    )
  const [personSeq = null] = people
  const receipt = core.ledger.office.addReceipt({ personSeq, at: act.at, operator: act.operator }, seqs)
  return { receiptId: receipt.id, receiptNumber: receipt.number, results }
}

function waive(act: OfficeAct, request: { parts: { id: string; amount?: string | undefined }[]; reason: string }) {
  let waivedCents = 0
  const results = request.parts.map(({ id, amount }, index) => {
    const fee = findFee(act.core, id, `parts.${index}.id`)
    const amountCents = amount === undefined ? null : amountOf(amount, `parts.${index}.amount`)
    const entries = entriesOf(planWaiver(fee, { amountCents, reason: request.reason }, act))
    waivedCents -= entries.reduce((sum, one) => sum + one.amountCents, 0)
    return writeOn(act, fee, entries, 'fees.waive')
  })
  return { results, waivedCents }
}

function takeBack(
  act: OfficeAct,
  fee: Fee,
  kind: 'refund' | 'bounced-check',
  request: { entry: string; amount?: string | undefined; reason?: string | undefined },
): OfficeDraft[] {
  const amountCents = request.amount === undefined ? null : amountOf(request.amount)
  const back = { kind, entryId: request.entry, amountCents, reason: request.reason ?? null }
  return entriesOf(planTakingBack(fee, back, act))
}

/** A bounced check, with a fee for it where one is asked. */
function bounce(
  act: OfficeAct,
  request: {
    id: string
    entry: string
    amount?: string | undefined
    charge?: { sku: string; amount: string } | undefined
  },
): EntryResult & { chargeFeeId: string | null } {
  const fee = findFee(act.core, request.id)
  const made = writeOn(act, fee, takeBack(act, fee, 'bounced-check', request), 'fees.bounce')
  if (request.charge === undefined) return { ...made, chargeFeeId: null }
  const person = fee.personSeq === null ? null : act.core.ledger.office.personBySeq(fee.personSeq)
  if (person === null)
    throw new Refusal(
      'refused',
      `${fee.name} has no student, so no fee for the bounced check can be charged.`,
      'charge',
    )
  requireHere(act, 'fees.create', person.locationSeq)
  const charge = chargeOne(act, { ...request.charge, student: person.id, name: `Bounced check: ${fee.name}` })
  return { ...made, chargeFeeId: charge.feeId }
}

function transfer(
  act: OfficeAct,
  request: { id: string; to: string; amount: string; reason?: string | undefined },
): EntryResult & { toEntryIds: string[] } {
  const { core } = act
  const from = findFee(core, request.id)
  const to = findFee(core, request.to, 'to')
  const plan = planTransfer(from, to, { amountCents: amountOf(request.amount), reason: request.reason ?? null }, act)
  if (plan.kind === 'refused') throw new Refusal('refused', plan.message, plan.field)
  const out = writeEntries(act, from, [plan.from], 'fees.transfer')
  const into = writeEntries(act, to, [plan.to], 'fees.transfer')
  const [fromSeq = 0] = out.seqs
  const [toSeq = 0] = into.seqs
  core.ledger.office.link(fromSeq, 'moved-to', toSeq)
  const deliveries = [...(act.deliveries.get(from.seq) ?? []), ...(act.deliveries.get(to.seq) ?? [])]
  return { ...resultOf(core, from, out.ids, deliveries), toEntryIds: into.ids }
}

/** M6 and M7: owed again and kept as credit only close the question; waived too waives what is left. */
function answer(act: OfficeAct, fee: Fee, given: 'owed-again' | 'waive-too' | 'keep-credit'): OfficeDraft[] {
  requireHere(act, given === 'waive-too' ? 'fees.modify' : 'payments.modify', fee.locationSeq)
  const question = given === 'keep-credit' ? ('overpaid' as const) : ('reopened' as const)
  const closed = act.core.ledger.errors.close(keyOfQuestion(question, fee), 'resolved', act.at, act.operator)
  if (!closed) throw new Refusal('refused', `${fee.name} does not ask this any more.`, 'id')
  if (given !== 'waive-too') return []
  return entriesOf(planWaiver(fee, { amountCents: null, reason: 'Waived after money was given back' }, act))
}
