import { formatMoney } from '../../contract/money.ts'
import type { EntryKind } from '../../contract/rows/fee.ts'
import type { PlannedEntry } from './entry.ts'
import type { Day } from './zone.ts'

/** One entry of a fee that a run touched, oldest first. */
export interface UndoEntry
  extends Pick<
    PlannedEntry,
    'kind' | 'amountCents' | 'system' | 'externalId' | 'externalKey' | 'importSeq' | 'rule' | 'reason' | 'occurredOn'
  > {
  seq: number
  /** Written by the run that is undone. */
  isOfRun: boolean
  isVoided: boolean
  /** What it voids. */
  voids: { seq: number; kind: EntryKind } | null
}

/** A fee that a run touched, with all its entries. */
export interface UndoFee {
  name: string
  isVoid: boolean
  entries: readonly UndoEntry[]
}

/** What undoing a run does to one fee: compensating entries, or why it is left as it is (U1). */
export type UndoPlan =
  | {
      kind: 'undo'
      entries: PlannedEntry[]
      /** Imports that stay Ignored until they change or are reprocessed. */
      importSeqs: number[]
      /** True when the fee itself is taken back, false when a taken-back fee is there again. */
      setsVoid: boolean | null
      message: string
    }
  | { kind: 'left'; message: string }

/** Money that changed hands outside: no undo here can give it back. */
const MONEY: readonly EntryKind[] = ['payment', 'refund', 'bounced-check']

/** Plans the undoing of what one run wrote on one fee: pure, one opposite entry for each. Fees touched since, and money taken outside, are left. */
export function planUndo(fee: UndoFee, today: Day): UndoPlan {
  const mine = fee.entries.filter(entry => entry.isOfRun)
  const [first] = mine
  if (first === undefined) return left('Nothing of this run stands on it.')
  const later = fee.entries.find(entry => !entry.isOfRun && entry.seq > first.seq)
  if (later !== undefined)
    return left(`It was touched since: ${later.kind} of ${formatMoney(Math.abs(later.amountCents))}.`)
  const money = mine.find(entry => MONEY.includes(entry.kind) && entry.system !== 'feebridge' && !entry.isVoided)
  if (money !== undefined)
    return left(
      `A ${money.kind} of ${formatMoney(Math.abs(money.amountCents))} took place outside and cannot be undone here.`,
    )
  // What the run took back again itself stands no more, and neither does the void that took it back.
  const own = new Set(mine.map(entry => entry.seq))
  const standing = mine.filter(entry => !entry.isVoided && (entry.voids === null || !own.has(entry.voids.seq)))
  const entries = standing.toReversed().map(entry => opposite(entry, fee.entries, today))
  const charge = standing.find(entry => entry.kind === 'charge')
  const restored = standing.some(entry => entry.voids?.kind === 'charge')
  return {
    kind: 'undo',
    entries,
    importSeqs: [...new Set(standing.flatMap(entry => (entry.importSeq === null ? [] : [entry.importSeq])))],
    setsVoid: charge === undefined ? (restored ? false : null) : true,
    message: sayUndo(fee, standing),
  }
}

function left(message: string): UndoPlan {
  return { kind: 'left', message }
}

/** A void of what the run entered; of a void, what it had taken back is entered again. */
function opposite(entry: UndoEntry, all: readonly UndoEntry[], today: Day): PlannedEntry {
  const voided = entry.voids === null ? undefined : all.find(one => one.seq === entry.voids?.seq)
  const shared = { importSeq: null, onFeeSeq: null, rule: entry.rule }
  if (entry.kind === 'void') {
    return {
      ...shared,
      // It came from outside, and its record is still the reason why it stands.
      importSeq: voided?.importSeq ?? null,
      kind: voided?.kind ?? 'adjustment',
      amountCents: -entry.amountCents,
      system: voided?.system ?? entry.system,
      externalId: voided?.externalId ?? null,
      externalKey: voided?.externalKey ?? null,
      rule: voided?.rule ?? null,
      reason: voided?.reason ?? 'Entered again by an undo',
      voids: null,
      occurredOn: voided?.occurredOn ?? today,
    }
  }
  return {
    ...shared,
    kind: 'void',
    amountCents: -entry.amountCents,
    system: 'feebridge',
    externalId: null,
    externalKey: null,
    reason: 'Undone',
    voids: { seq: entry.seq, kind: entry.kind, externalKey: entry.externalKey },
    occurredOn: today,
  }
}

function sayUndo(fee: UndoFee, standing: readonly UndoEntry[]): string {
  if (standing.some(entry => entry.kind === 'charge')) return `${fee.name}: the fee is taken back.`
  const words = standing.map(entry =>
    entry.kind === 'void'
      ? `the ${entry.voids?.kind ?? 'entry'} that was voided is entered again`
      : `the ${entry.kind} of ${formatMoney(Math.abs(entry.amountCents))} is taken back`,
  )
  return `${fee.name}: ${words.join(', ')}.`
}
