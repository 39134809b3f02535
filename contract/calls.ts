import { z } from 'zod'
import { type CallSpec, change, type Listing, read } from './call-spec.ts'
import { LIMITS } from './limits.ts'
import { officeCalls } from './office-calls.ts'
import { operatorCalls } from './operator-calls.ts'
import { LIST_COLUMNS, type ReportList, type ReportProgress } from './rows/columns.ts'
import type { FeeRow, FeeStory, FeeSums } from './rows/fee.ts'
import { FEE_STATUSES } from './rows/fee.ts'
import type { ImportDetail, ImportRow, ImportStatus } from './rows/import.ts'
import { IMPORT_STATUSES } from './rows/import.ts'
import type { CategoryRow, ItemTypeRow, LocationRow, RebuildState, StudentPage, StudentRow } from './rows/reference.ts'
import type { RunDetail, RunProgress, RunRow } from './rows/run.ts'
import { RUN_OUTCOMES } from './rows/run.ts'
import type { BridgeStatus, Overview, OverviewCharts } from './rows/status.ts'
import type { SyncErrorRow } from './rows/sync-error.ts'
import type { UndoView } from './rows/undo.ts'
import { iiqSettings, type SettingsView, taskSettings } from './settings.ts'
import { SYSTEM_IDS, TASK_IDS, type TaskRow } from './tasks.ts'

/**
 * What a whole list holds, so that its scroll bar tells the truth: `marks[i]` is the `after` mark that leads to row `(i + 1) * every`.
 * Marks stay good places when rows come or go; the count is of the moment it was taken.
 */
export interface Outline {
  count: number
  every: number
  marks: string[]
}

const page = {
  limit: z
    .int()
    .min(1)
    .transform(rows => Math.min(rows, LIMITS.listRowsMost))
    .optional(),
  after: z.string().max(500).optional(),
}
const nothing = z.strictObject({})
const one = z.strictObject({ id: z.string().min(1).max(64) })
const search = z.string().max(200).optional()

/** The filters of the Import Log. `receivedFrom` and `receivedTo` are days in the district's zone, both included. */
export const importFilter = z.strictObject({
  ...page,
  status: z.enum(IMPORT_STATUSES).optional(),
  cause: z.string().max(64).optional(),
  message: search,
  raw: search,
  receivedFrom: z.iso.date().optional(),
  receivedTo: z.iso.date().optional(),
  runId: z.string().max(64).optional(),
  order: z.enum(['newest', 'oldest']).optional(),
})
export type ImportFilter = z.infer<typeof importFilter>

/** The filters and sorts of the Fees list. `student` and `location` are match keys (School Id, or a person's id; Abbreviation), `category` a title. */
export const feeFilter = z.strictObject({
  ...page,
  status: z.enum(FEE_STATUSES).optional(),
  student: z.string().max(100).optional(),
  location: z.string().max(100).optional(),
  asset: z.string().max(100).optional(),
  ticket: z.string().max(100).optional(),
  category: z.string().max(200).optional(),
  sku: z.string().max(100).optional(),
  system: z.enum([...SYSTEM_IDS, 'feebridge']).optional(),
  overdue: z.boolean().optional(),
  /** Looks in the student's name and School Id, and in the fee's name. */
  search,
  order: z.enum(['newest', 'oldest', 'due', 'balance', 'amount']).optional(),
  /** Turns the order round: due days latest first, balances smallest first. */
  reverse: z.boolean().optional(),
})
export type FeeFilter = z.infer<typeof feeFilter>

/** The filters of the Students list; `location` as the list shows it. */
export const studentFilter = z.strictObject({
  ...page,
  search,
  location: z.string().max(100).optional(),
  /** Only students who owe something. */
  owing: z.boolean().optional(),
})
export type StudentFilter = z.infer<typeof studentFilter>

/** The days of the audit trail to write, in the district's zone, both included. */
export const auditFilter = z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() })

const withoutPage = { limit: true, after: true } as const

/** What a connection test found, one line each; `ok` is the conjunction. */
export interface ConnectionReport {
  ok: boolean
  /** Whether what was sent can be found again by our reference (D4); absent when the test did not come to ask. */
  findsByReference?: boolean
  checks: { name: string; ok: boolean; message: string }[]
}

/** Every message between a host (window, command) and the engine, declared once. */
export const calls = {
  'status.read': change<BridgeStatus>()(nothing),
  'overview.read': change<Overview>()(nothing),
  /** The pictures of the Overview with the figures behind them; `year` begins on July 1. */
  'overview.charts': read<OverviewCharts>()(nothing),

  'settings.show': change<SettingsView>()(nothing),
  /**
   * The settings file's text parsed as JSON; checked against `settingsFile`. `practice` marks the folder as practice data. `notes` say what follows from the
   * change, a sentence each; with `dryRun` that is all that happens, so that a person can be asked before anything is kept.
   */
  'settings.import': change<{ settings: SettingsView; notes: string[] }>()(
    z.strictObject({ file: z.unknown(), practice: z.boolean().optional(), dryRun: z.boolean().optional() }),
  ),
  'settings.export': change<{ file: unknown }>()(nothing),
  'connection.test': change<ConnectionReport>()(
    z.strictObject({ system: z.enum(SYSTEM_IDS), test: z.enum(['connection', 'pull', 'push']) }),
  ),

  /**
   * Tries credentials before they are kept: the connection test, and the categories that there are. Nothing is stored. Without `apiKey` the stored key is
   * used, and only for the address it was stored with.
   */
  'connection.try': change<{ report: ConnectionReport; categories: { id: string; title: string }[] }>()(
    z.strictObject({
      iiq: iiqSettings
        .pick({ baseUrl: true, apiKey: true, apiDomain: true, userId: true, siteId: true, productId: true, app: true })
        .extend({ profile: iiqSettings.shape.profile }),
      timeZone: z.string().max(64),
    }),
  ),

  'tasks.list': change<{ items: TaskRow[]; next: null }>()(nothing),
  'tasks.set': change<TaskRow>()(z.strictObject({ task: z.enum(TASK_IDS), ...taskSettings.partial().shape })),
  /** Holds runs and deliveries: minutes from now, or until 00:00 tomorrow in the district's zone. */
  'bridge.pause': change<BridgeStatus>()(
    z.strictObject({ until: z.union([z.int().min(1).max(1440), z.literal('tomorrow')]) }),
  ),
  'bridge.resume': change<BridgeStatus>()(nothing),

  /** Starts a run. With `wait` the reply comes when the run has closed or waits at the brake; without, as soon as it is open. */
  'runs.start': change<RunRow>()(
    z.strictObject({
      task: z.enum(TASK_IDS),
      mode: z.enum(['live', 'test']).optional(),
      trigger: z.enum(['clerk', 'command']).optional(),
      outFile: z.string().max(4096).optional(),
      approve: z.boolean().optional(),
      wait: z.boolean().optional(),
    }),
  ),
  'runs.cancel': change<RunProgress | null>()(one),
  'runs.approve': change<RunRow>()(z.strictObject({ id: z.string().max(64), wait: z.boolean().optional() })),
  'runs.discard': change<RunRow>()(one),
  /** Shows what undoing a run would do, and with `approve` does it (U1). */
  'runs.undo': change<UndoView>()(z.strictObject({ id: z.string().max(64), approve: z.boolean().optional() })),
  'runs.list': read<Listing<RunRow>>()(
    z.strictObject({ ...page, outcome: z.enum(RUN_OUTCOMES).optional(), task: z.enum(TASK_IDS).optional() }),
  ),
  'runs.outline': read<Outline>()(
    z.strictObject({ outcome: z.enum(RUN_OUTCOMES).optional(), task: z.enum(TASK_IDS).optional() }),
  ),
  'runs.show': read<RunDetail>()(z.strictObject({ id: z.string().max(64), ...page })),

  'imports.list': read<Listing<ImportRow>>()(importFilter),
  /** Null where the list cannot be counted in time: a search of raw values without an index. */
  'imports.outline': read<Outline | null>()(importFilter.omit(withoutPage)),
  /** The causes that imports of a status have now, with how many each: what can be reprocessed together. */
  'imports.causes': read<{ items: { cause: string; status: ImportStatus; count: number; message: string }[] }>()(
    nothing,
  ),
  'imports.show': read<ImportDetail>()(one),
  /** How far the search index of raw values has come; lists say it while it is being built. */
  'imports.index': read<{ indexed: number; total: number; bytes: number }>()(nothing),
  /** Tries imports again: one, several, or all of one cause. Replies with the run that did it. */
  'imports.reprocess': change<RunRow>()(
    z.strictObject({
      ids: z.array(z.string().max(64)).min(1).max(10_000).optional(),
      cause: z.string().max(64).optional(),
    }),
  ),
  'imports.ignore': change<{ ignored: number }>()(
    z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(10_000) }),
  ),
  'imports.unignore': change<{ waiting: number }>()(
    z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(10_000) }),
  ),

  'errors.list': read<Listing<SyncErrorRow>>()(
    z.strictObject({ ...page, state: z.enum(['open', 'resolved', 'ignored', 'all']).optional() }),
  ),
  /** Does what the error offers: reprocesses its import, or runs its task again. */
  'errors.retry': change<RunRow>()(one),
  'errors.ignore': change<SyncErrorRow>()(one),
  /** Answers a question of C1: take the system's change, or keep ours. */
  'errors.answer': change<SyncErrorRow>()(
    z.strictObject({ id: z.string().max(64), answer: z.enum(['accept-change', 'keep-ours']) }),
  ),

  'fees.list': read<Listing<FeeRow>>()(feeFilter),
  'fees.outline': read<Outline & { sums: FeeSums }>()(feeFilter.omit(withoutPage)),
  'fees.show': read<FeeStory>()(one),

  'students.list': read<Listing<StudentRow>>()(studentFilter),
  'students.outline': read<Outline>()(studentFilter.omit(withoutPage)),
  'students.show': read<StudentPage>()(one),
  /** Says which of the people that carry one School Id is meant (I2). */
  'students.choose': change<{ schoolId: string; personId: string }>()(
    z.strictObject({ schoolId: z.string().max(64), person: z.string().max(64) }),
  ),

  'locations.list': read<Listing<LocationRow>>()(z.strictObject(page)),
  'locations.add': change<LocationRow>()(
    z.strictObject({ name: z.string().trim().min(1).max(200), abbreviation: z.string().max(64).nullable().optional() }),
  ),
  'locations.set': change<LocationRow>()(
    z.strictObject({
      id: z.string().max(64),
      name: z.string().trim().min(1).max(200).optional(),
      abbreviation: z.string().max(64).nullable().optional(),
      archived: z.boolean().optional(),
    }),
  ),
  /** Takes one away: deleted where nothing uses it, else archived. */
  'locations.remove': change<{ removed: 'deleted' | 'archived' }>()(one),
  'categories.list': read<Listing<CategoryRow>>()(z.strictObject(page)),
  'categories.add': change<CategoryRow>()(
    z.strictObject({
      title: z.string().trim().min(1).max(200),
      description: z.string().max(2000).nullable().optional(),
    }),
  ),
  'categories.set': change<CategoryRow>()(
    z.strictObject({
      id: z.string().max(64),
      title: z.string().trim().min(1).max(200).optional(),
      description: z.string().max(2000).nullable().optional(),
      archived: z.boolean().optional(),
    }),
  ),
  'categories.remove': change<{ removed: 'deleted' | 'archived' }>()(one),
  /** Re-Build Payment Data: recomputes the stored category and item columns of all rows; not one cent changes. */
  'rebuild.read': change<RebuildState>()(nothing),
  'rebuild.start': change<RebuildState>()(nothing),
  'rebuild.cancel': change<RebuildState>()(nothing),
  'itemTypes.list': read<Listing<ItemTypeRow>>()(z.strictObject(page)),
  'itemTypes.add': change<ItemTypeRow>()(
    z.strictObject({
      sku: z.string().trim().min(1).max(100),
      title: z.string().trim().min(1).max(200),
      category: z.string().trim().min(1).max(200),
      type: z.enum(['fee', 'payment', 'adjustment']),
      description: z.string().max(2000).nullable().optional(),
      defaultAmount: z.string().max(20).nullable().optional(),
      glCode: z.string().max(64).nullable().optional(),
    }),
  ),
  'itemTypes.set': change<ItemTypeRow>()(
    z.strictObject({
      id: z.string().max(64),
      sku: z.string().trim().min(1).max(100).optional(),
      title: z.string().trim().min(1).max(200).optional(),
      category: z.string().trim().min(1).max(200).optional(),
      description: z.string().max(2000).nullable().optional(),
      defaultAmount: z.string().max(20).nullable().optional(),
      glCode: z.string().max(64).nullable().optional(),
      archived: z.boolean().optional(),
    }),
  ),

  'itemTypes.remove': change<{ removed: 'deleted' | 'archived' }>()(one),

  /** Writes one list, as it is filtered and with the columns that are shown, to a workbook. */
  'reports.list': change<{ file: string; rows: number; bytes: number }>()(
    z.strictObject({
      list: z.enum(Object.keys(LIST_COLUMNS) as [ReportList, ...ReportList[]]),
      /** The list's own filter; parsed by its schema. */
      filter: z.record(z.string(), z.unknown()),
      /** Ids of the columns, in their order; absent means all. */
      columns: z.array(z.string().max(64)).max(64).optional(),
      outFile: z.string().min(1).max(4096),
    }),
  ),
  /** Writes All Transactions to a workbook. `rows` are data rows, without the header. */
  'reports.transactions': change<{ file: string; rows: number; bytes: number }>()(
    z.strictObject({ outFile: z.string().min(1).max(4096) }),
  ),
  /** The exports that are being written now, oldest first, and how many rows each has so far. */
  'reports.read': change<{ items: ReportProgress[] }>()(nothing),
  /** Stops an export between two pages; its call is refused, and nothing of its file is left. False when it was done already. */
  'reports.cancel': change<{ cancelled: boolean }>()(one),
  ...officeCalls,
  ...operatorCalls,

  'ledger.verify': change<VerifyReport>()(nothing),
  /** The backups in the data folder, newest first. */
  'ledger.backups': change<{ items: { file: string; at: string; bytes: number }[] }>()(nothing),
  'ledger.backup': change<{ file: string; bytes: number }>()(
    z.strictObject({ outDir: z.string().max(4096).optional() }),
  ),
} as const

export type { Listing } from './call-spec.ts'
export type Calls = typeof calls
export type CallName = keyof Calls
export type CallRequest<Name extends CallName> = z.input<Calls[Name]['request']>
export type CallInput<Name extends CallName> = z.output<Calls[Name]['request']>
export type CallValue<Name extends CallName> =
  Calls[Name] extends CallSpec<infer _Schema, infer Value, infer _Access> ? Value : never

/** What a window gets: the session of a sign-in stays with its host. */
export type WindowCallValue<Name extends CallName> = Name extends 'operators.signIn'
  ? Omit<CallValue<Name>, 'session'>
  : CallValue<Name>

/** `verify`: file, chain, control totals and balances; `findings` are sentences, empty when all is well. */
export interface VerifyReport {
  ok: boolean
  entries: number
  auditRows: number
  fees: number
  findings: string[]
}
