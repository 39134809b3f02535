import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { addEntry, NO_SUMS, type PlannedEntry } from '../../main/domain/entry.ts'
import type { NewFee } from '../../main/domain/fee-plan.ts'
import type { Clock, Ids } from '../../main/domain/ports.ts'
import type { SourcePerson } from '../../main/domain/source-record.ts'
import type { NewImport } from '../../main/ledger/imports.ts'
import { assembleLedger, type Ledger } from '../../main/ledger/ledger.ts'
import { migrateLedger } from '../../main/ledger/migrate.ts'
import { openWriter } from '../../main/ledger/open.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'

/** The moment at which everything in these tests happens, UTC. */
export const AT = '2026-03-02T15:00:00.000Z'
export const TODAY = '2026-03-02'
export const clock: Clock = { nowMs: () => Date.parse(AT) }

/** UUIDv7-shaped ids that count up from 1, so that a failure names the same row every time. */
export function countingIds(): Ids {
  let last = 0
  return {
    next() {
      last += 1
      return `01999999-0000-7000-8000-${last.toString(16).padStart(12, '0')}`
    },
  }
}

export interface SmallLedger extends Ledger {
  /** The run that everything is written in. */
  runSeq: number
}

/** A new ledger on a real file, with one run, one person, one category and one item type in it. */
export async function makeSmallLedger(dir = makeTempDir()): Promise<SmallLedger> {
  const file = join(dir, 'ledger.db')
  const db = openWriter(file)
  onTestFinished(() => {
    db.close()
  })
  await migrateLedger(db, async () => undefined)
  const ledger = assembleLedger(db, file, countingIds(), clock)
  const runSeq = ledger.transact(() => {
    const { reference } = ledger
    reference.putCategory({ kind: 'category', externalId: 'CAT-1', key: 'cat-1', title: 'Devices', description: null })
    reference.putItemType({
      kind: 'item-type',
      externalId: 'TYPE-1',
      key: 'type-1',
      sku: 'SCREEN',
      title: 'Broken screen',
      description: null,
      categoryKey: 'cat-1',
      type: 'fee',
      defaultAmountCents: 5_000,
    })
    reference.putPerson(personOf('p-1', '1001', 'Ada Applewood'))
    return openRun(ledger)
  })
  return { ...ledger, runSeq }
}

export function personOf(key: string, schoolId: string | null, name: string): SourcePerson {
  return {
    kind: 'user',
    externalId: key.toUpperCase(),
    key,
    schoolId,
    name,
    firstName: null,
    lastName: null,
    email: null,
    grade: null,
    locationKey: null,
    isActive: true,
    isDeleted: false,
  }
}

export function openRun(ledger: Ledger, id = 'run-1'): number {
  const seq = ledger.runs.open({ id, task: 'iiq-sync', mode: 'live', trigger: 'clerk', dueAt: null, startedAt: AT })
  if (seq === null) throw new Error('Another run of this task is open.')
  return seq
}

/** A record as a pull would bring it. Its text stands for the whole of it. */
export function recordOf(key: string, raw: string, more: Partial<NewImport> = {}): NewImport {
  return {
    system: 'iiq',
    feed: 'line-items',
    kind: 'fee',
    externalId: key.toUpperCase(),
    externalKey: key,
    subjectKey: key,
    previousSeq: null,
    hash: createHash('sha256').update(raw).digest(),
    raw,
    ...more,
  }
}

export function entryOf(
  kind: PlannedEntry['kind'],
  amountCents: number,
  more: Partial<PlannedEntry> = {},
): PlannedEntry {
  return {
    kind,
    amountCents,
    system: 'iiq',
    externalId: null,
    externalKey: null,
    importSeq: null,
    rule: null,
    reason: null,
    voids: null,
    onFeeSeq: null,
    occurredOn: TODAY,
    ...more,
  }
}

/** A payment or adjustment from outside, under its own key. */
export function movementOf(kind: PlannedEntry['kind'], amountCents: number, key: string): PlannedEntry {
  return entryOf(kind, amountCents, { externalId: key.toUpperCase(), externalKey: key })
}

export interface MadeFee {
  seq: number
  importSeq: number
}

/** Brings in one record of a pull, in a SQL transaction of its own. Returns its `seq`. */
export function addImport(ledger: SmallLedger, record: NewImport): number {
  return ledger.transact(() => ledger.imports.add(record, ledger.runSeq, AT))
}

/** Brings in one fee and its charge in one SQL transaction, as a run does. */
export function addFee(ledger: SmallLedger, key: string, amountCents: number, more: Partial<NewFee> = {}): MadeFee {
  return ledger.transact(() => {
    const importSeq = ledger.imports.add(recordOf(key, `{"id":"${key}"}`), ledger.runSeq, AT)
    const charge = entryOf('charge', amountCents, { importSeq })
    const seq = ledger.fees.add({ ...feeOf(key, importSeq), ...more }, addEntry(NO_SUMS, charge))
    ledger.entries.append(seq, charge, contextOf(ledger))
    ledger.imports.decide({
      seq: importSeq,
      status: 'Imported',
      cause: 'added',
      message: 'A new fee.',
      runSeq: ledger.runSeq,
    })
    return { seq, importSeq }
  })
}

function feeOf(key: string, importSeq: number): NewFee {
  return {
    externalId: key.toUpperCase(),
    externalKey: key,
    importSeq,
    personSeq: 1,
    itemTypeSeq: 1,
    categorySeq: 1,
    locationSeq: null,
    sku: 'SCREEN',
    itemTitle: 'Broken screen',
    categoryTitle: 'Devices',
    assetKey: null,
    assetTag: null,
    ticketKey: null,
    ticketNumber: null,
    name: 'Broken screen',
    description: null,
    createdOn: '2026-03-01',
    sourceCreatedAt: '2026-03-01T14:00:00.000Z',
    dueOn: '2026-03-31',
    sourceDueOn: null,
    sourceAmountCents: 5_000,
    sourceDueCents: 5_000,
  }
}

/** Writes entries to a fee and keeps its sums, in one SQL transaction. Returns the entries' `seq`s. */
export function enter(ledger: SmallLedger, fee: MadeFee, ...entries: PlannedEntry[]): number[] {
  return ledger.transact(() => {
    const sums = ledger.fees.bySeq(fee.seq)?.sums ?? NO_SUMS
    ledger.fees.setSums(fee.seq, entries.reduce(addEntry, sums))
    return entries.map(entry => {
      const explained = { ...entry, importSeq: entry.importSeq ?? fee.importSeq }
      return ledger.entries.append(fee.seq, explained, contextOf(ledger)).seq
    })
  })
}

export function contextOf(ledger: SmallLedger) {
  return { runSeq: ledger.runSeq, operator: null, recordedAt: AT }
}
