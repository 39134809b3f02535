import { readJournal } from '../../main/ledger/journal.ts'
import type { Db } from '../../main/ledger/open.ts'
import type { PracticeIiq } from '../../main/practice/iiq/iiq.ts'
import { DELIVERIES, type Rules, type SeenDelivery } from './rules.ts'
import type { Story } from './story.ts'

/** What is looked at when all has come to rest. */
export interface QuietPlace {
  rules: Rules
  story: Story
  iiq: PracticeIiq
  db: Db
  journalFile: string
  /** What the ledger's own check finds. */
  findings: string[]
  /** Office entries that the clerk was told of, over all replies. */
  toldEntries: number
  /** Keys of fees on which something happened that leaves the books apart until a person decides: then a sync error must say so. */
  strange: ReadonlySet<string>
  /** Keys of fees that were deleted there, or rows of ours on them. */
  vanished: ReadonlySet<string>
  /** Why a delivery may not go now; null when it may. */
  whyHeld: (id: string) => string | null
  /** Fees created there from this moment on are in scope, UTC. */
  inScopeFrom: string
}

interface QuietFee {
  seq: number
  externalKey: string
  externalId: string
  name: string
  balanceCents: number
  missingAt: string | null
  sourceDueCents: number | null
}

/** The rules that hold when faults are over, time has passed and a run has read everything. */
export function checkQuiet(place: QuietPlace): void {
  const { rules, findings } = place
  for (const finding of findings) rules.breach('M2', `verify: ${finding}`)
  const deliveries = place.db.prepare<[], SeenDelivery>(`${DELIVERIES} ORDER BY d.seq`).all()
  for (const one of deliveries) checkDelivery(place, one)
  checkOrder(place, deliveries)
  checkBooks(place, deliveries)
  checkNothingMissing(place)
  checkEntries(place, deliveries)
}

const nameOf = ({ story }: QuietPlace, { reference }: SeenDelivery) => story.nameOf('D', reference)

/** Each delivery is settled, and what it says is what took effect; or it is held or failed, and says why. */
function checkDelivery(place: QuietPlace, delivery: SeenDelivery): void {
  const { rules, iiq, db } = place
  const name = nameOf(place, delivery)
  // What is deleted in Incident IQ can neither be found nor sent again: there the clerk decides.
  const feeKey = db
    .prepare<[number], string>('SELECT external_key FROM fees WHERE seq = ?')
    .pluck()
    .get(delivery.feeSeq)
  const isTouched = place.vanished.has(feeKey ?? '')
  const posted = iiq.effects.filter(one => one.method === 'POST' && one.reference === delivery.reference)
  switch (delivery.state) {
    case 'waiting':
    case 'unknown':
      if (!isBehindFailed(place, delivery))
        rules.breach('D3', `${name} is still ${delivery.state} although all is well: ${delivery.reason ?? ''}`)
      return
    case 'held':
      checkHeld(place, delivery)
      return
    case 'failed':
    case 'refused': {
      const told = db
        .prepare<[string], number>(`SELECT count(*) FROM sync_errors WHERE key = ? AND state IN ('open', 'ignored')`)
        .pluck()
        .get(`delivery:${delivery.id}`)
      if (told !== 1) rules.breach('D3', `${name} is ${delivery.state} and no sync error says so`)
      if (delivery.state === 'refused' && posted.length > 0 && !isTouched)
        rules.breach('D4', `${name} was refused and took effect`)
      return
    }
    case 'cancelled':
      if (posted.length > 0 && !isTouched) rules.breach('D6', `${name} was cancelled and took effect`)
      return
    case 'delivered':
      if (
        db
          .prepare<[string], number>(`SELECT 1 FROM sync_errors WHERE key = ? AND state = 'open'`)
          .get(`delivery:${delivery.id}`) !== undefined
      )
        rules.breach('D3', `${name} is delivered, and a sync error still says otherwise`)
      if (!isTouched || posted.length < 2) checkDelivered(place, delivery, posted, isTouched)
      return
    default:
      return
  }
}

/** Every switch is on: what is held says why, and what it says is so. */
function checkHeld(place: QuietPlace, delivery: SeenDelivery): void {
  const { rules } = place
  const name = nameOf(place, delivery)
  if (delivery.reason === null) rules.breach('D1', `${name} is held and does not say why`)
  if (isHeldForNothing(place, delivery))
    rules.breach('D1', `${name} is held although nothing holds it any more: ${delivery.reason ?? ''}`)
}

/** Whether a held one could go: no switch holds it, and nothing that it takes back or that must go first is open. */
export function isHeldForNothing(place: Pick<QuietPlace, 'db' | 'whyHeld'>, delivery: SeenDelivery): boolean {
  return delivery.state === 'held' && !isBehindFailed(place, delivery) && place.whyHeld(delivery.id) === null
}

/** Whether it waits for an earlier one of its fee that a clerk must decide about (D5). */
export function isBehindFailed({ db }: { db: Db }, delivery: SeenDelivery): boolean {
  return (
    db
      .prepare<[number, number], number>(`SELECT 1 FROM deliveries WHERE fee_seq = ? AND seq < ? AND state = 'failed'`)
      .get(delivery.feeSeq, delivery.seq) !== undefined
  )
}

function checkDelivered(
  place: QuietPlace,
  delivery: SeenDelivery,
  posted: readonly { id: string; feeId: string | null; amountText: string; kind: string }[],
  isTouched: boolean,
): void {
  const { rules, iiq, db } = place
  const name = nameOf(place, delivery)
  if (delivery.action === 'remove') {
    const { externalId = '' } = JSON.parse(delivery.body ?? '{}') as { externalId?: string }
    if (iiq.item({ id: externalId })?.isDeleted === false && !isTouched)
      rules.breach('D6', `${name} is delivered, and what it removes is still there`)
    return
  }
  const [only] = posted
  if (only === undefined || posted.length !== 1) {
    rules.breach('D4', `${name} is delivered and took effect ${posted.length} times`)
    return
  }
  const sign = only.kind === 'Payment' ? -1 : 1
  const cents = Math.round(Number(only.amountText) * 100) * sign
  if (cents !== delivery.amountCents)
    rules.breach('M1', `${name} of ${delivery.amountCents} cents took effect as ${cents}`)
  const feeKey = db
    .prepare<[number], string>('SELECT external_key FROM fees WHERE seq = ?')
    .pluck()
    .get(delivery.feeSeq)
  if (only.feeId?.toLowerCase() !== feeKey) rules.breach('M2', `${name} took effect on another fee`)
}

/** D5: what took effect on one fee did so in the order of its deliveries, but for those that were held or refused when their turn came. */
function checkOrder(place: QuietPlace, deliveries: readonly SeenDelivery[]): void {
  const byReference = new Map(deliveries.map(one => [one.reference, one]))
  const last = new Map<number, number>()
  for (const effect of place.iiq.effects) {
    const delivery = effect.method === 'POST' ? byReference.get(effect.reference ?? '') : undefined
    if (delivery === undefined) continue
    const before = last.get(delivery.feeSeq) ?? 0
    if (delivery.seq < before && !place.rules.wasSetAside(delivery.id))
      place.rules.breach('D5', `${nameOf(place, delivery)} took effect after a later one of its fee`)
    last.set(delivery.feeSeq, Math.max(before, delivery.seq))
  }
}

/** Both books agree fee by fee, or an open sync error says why. */
function checkBooks(place: QuietPlace, deliveries: readonly SeenDelivery[]): void {
  const { rules, iiq, db, story } = place
  const fees = db
    .prepare<[], QuietFee>(
      `SELECT seq, external_key AS externalKey, external_id AS externalId, name, balance_cents AS balanceCents, source_missing_at AS missingAt,
         source_due_cents AS sourceDueCents FROM fees WHERE system = 'iiq'`,
    )
    .all()
  for (const fee of fees) {
    const there = iiq.item({ id: fee.externalId })
    const name = story.nameOf('F', fee.externalId)
    const told = db
      .prepare<[number], string>(`SELECT cause FROM sync_errors WHERE fee_seq = ? AND state = 'open'`)
      .pluck()
      .all(fee.seq)
    if (there === undefined || there.isDeleted) {
      if (fee.missingAt === null) rules.breach('W3', `${name} is deleted in Incident IQ and does not count as missing`)
      continue
    }
    if (fee.missingAt !== null) rules.breach('W4', `${name} is there and counts as missing`)
    const owedCents = deliveries
      .filter(one => one.feeSeq === fee.seq && one.settledAt === null && !isThere(iiq, one))
      .reduce((sum, one) => sum + one.amountCents, 0)
    const apartCents = fee.balanceCents - owedCents - (there.amountDueCents ?? 0)
    const isAtOdds = told.includes('amount-due-differs')
    if (apartCents !== 0 || isAtOdds) tellFee(place, fee, { apartCents, dueCents: there.amountDueCents ?? 0 })
    // The clerk kept ours: the two are not compared until Incident IQ says something new.
    const isKept = fee.sourceDueCents === null
    if (apartCents !== 0 && told.length === 0 && !isKept)
      rules.breach('C2', `${name}: the books are ${apartCents} cents apart, and no sync error says so`)
    if (apartCents !== 0 && !place.strange.has(fee.externalKey) && !isStrange(deliveries, fee))
      rules.breach('C2', `${name}: the books are ${apartCents} cents apart, and nothing happened that would explain it`)
    // While something is not settled the two are not compared, and what was said before stays.
    const isSettled = deliveries.every(one => one.feeSeq !== fee.seq || one.settledAt !== null)
    if (apartCents === 0 && isAtOdds && isSettled)
      rules.breach('C2', `${name}: the books agree, and a sync error still says otherwise`)
  }
}

/** What became of the latest record of a line item. */
const FATE = `SELECT i.status, m.cause, m.text AS message FROM import_heads h JOIN imports i ON i.seq = h.import_seq LEFT JOIN messages m ON m.seq = i.message_seq
  WHERE h.system = 'iiq' AND h.feed = 'line-items' AND h.external_key = ?`

/** Every fee that stands there is in the ledger, or its import says why not. All categories are selected. */
function checkNothingMissing({ rules, iiq, db, story, inScopeFrom }: QuietPlace): void {
  const isHere = db.prepare<[string], number>(`SELECT 1 FROM fees WHERE system = 'iiq' AND external_key = ?`)
  const fate = db.prepare<[string], { status: string; cause: string | null; message: string | null }>(FATE)
  for (const fee of iiq.fees()) {
    if (fee.isRaw || fee.createdDate < inScopeFrom || isHere.get(fee.id.toLowerCase()) !== undefined) continue
    const said = fate.get(fee.id.toLowerCase())
    const name = story.nameOf('F', fee.id)
    if (said === undefined || said.message === null || said.status === 'Imported')
      rules.breach('P1', `${name} is in Incident IQ and not in the ledger, and nothing says why`)
    else if (said.status === 'Unprocessed' || said.cause === 'category-not-selected')
      rules.breach('Z2', `${name} is in Incident IQ and not in the ledger, because ${said.cause}: ${said.message}`)
  }
}

/** Puts into the story what the ledger holds of a fee whose books are apart. */
function tellFee({ db, story }: QuietPlace, fee: QuietFee, sums: { apartCents: number; dueCents: number }): void {
  const say = (row: object) => story.tell('rules', `  ${JSON.stringify(row)}`)
  const source = db.prepare<[number], object>(
    'SELECT source_due_cents AS sourceDue, source_amount_cents AS sourceAmount FROM fees WHERE seq = ?',
  )
  say({ fee: story.nameOf('F', fee.externalId), balanceCents: fee.balanceCents, ...sums, ...source.get(fee.seq) })
  for (const row of db
    .prepare<[number], object>(`SELECT cause, state, message, opened_at AS openedAt FROM sync_errors WHERE fee_seq = ?`)
    .all(fee.seq))
    say(row)
  for (const row of db
    .prepare<[number], object>(
      `SELECT kind, amount_cents AS cents, system, rule, external_id AS externalId, voids_seq AS voids, recorded_at AS at FROM entries WHERE fee_seq = ?`,
    )
    .all(fee.seq))
    say(row)
  for (const one of db.prepare<[number], SeenDelivery>(`${DELIVERIES} WHERE d.fee_seq = ?`).all(fee.seq))
    say({
      delivery: story.nameOf('D', one.reference),
      kind: one.kind,
      cents: one.amountCents,
      state: one.state,
      action: one.action,
      reason: one.reason,
    })
}

/** Whether a clerk or Incident IQ ended one of the fee's deliveries without its effect. */
function isStrange(deliveries: readonly SeenDelivery[], fee: QuietFee): boolean {
  return deliveries.some(one => one.feeSeq === fee.seq && ['refused', 'ignored', 'done', 'failed'].includes(one.state))
}

function isThere(iiq: PracticeIiq, delivery: SeenDelivery): boolean {
  if (delivery.action === 'remove') {
    const { externalId = '' } = JSON.parse(delivery.body ?? '{}') as { externalId?: string }
    return iiq.item({ id: externalId })?.isDeleted !== false
  }
  return iiq.effects.some(
    one =>
      one.method === 'POST' && one.reference === delivery.reference && iiq.item({ id: one.id })?.isDeleted === false,
  )
}

/** Every entry was entered once, and the journal has it (K2). */
function checkEntries(place: QuietPlace, deliveries: readonly SeenDelivery[]): void {
  const { rules, db, story, journalFile } = place
  const entries = db
    .prepare<[], { id: string; seq: number }>(
      `SELECT id, seq FROM entries WHERE system = 'feebridge' AND run_seq IS NULL AND rule IS NULL ORDER BY seq`,
    )
    .all()
  if (entries.length !== place.toldEntries)
    rules.breach('once', `the clerk was told of ${place.toldEntries} entries, and the ledger has ${entries.length}`)
  const silent = db
    .prepare<[], { kind: string; fee: string }>(
      `SELECT e.kind, f.external_id AS fee FROM entries e JOIN fees f ON f.seq = e.fee_seq WHERE e.system = 'feebridge' AND e.run_seq IS NULL AND e.rule IS NULL
         AND f.system = 'iiq' AND e.kind <> 'charge' AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.entry_seq = e.seq)
         AND NOT EXISTS (SELECT 1 FROM entries w WHERE w.seq = e.voids_seq AND w.rule IS NOT NULL)`,
    )
    .all()
  for (const { kind, fee } of silent) rules.breach('D1', `a ${kind} on ${story.nameOf('F', fee)} has no delivery`)
  const { lines, torn } = readJournal(journalFile)
  if (torn) rules.breach('K2', 'the journal ends in the middle of a line')
  const kept = new Set(lines.map(line => line.id))
  const lost = [...entries, ...deliveries].filter(one => !kept.has(one.id))
  if (lost.length > 0) rules.breach('K2', `the journal lacks ${lost.length} committed entries or deliveries`)
}
