import { z } from 'zod'
import { type CallName, calls } from './calls.ts'
import type { SettingsView } from './settings.ts'

/** A call that the host answers itself and the engine never sees. */
export interface HostCallSpec<Schema extends z.ZodType, Value> {
  request: Schema
  /** Never set; carries the reply's type. */
  reply?: Value
}

const host =
  <Value>() =>
  <Schema extends z.ZodType>(request: Schema): HostCallSpec<Schema, Value> => ({ request })

const nothing = z.strictObject({})

/** Which ledger is open: the district's own, the practice district's, or one that a command named for a reason of its own. */
export type LedgerKind = 'own' | 'practice'

/** What the person at this workstation prefers; kept by the host beside its window's state, never in a ledger. */
export const preferences = z.strictObject({
  /** Closing the window leaves Feebridge in the tray; only where there is one. */
  closeToTray: z.boolean(),
  /** Started hidden when the person signs in to the computer. */
  startAtLogin: z.boolean(),
  notifications: z.boolean(),
  /** No notification between these times of day, `HH:MM` in the computer's zone; null for none. */
  quietHours: z.strictObject({ from: z.iso.time({ precision: -1 }), to: z.iso.time({ precision: -1 }) }).nullable(),
  appearance: z.enum(['auto', 'light', 'dark']),
})
export type Preferences = z.infer<typeof preferences>
export const PREFERENCES_AT_FIRST: Preferences = {
  closeToTray: true,
  startAtLogin: false,
  notifications: true,
  quietHours: null,
  appearance: 'auto',
}

/** The host as the window sees it. What it cannot do is not offered. */
export interface HostView {
  kind: 'desktop' | 'browser'
  version: string
  platform: string
  ledger: LedgerKind
  dataFolder: string
  /** True when the district's own ledger is set up, also while practice is open. */
  ownIsSetUp: boolean
  /** True when this host may open another ledger: set-up, practice, back. */
  canSwitch: boolean
  /** True when it has a practice district to play with. */
  canPlay: boolean
  /** True for dialogs and "Show in folder"; otherwise files are downloaded. */
  hasFiles: boolean
  hasTray: boolean
  canStartAtLogin: boolean
  preferences: Preferences
  engine: { kind: 'up' } | { kind: 'restarting'; why: string }
  /** What is known of a newer version, a sentence; null where updates are off. */
  updates: string | null
}

/** How a file left: saved where the person chose, put where a browser fetches it, or not at all. */
export type FileOutcome =
  | { kind: 'saved'; file: string; rows: number }
  | { kind: 'download'; url: string; name: string; rows: number }
  | { kind: 'cancelled' }

/** The practice district as its console shows it. */
export interface PracticeState {
  /** Newest first, at most 100: what took effect on iiQ's side, and through whom. */
  effects: { at: string; by: 'agent' | 'feebridge'; what: string }[]
  /** Newest first, at most 100: what was asked over the wire. */
  requests: { at: string; method: string; path: string; status: number | null }[]
  /** Rows by kind: live and deleted. */
  counts: Record<string, number>
  /** What is broken now, in words; empty when all is well. */
  troubles: PracticeTrouble[]
  /** Some live fees for the agent to work on, newest first, at most 200, found by `search`. */
  fees: PracticeFee[]
  /** What a new fee can be made of. */
  students: { id: string; name: string; schoolId: string }[]
  feeTypes: { id: string; title: string; amountCents: number }[]
}
/** One fee on iiQ's side. Cents are integers. */
export interface PracticeFee {
  id: string
  student: string | null
  name: string
  amountCents: number
  dueCents: number
}
export const PRACTICE_TROUBLES = [
  'down',
  'slow',
  'key-revoked',
  'half-feed',
  'too-many-requests',
  'server-errors',
] as const
export type PracticeTrouble = (typeof PRACTICE_TROUBLES)[number]

/** What an agent, or bad luck, does on the other side. Amounts are decimal text ("12.50"). */
export const practiceMove = z.discriminatedUnion('move', [
  z.strictObject({
    move: z.literal('add-fee'),
    student: z.string().max(64),
    feeType: z.string().max(64),
    amount: z.string().max(20),
  }),
  z.strictObject({ move: z.literal('edit-fee'), fee: z.string().max(64), amount: z.string().max(20) }),
  z.strictObject({ move: z.literal('pay-fee'), fee: z.string().max(64), amount: z.string().max(20) }),
  z.strictObject({ move: z.literal('waive-fee'), fee: z.string().max(64) }),
  z.strictObject({ move: z.literal('delete-fee'), fee: z.string().max(64) }),
  /** The day a whole feed goes missing: deletes so many fees at once, for the brake. */
  z.strictObject({ move: z.literal('delete-many'), count: z.int().min(1).max(500) }),
  z.strictObject({ move: z.literal('trouble'), trouble: z.enum(PRACTICE_TROUBLES), on: z.boolean() }),
  z.strictObject({ move: z.literal('all-well') }),
])
export type PracticeMove = z.infer<typeof practiceMove>

/** Every call that a host answers itself, declared once; hosts and window are typed by it. */
export const hostCalls = {
  'host.show': host<HostView>()(nothing),
  'host.prefer': host<HostView>()(preferences.partial()),
  /** Asks for a newer version now. Refused where updates are off. */
  'host.checkUpdates': host<HostView>()(nothing),

  /** All Transactions, one click. */
  'files.exportTransactions': host<FileOutcome>()(nothing),
  /** A list as it is shown; see `reports.list`. */
  'files.exportList': host<FileOutcome>()(calls['reports.list'].request.omit({ outFile: true })),
  /** A receipt as a PDF, by its id or its number. With `open` it is not saved where the person chooses but shown by the computer's own program, to be printed there. */
  'files.receipt': host<FileOutcome>()(
    z.strictObject({ id: z.string().trim().min(1).max(64), open: z.boolean().optional() }),
  ),
  /** A student's statement as a PDF, by a person's id; `open` as above. */
  'files.statement': host<FileOutcome>()(
    z.strictObject({ student: z.string().trim().min(1).max(64), open: z.boolean().optional() }),
  ),
  /** The workbook of a test run. */
  'files.openWorkbook': host<FileOutcome>()(z.strictObject({ runId: z.string().max(64) })),
  /** Shows a file or folder of ours in the computer's file manager: never a path that the window makes up. */
  'files.reveal': host<{ shown: boolean }>()(
    z.strictObject({ what: z.enum(['data-folder', 'backups', 'last-export']) }),
  ),

  /** Makes the district's own ledger with these settings and opens it; refused settings change nothing. The file is `settingsFile`'s shape. */
  'ledger.setUp': host<{ settings: SettingsView; notes: string[] }>()(z.strictObject({ file: z.unknown() })),
  'ledger.open': host<HostView>()(z.strictObject({ ledger: z.enum(['own', 'practice']) })),

  'practice.show': host<PracticeState>()(z.strictObject({ search: z.string().max(200).optional() })),
  'practice.play': host<PracticeState>()(practiceMove),
  /** Deletes the practice ledger and district. Opens a fresh one, or the district's own ledger where that is set up. */
  'practice.throwAway': host<HostView>()(nothing),
} as const

export type HostCalls = typeof hostCalls
export type HostCallName = keyof HostCalls
export type HostRequest<Name extends HostCallName> = z.input<HostCalls[Name]['request']>
export type HostInput<Name extends HostCallName> = z.output<HostCalls[Name]['request']>
export type HostValue<Name extends HostCallName> =
  HostCalls[Name] extends HostCallSpec<infer _Schema, infer Value> ? Value : never

export function isHostCall(name: string): name is HostCallName {
  return Object.hasOwn(hostCalls, name)
}

/** A name that a window may ask for at all: the allow-list of every door. */
export function isWindowCall(name: string): name is CallName | HostCallName {
  return isHostCall(name) || Object.hasOwn(calls, name)
}
