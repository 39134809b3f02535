import { createHash } from 'node:crypto'
import { Refusal } from '../../contract/app-error.ts'
import { parseCents } from '../../contract/money.ts'
import type { Permission } from '../../contract/permissions.ts'
import type { EntryResult } from '../../contract/rows/office.ts'
import { isOwedToIiq } from '../domain/delivery.ts'
import { addEntry } from '../domain/entry.ts'
import {
  type BalanceQuestion,
  type OfficeDraft,
  type OfficeFee,
  type OfficePlan,
  questionsAfter,
  voidsAllGivenBack,
} from '../domain/office.ts'
import { questionError, questionKey } from '../domain/questions.ts'
import { outwardId } from '../domain/reference.ts'
import { type Day, dayInZone } from '../domain/zone.ts'
import { newestEntrySeq } from '../ledger/views/transactions.ts'
import { type Grant, type HandlerCaller, requirePermission } from './access.ts'
import type { Core } from './core.ts'
import { journalSince } from './fill-journal.ts'
import { readGate, weighOne } from './gate.ts'
import { nowOf } from './run-context.ts'
import { timeZoneOf } from './settings-store.ts'

/** One office action under way: inside one SQL transaction, by one operator, for one day of the district. */
export interface OfficeAct {
  core: Core
  operator: string
  /** What the operator may do; absent only where no operator is known, and then nothing is allowed. */
  grant: Grant | undefined
  at: string
  today: Day
  /** Deliveries that were made, by fee. */
  deliveries: Map<number, string[]>
}

/** What every office call may carry; see the contract. */
export interface OfficeRequest {
  key?: string | undefined
  wait?: boolean | undefined
}

/**
 * Carries out one office action (M1 to M7): planned against the ledger of now and written in one SQL transaction with its deliveries; then journalled, told
 * to the windows, and handed to the outbox. The same `key` with the same request gives the first answer and writes nothing.
 */
export async function actAtOffice<Value>(
  core: Core,
  call: { name: string; request: OfficeRequest; caller: HandlerCaller },
  work: (act: OfficeAct) => Value,
): Promise<Value> {
  const { ledger } = core
  const { key, wait, ...rest } = call.request
  const hash = createHash('sha256')
    .update(JSON.stringify([call.name, rest]))
    .digest()
  const act: OfficeAct = {
    core,
    operator: call.caller.operator,
    grant: call.caller.grant,
    at: nowOf(core),
    today: dayInZone(core.clock.nowMs(), timeZoneOf(ledger)),
    deliveries: new Map(),
  }
  const newestBefore = newestEntrySeq(ledger.db)
  const value = ledger.transact<unknown>(() => {
    const before = key === undefined ? null : ledger.office.request(key)
    if (before !== null && !before.hash.equals(hash))
      throw new Refusal('refused', 'This key was used for another request already. Use a new one.', 'key')
    if (before !== null) return JSON.parse(before.reply)
    const made = work(act)
    if (key !== undefined) ledger.office.keepRequest(key, hash, JSON.stringify(made), act.at)
    return made
  }) as Value
  journalSince(core, newestBefore)
  core.changed('fees', 'status', 'errors')
  core.push.poke()
  if (wait === true) await core.push.settled(owedBy(value))
  return value
}

/** The deliveries that an answer names, also one that is given for the second time. */
function owedBy(value: unknown): string[] {
  const { deliveries = [], results = [] } = value as { deliveries?: { id: string }[]; results?: EntryResult[] }
  return [...deliveries, ...results.flatMap(one => one.deliveries)].map(one => one.id)
}

/** The fee, or a refusal that names it. */
export function findFee(core: Core, id: string, field = 'id'): OfficeFee {
  const fee = core.ledger.office.fee(id)
  if (fee !== null) return fee
  throw new Refusal(
    'not-found',
    `There is no fee with the id "${id}" in this ledger. Look it up in the Fees list.`,
    field,
  )
}

/** Refuses what the operator may not do here: without the permission, or at another location (F2). */
export function requireHere(
  act: Pick<OfficeAct, 'core' | 'grant'>,
  permission: Permission | null,
  locationSeq: number | null,
): void {
  const { grant, core } = act
  if (grant === undefined) throw new Refusal('signed-out', 'Nobody is signed in. Sign in with your PIN.')
  if (permission !== null) requirePermission(grant, permission)
  if (grant.locations === null) return
  const location = locationSeq === null ? null : core.ledger.office.locationBySeq(locationSeq)
  if (location !== null && grant.locations.has(location.id)) return
  throw new Refusal(
    'not-permitted',
    location === null
      ? `${grant.name} may act at some locations only, and this has none. Ask an administrator, or someone who may act at all of them.`
      : `${grant.name} may not act at ${location.name}. Ask an administrator for that location.`,
  )
}

/** Reads an amount as a clerk writes it ("12.50", "$1,200", "-5"); never rounds (M1). */
export function amountOf(text: string, field = 'amount'): number {
  const parsed = parseCents(
    text
      .replace(/^([+-]?)\s*\$/, '$1')
      .replace(/^\+/, '')
      .replace(/(\d),(?=\d{3}\b)/g, '$1')
      .replace('−', '-'),
  )
  if (parsed.kind === 'cents') return parsed.cents
  throw new Refusal('bad-request', `The amount "${text}" ${parsed.reason}. Write it like 40.00.`, field)
}

/** The plan's entries, or its refusal thrown. */
export function entriesOf(plan: OfficePlan): OfficeDraft[] {
  if (plan.kind === 'entries') return plan.entries
  throw new Refusal('refused', plan.message, plan.field)
}

/** Writes entries on one fee: sums, links, what they owe to Incident IQ, what the fee now asks, an audit line. Inside the action's SQL transaction. */
export function writeEntries(
  act: OfficeAct,
  fee: OfficeFee,
  entries: readonly OfficeDraft[],
  action: string,
): { ids: string[]; seqs: number[] } {
  const { core, at, operator } = act
  requireHere(act, null, fee.locationSeq)
  const { ledger } = core
  const after = entries.reduce(addEntry, fee.sums)
  ledger.fees.setSums(fee.seq, after)
  const written = entries.map(entry => {
    const made = ledger.entries.append(fee.seq, entry, { runSeq: null, operator, recordedAt: at })
    if (entry.takesBackSeq !== null) ledger.office.link(made.seq, 'takes-back', entry.takesBackSeq)
    oweDelivery(act, fee, entry, made)
    return made
  })
  const { raise, close } = questionsAfter(fee.sums, after, entries)
  ask(act, fee, { raise, close: voidsAllGivenBack(fee, entries) ? [...close, 'reopened'] : close })
  ledger.audit.append({
    at,
    actor: operator,
    action,
    subject: fee.id,
    facts: { entries: written.length, cents: entries.reduce((sum, one) => sum + one.amountCents, 0) },
  })
  return { ids: written.map(one => one.id), seqs: written.map(one => one.seq) }
}

/** D1: the delivery's row and id are written with the entry that it carries. D6: what was never attempted is cancelled on both sides. */
function oweDelivery(act: OfficeAct, fee: OfficeFee, entry: OfficeDraft, made: { seq: number; id: string }): void {
  const { core, at } = act
  const { outbox } = core.ledger
  if (!isOwedToIiq(fee, entry)) return
  const aboutEntry = entry.takesBackSeq ?? entry.voids?.seq ?? null
  const about = aboutEntry === null ? null : outbox.ofEntry(aboutEntry)
  const paid = fee.entries.find(one => one.seq === aboutEntry)
  // What was never owed to Incident IQ is not taken back there; a payment that was made there is.
  if (aboutEntry !== null && about === null && paid?.system !== 'iiq') return
  const isWhole = about !== null && entry.amountCents === -about.amountCents
  const wasNeverSent = about !== null && about.attempts === 0 && (about.state === 'waiting' || about.state === 'held')
  // A refund can be voided itself, and then the payment stands again: it goes the whole way. A void is for good.
  const isCancelled = entry.kind === 'void' && isWhole && wasNeverSent
  if (isCancelled && about !== null)
    outbox.end(about.seq, { state: 'cancelled', externalId: null, reason: 'It was taken back before it was sent.', at })
  const id = core.ids.next()
  const reference = outwardId(core.ledger.id, id)
  const gate = readGate(core, false)
  outbox.add({
    id,
    reference,
    system: 'iiq',
    kind: entry.kind,
    feeSeq: fee.seq,
    entrySeq: made.seq,
    amountCents: entry.amountCents,
    // In test mode its instant delivery was a test (T2): it waits for a catch-up, which asks from which day on payments are sent.
    isInstant: gate.instantOn && !gate.testMode ? 1 : 0,
    aboutSeq: about?.seq ?? null,
    state: isCancelled ? 'cancelled' : 'waiting',
    reason: isCancelled ? 'What it takes back was never sent.' : null,
    createdAt: at,
  })
  const weighed = isCancelled ? null : outbox.weighedOne(id)
  const held = weighed === null ? null : weighOne(weighed, gate, timeZoneOf(core.ledger))
  if (weighed !== null && held !== null) outbox.hold(weighed.seq, held)
  act.deliveries.set(fee.seq, [...(act.deliveries.get(fee.seq) ?? []), id])
}

/** Raises and closes what a fee asks of the clerk (M6, M7). */
function ask(act: OfficeAct, fee: OfficeFee, questions: ReturnType<typeof questionsAfter>): void {
  const { core, at, operator } = act
  const now = core.ledger.fees.bySeq(fee.seq)?.sums ?? fee.sums
  for (const question of questions.close)
    core.ledger.errors.close(keyOfQuestion(question, fee), 'resolved', at, operator)
  for (const question of questions.raise)
    core.ledger.errors.raise(questionError(question, { key: keyOfQuestion(question, fee), name: fee.name }, now), {
      system: fee.system === 'feebridge' ? 'iiq' : fee.system,
      task: 'iiq-sync',
      runSeq: null,
      feeSeq: fee.seq,
      at,
    })
}

export function keyOfQuestion(question: BalanceQuestion, fee: OfficeFee): string {
  return questionKey(question, fee.system, fee.externalKey ?? fee.id)
}

/** What an action on one fee came to, as the call gives it. Deliveries as they stand now. */
export function resultOf(
  core: Core,
  fee: { id: string },
  entryIds: string[],
  deliveryIds: readonly string[],
): EntryResult {
  const deliveries = deliveryIds.flatMap(id => core.ledger.outbox.row(id) ?? [])
  return { feeId: fee.id, entryIds, deliveries }
}

/** The result with its deliveries as they stand by now, after the outbox had its turn. */
export function refreshed<Result extends EntryResult>(core: Core, result: Result): Result {
  return { ...result, deliveries: result.deliveries.map(one => core.ledger.outbox.row(one.id) ?? one) }
}
