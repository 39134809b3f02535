import { Refusal } from '../../contract/app-error.ts'
import {
  type DistrictSettings,
  districtSettings,
  type IiqSettings,
  iiqSettings,
  type SettingsView,
  type TaskSettings,
  taskSettings,
} from '../../contract/settings.ts'
import { TASK_IDS, type TaskId } from '../../contract/tasks.ts'
import { type Secrets, SecretsUnreadable } from '../domain/ports.ts'
import type { IiqScope } from '../domain/scope.ts'
import type { Ledger } from '../ledger/ledger.ts'

const TASK_AT_FIRST: TaskSettings = { on: false, schedule: null, testMode: false }

/** What stored settings were found to be, by the stored value itself. */
const checked = new WeakMap<object, unknown>()

/** Checks stored settings once for each stored value. A copy is given: callers may build on it. */
function check<Value extends object>(stored: unknown, schema: { parse(value: unknown): Value }): Value {
  if (typeof stored !== 'object' || stored === null) return schema.parse(stored)
  const known = checked.get(stored) as Value | undefined
  const value = known ?? schema.parse(stored)
  checked.set(stored, value)
  return { ...value }
}

/** The district's settings, or null before they are set. */
export function readDistrict(ledger: Ledger): DistrictSettings | null {
  const stored = ledger.settings.read('district')
  return stored === null ? null : check(stored, districtSettings)
}

/** Incident IQ's settings without its secret, or null before they are set. */
export function readIiq(ledger: Ledger): IiqSettings | null {
  const stored = ledger.settings.read('systems.iiq')
  return stored === null ? null : check(stored, iiqSettings)
}

export function readTask(ledger: Ledger, task: TaskId): TaskSettings {
  const stored = ledger.settings.read(`tasks.${task}`)
  return stored === null ? TASK_AT_FIRST : check(stored, taskSettings)
}

/** The zone in which days are told; UTC until the district is set. */
export function timeZoneOf(ledger: Ledger): string {
  return readDistrict(ledger)?.timeZone ?? 'UTC'
}

/** Settings as the window sees them: a secret is only "set or not". */
export function viewSettings(ledger: Ledger, secrets: Secrets, dataFolder: string): SettingsView {
  const iiq = readIiq(ledger)
  const { hasApiKey, secretsTrouble } = lookForApiKey(secrets)
  return {
    district: readDistrict(ledger),
    systems: { iiq: iiq === null ? null : { ...iiq, hasApiKey } },
    tasks: { 'iiq-sync': readTask(ledger, 'iiq-sync') },
    secretsTrouble,
    dataFolder,
    ledgerId: ledger.id,
    practice: ledger.settings.meta('practice') === '1',
  }
}

/** A key store that does not open must not keep the settings from being shown: there the key is entered again. */
function lookForApiKey(secrets: Secrets): { hasApiKey: boolean; secretsTrouble: string | null } {
  try {
    return { hasApiKey: secrets.read('iiq.apiKey') !== null, secretsTrouble: null }
  } catch (error) {
    if (error instanceof SecretsUnreadable) return { hasApiKey: false, secretsTrouble: error.message }
    throw error
  }
}

/** Everything that one run of iiQ Sync needs from the settings. */
export interface IiqSetup {
  district: DistrictSettings
  iiq: IiqSettings & { apiKey: string }
  scope: IiqScope
}

/** Reads the set-up of iiQ Sync; refuses with a sentence that names what is missing (exit code 4). */
export function readIiqSetup(ledger: Ledger, secrets: Secrets): IiqSetup {
  const district = readDistrict(ledger)
  if (district === null)
    throw new Refusal(
      'not-set-up',
      'The district is not set up yet: its name and time zone are missing. Set them in Settings, District.',
    )
  const iiq = readIiq(ledger)
  if (iiq === null)
    throw new Refusal(
      'not-set-up',
      'Incident IQ is not set up yet. Enter its credentials and cut-off date in Settings, Incident IQ.',
    )
  const apiKey = secrets.read('iiq.apiKey')
  if (apiKey === null)
    throw new Refusal(
      'not-set-up',
      'The API Key of Incident IQ is missing. Enter it in Settings, Incident IQ.',
      'systems.iiq.apiKey',
    )
  return { district, iiq: { ...iiq, apiKey }, scope: scopeOf(district, iiq) }
}

/** What the settings select now; null before they are complete. */
export function readScope(ledger: Ledger): IiqScope | null {
  const [district, iiq] = [readDistrict(ledger), readIiq(ledger)]
  return district === null || iiq === null ? null : scopeOf(district, iiq)
}

function scopeOf(district: DistrictSettings, iiq: IiqSettings): IiqScope {
  const imports = iiq.categoryMode === 'import'
  return {
    timeZone: district.timeZone,
    overdueDays: district.overdueDays,
    createdSince: iiq.createdSince,
    categoryKeys: imports && iiq.categories !== undefined ? new Set(iiq.categories.map(id => id.toLowerCase())) : null,
    oneCategory: imports ? null : (iiq.ledgerCategory ?? null),
    waiveZeroDue: iiq.waiveZeroDue,
    waiveMissing: iiq.waiveMissing,
  }
}

/** Why a task cannot run now, or null. Secrets that cannot be read are a reason too. */
export function whyNotReady(ledger: Ledger, secrets: Secrets): string | null {
  try {
    readIiqSetup(ledger, secrets)
    return null
  } catch (error) {
    if (error instanceof Error) return error.message
    throw error
  }
}

/** Every task's settings, for lists. */
export function allTasks(ledger: Ledger): { id: TaskId; settings: TaskSettings }[] {
  return TASK_IDS.map(id => ({ id, settings: readTask(ledger, id) }))
}
