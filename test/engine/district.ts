// test/engine drives the real engine against the practice district: real SQLite in a temporary folder, real HTTP on loopback. Each test is named after its rule.
// This file: one small district with its engine, and what tests read back from the ledger file.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Reply } from '../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import type { EntryKind, FeeStatus } from '../../contract/rows/fee.ts'
import type { ImportRow } from '../../contract/rows/import.ts'
import type { RunRow } from '../../contract/rows/run.ts'
import type { SyncErrorRow } from '../../contract/rows/sync-error.ts'
import type { IiqSettings, TaskSettings } from '../../contract/settings.ts'
import { openEngine } from '../../main/engine/compose.ts'
import type { Engine } from '../../main/engine/engine.ts'
import { openReader } from '../../main/ledger/open.ts'
import type { PracticeIiq } from '../../main/practice/iiq/iiq.ts'
import { type Practice, type PracticeOptions, startPractice } from '../../main/practice/practice.ts'

const CLERK = { host: 'terminal', operator: 'June Office' } as const

export interface DistrictOptions extends PracticeOptions {
  timeZone?: string
  /** Settings of Incident IQ that differ from the practice district's own. */
  iiq?: Partial<IiqSettings>
  /** `serve` keeps the outbox going by itself. */
  role?: 'serve' | 'command'
}

/** A fee as the ledger keeps it. Cents. */
export interface KeptFee {
  id: string
  externalId: string
  student: string
  schoolId: string
  sku: string
  category: string
  location: string | null
  name: string
  createdOn: string
  dueOn: string
  chargedCents: number
  adjustedCents: number
  paidCents: number
  waivedCents: number
  balanceCents: number
  status: FeeStatus
  isMissing: 0 | 1
}

/** An entry of one fee, in the order in which it was written. */
export interface KeptEntry {
  kind: EntryKind
  amountCents: number
  system: string
  externalId: string | null
  rule: string | null
  operator: string | null
  occurredOn: string
  isVoided: 0 | 1
}

export type District = Awaited<ReturnType<typeof openDistrict>>

/** A scenario in a district of its own. Whatever it did, the books are checked at its end: chains, sums, control totals. */
export function scenario(title: string, options: DistrictOptions, work: (district: District) => Promise<void>): void {
  test(title, async () => {
    const district = await openDistrict(options)
    try {
      await work(district)
      await district.checkBooks()
    } finally {
      await district.close()
    }
  })
}

/** Starts a practice district (without fees unless asked for) and an engine that is set up for it. */
export async function openDistrict({ timeZone, iiq: changed = {}, role, ...options }: DistrictOptions = {}) {
  const practice = await startPractice({ students: 8, fees: 0, ...options })
  const dataDir = mkdtempSync(join(tmpdir(), 'feebridge-engine-'))
  let engine = await openHere(dataDir, role)
  const ask = <Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<Reply<CallValue<Name>>> =>
    engine.call(name, request, CLERK)
  const call = async <Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallValue<Name>> => {
    const reply = await ask(name, request)
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`)
    return reply.value
  }
  const books = openBooks(dataDir)
  const iiqSettings = { ...practice.settings().systems.iiq, ...changed } as Partial<IiqSettings>
  const district = {
    ...books,
    practice: practice as Practice,
    iiq: practice.iiq as PracticeIiq,
    dataDir,
    ledgerFile: join(dataDir, 'ledger.db'),
    ask,
    call,
    engine: (): Engine => engine,
    /** Imports settings of Incident IQ anew with some changed; an undefined one is left out. */
    async set(change: { [Name in keyof IiqSettings]?: IiqSettings[Name] | undefined }): Promise<string[]> {
      Object.assign(iiqSettings, change)
      const iiq = Object.fromEntries(Object.entries(iiqSettings).filter(([, value]) => value !== undefined))
      return (await call('settings.import', { file: { systems: { iiq } } })).notes
    },
    setTask: (task: Partial<TaskSettings>) => call('tasks.set', { task: 'iiq-sync', ...task }),
    run: (request: { mode?: 'live' | 'test'; approve?: boolean; outFile?: string } = {}): Promise<RunRow> =>
      call('runs.start', { task: 'iiq-sync', wait: true, ...request }),
    errors: async (state: SyncErrorRow['state'] = 'open'): Promise<SyncErrorRow[]> =>
      (await call('errors.list', { state })).items,
    /** The import that holds the latest version of a record. */
    async import(externalId: string): Promise<ImportRow> {
      const found = (await call('imports.list', { order: 'newest' })).items.find(one => one.externalId === externalId)
      if (found === undefined) throw new Error(`There is no import of ${externalId}.`)
      return found
    },
    /** Closes the engine and opens it again on the same folder. */
    async reopen(): Promise<void> {
      await engine.close()
      engine = await openHere(dataDir, role)
    },
    /** Verifies the ledger, and compares the last run's control totals with the entries. */
    async checkBooks(): Promise<void> {
      expect(await call('ledger.verify', {})).toMatchObject({ ok: true, findings: [] })
      const [last] = (await call('runs.list', { limit: 1 })).items
      const balanceCents = books.value<number>('SELECT coalesce(sum(amount_cents), 0) FROM entries')
      // What the office entered since belongs to no run.
      const officeCents = books.value<number>(
        `SELECT coalesce(sum(amount_cents), 0) FROM entries WHERE run_seq IS NULL AND recorded_at > (SELECT coalesce(finished_at, '9') FROM runs ORDER BY seq DESC LIMIT 1)`,
      )
      if (last !== undefined && last.outcome !== 'interrupted')
        expect(last.totals.balanceCents).toBe(balanceCents - officeCents)
    },
    async close(): Promise<void> {
      await engine.close()
      await practice.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  const file = {
    ...practice.settings(),
    district: { name: 'Alder Vale Schools', timeZone: timeZone ?? 'America/New_York', overdueDays: 30 },
    systems: { iiq: iiqSettings },
  }
  await call('settings.import', { file })
  return district
}

async function openHere(dataDir: string, role: 'serve' | 'command' = 'command'): Promise<Engine> {
  const opened = await openEngine({ dataDir, create: true, role })
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

const FEE = `SELECT f.id, f.external_id AS externalId, p.name AS student, p.school_id AS schoolId, f.sku, f.category_title AS category, l.name AS location, f.name,
  f.created_on AS createdOn, f.due_on AS dueOn, f.charged_cents AS chargedCents, f.adjusted_cents AS adjustedCents, f.paid_cents AS paidCents,
  f.waived_cents AS waivedCents, f.balance_cents AS balanceCents, f.status, f.source_missing_at IS NOT NULL AS isMissing
  FROM fees f LEFT JOIN people p ON p.seq = f.person_seq LEFT JOIN locations l ON l.seq = f.location_seq`

export type Books = ReturnType<typeof openBooks>

/** Reads a ledger file beside its engine. */
export function openBooks(dataDir: string) {
  const rows = <Row>(sql: string, ...params: unknown[]): Row[] => {
    const db = openReader(join(dataDir, 'ledger.db'))
    try {
      return db.prepare(sql).all(...params) as Row[]
    } finally {
      db.close()
    }
  }
  return {
    rows,
    value<Value>(sql: string, ...params: unknown[]): Value {
      const [row] = rows<Record<string, Value>>(sql, ...params)
      return Object.values(row ?? {})[0] as Value
    },
    fees: () => rows<KeptFee>(`${FEE} ORDER BY f.seq`),
    /** The fee that came from an outside record, or undefined. */
    fee: (externalId: string) => rows<KeptFee>(`${FEE} WHERE f.external_key = lower(?)`, externalId)[0],
    entries: (externalId: string) =>
      rows<KeptEntry>(
        `SELECT e.kind, e.amount_cents AS amountCents, e.system, e.external_id AS externalId, e.rule, e.operator, e.occurred_on AS occurredOn,
          EXISTS (SELECT 1 FROM entries v WHERE v.voids_seq = e.seq) AS isVoided
          FROM entries e JOIN fees f ON f.seq = e.fee_seq WHERE f.external_key = lower(?) ORDER BY e.seq`,
        externalId,
      ),
    /** Dated lines of a fee's story, as "field: before > after". */
    notes: (externalId: string) =>
      rows<{ field: string; before: string | null; after: string | null }>(
        `SELECT n.field, n.before, n.after FROM fee_notes n JOIN fees f ON f.seq = n.fee_seq WHERE f.external_key = lower(?) ORDER BY n.seq`,
        externalId,
      ).map(note => `${note.field}: ${note.before ?? 'none'} > ${note.after ?? 'none'}`),
    /** Rows of every table, by its name. */
    counts(): Record<string, number> {
      const tables = rows<{ name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      return Object.fromEntries(
        tables.map(({ name }) => [
          name,
          rows<{ count: number }>(`SELECT count(*) AS count FROM ${name}`)[0]?.count ?? 0,
        ]),
      )
    },
  }
}

/** The kinds and amounts of entries, as "charge 4000". */
export function told(entries: readonly KeptEntry[]): string[] {
  return entries.map(entry => `${entry.kind} ${entry.amountCents}`)
}
