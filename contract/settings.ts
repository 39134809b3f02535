import { z } from 'zod'

const day = z.iso.date('is not a day as YYYY-MM-DD')
const text = (most: number) => z.string().trim().min(1, 'is empty').max(most)

/** The district. `timeZone` is an IANA name; `overdueDays` are the days before a fee without a due date of its own is overdue. */
export const districtSettings = z.strictObject({
  name: text(200),
  timeZone: text(64).refine(isTimeZone, 'is not a time zone name such as America/New_York'),
  overdueDays: z.int().min(0).max(3650),
})
export type DistrictSettings = z.infer<typeof districtSettings>

/** One page of settings for Incident IQ (the five credentials of the guide, what to sync, the two waive rules). */
export const iiqSettings = z.strictObject({
  /** Replaces the origin that `apiDomain` gives. */
  baseUrl: z.url({ protocol: /^https?$/, error: 'is not an http or https URL' }).optional(),
  /** Secret: kept in the key store, never in the ledger, never shown. */
  apiKey: text(4096).optional(),
  apiDomain: text(253),
  userId: text(64),
  siteId: text(64),
  productId: text(64),
  app: text(64).default('paymentsFeeTracker'),
  /** Required choice: import categories from Incident IQ, or post everything to one ledger category. */
  categoryMode: z.enum(['import', 'one']),
  /** CategoryIds to import; absent means all. */
  categories: z.array(text(64)).optional(),
  /** Title of the one ledger category; created when missing. */
  ledgerCategory: text(200).optional(),
  /** The cut-off: fees created before this day (district's zone) are not imported (Z1). */
  createdSince: day,
  waiveZeroDue: z.boolean().default(false),
  waiveMissing: z.boolean().default(false),
  instantPayments: z.boolean().default(false),
  exportPayments: z.boolean().default(false),
  /** Payments created before this day are not sent; required by `exportPayments`. */
  paymentsSince: day.optional(),
  exportAdjustments: z.boolean().optional(),
  /** Item types by Sku used for what we create there. */
  postPaymentsAs: text(100).optional(),
  postAdjustmentsAs: text(100).optional(),
  /** Overrides of the wire words that the vendor does not publish; its shape is the profile's own. */
  profile: z.record(z.string(), z.unknown()).optional(),
})
export type IiqSettings = z.infer<typeof iiqSettings>

/** A task's switches. `schedule` is a five-field cron line in the district's zone, or null. */
export const taskSettings = z.strictObject({
  on: z.boolean(),
  schedule: z.string().trim().min(9).max(100).nullable(),
  testMode: z.boolean(),
})
export type TaskSettings = z.infer<typeof taskSettings>

/** What `settings import` takes and `settings export` gives (without secrets). Parts that are absent are left as they are. */
export const settingsFile = z.strictObject({
  district: districtSettings.optional(),
  systems: z.strictObject({ iiq: iiqSettings.superRefine(checkIiq).optional() }).optional(),
  tasks: z.strictObject({ 'iiq-sync': taskSettings.partial().optional() }).optional(),
})
export type SettingsFile = z.infer<typeof settingsFile>

/** Settings as the window and `settings show` see them: secrets only as "set or not". */
export interface SettingsView {
  district: DistrictSettings | null
  systems: { iiq: (Omit<IiqSettings, 'apiKey'> & { hasApiKey: boolean }) | null }
  tasks: { 'iiq-sync': TaskSettings }
  /** Why the stored credentials cannot be read, a sentence; entering them again mends it. Null when all is well. */
  secretsTrouble: string | null
  dataFolder: string
  ledgerId: string
  practice: boolean
}

function checkIiq(iiq: IiqSettings, context: z.RefinementCtx): void {
  const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
  if (iiq.exportPayments && iiq.paymentsSince === undefined) {
    refuse(
      'paymentsSince',
      'is required when exportPayments is on: "Do not send payments with a creation date older than"',
    )
  }
  if (iiq.categoryMode === 'one' && iiq.ledgerCategory === undefined) {
    refuse(
      'ledgerCategory',
      'is required when categoryMode is "one": name the ledger category that takes all imported fees',
    )
  }
}

/** Zones that were found good: settings are read for every delivery, and asking Intl takes longer than all the rest of it. */
const knownZones = new Set<string>()

function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    knownZones.add(name)
    return true
  } catch (error) {
    // Intl says "no such zone" only by throwing a RangeError; anything else is a bug.
    if (error instanceof RangeError) return false
    throw error
  }
}
