// The set-up's form as it is typed, step by step: what is wrong with a step, and the settings file that it becomes at the end.
import type { ConnectionReport } from '../../../contract/calls.ts'
import type { IiqSettings, SettingsFile } from '../../../contract/settings.ts'

export interface SetUpDraft {
  name: string
  timeZone: string
  overdueDays: string
  apiKey: string
  apiDomain: string
  userId: string
  siteId: string
  productId: string
  baseUrl: string
  app: string
  categoryMode: IiqSettings['categoryMode']
  allCategories: boolean
  /** CategoryIds. */
  categories: string[]
  ledgerCategory: string
  createdSince: string
  waiveZeroDue: boolean
  waiveMissing: boolean
  testMode: boolean
  scheduled: boolean
  /** `HH:MM` in the district's zone. */
  time: string
  /** Whether another bridge between the same two systems is still on (I8); empty until answered. */
  otherBridge: '' | 'off' | 'on'
}
export type SetUpField = keyof SetUpDraft
export type SetUpErrors = { readonly [Field in SetUpField]?: string }

export const STEPS = ['district', 'credentials', 'import', 'schedule', 'check'] as const
export type Step = (typeof STEPS)[number]
export const STEP_WORDS: Record<Step, string> = {
  district: 'District',
  credentials: 'Credentials',
  import: 'What to import',
  schedule: 'Schedule and test mode',
  check: 'Check and connect',
}

export function draftAtFirst(timeZone: string): SetUpDraft {
  return {
    name: '',
    timeZone,
    overdueDays: '30',
    apiKey: '',
    apiDomain: '',
    userId: '',
    siteId: '',
    productId: '',
    baseUrl: '',
    app: 'paymentsFeeTracker',
    categoryMode: 'import',
    allCategories: true,
    categories: [],
    ledgerCategory: '',
    createdSince: '',
    waiveZeroDue: true,
    waiveMissing: false,
    testMode: true,
    scheduled: true,
    time: '02:30',
    otherBridge: '',
  }
}

const FIELD_STEPS: Partial<Record<SetUpField, Step>> = {
  name: 'district',
  timeZone: 'district',
  overdueDays: 'district',
  apiKey: 'credentials',
  apiDomain: 'credentials',
  userId: 'credentials',
  siteId: 'credentials',
  productId: 'credentials',
  baseUrl: 'credentials',
  app: 'credentials',
  categories: 'import',
  ledgerCategory: 'import',
  createdSince: 'import',
  time: 'schedule',
  otherBridge: 'check',
}

/** The field that a refusal's path means (`systems.iiq.apiKey`, `iiq.apiKey`, `district.name`, `schedule`), with its step; null when it is none of ours. */
export function fieldOf(path: string | null): { field: SetUpField; step: Step } | null {
  if (path === null) return null
  const last = path.split('.').find(part => Object.hasOwn(FIELD_STEPS, part === 'schedule' ? 'time' : part))
  const field = (last === 'schedule' ? 'time' : last) as SetUpField | undefined
  const step = field === undefined ? undefined : FIELD_STEPS[field]
  return field === undefined || step === undefined ? null : { field, step }
}

/** What is wrong with one step, a sentence a field. */
export function findErrors(step: Step, draft: SetUpDraft): SetUpErrors {
  switch (step) {
    case 'district':
      return districtErrors(draft)
    case 'credentials':
      return credentialErrors(draft)
    case 'import':
      return importErrors(draft)
    case 'schedule':
      return draft.scheduled && !/^\d{2}:\d{2}$/.test(draft.time)
        ? { time: 'Enter a time of day, such as 2:30 AM.' }
        : {}
    case 'check':
      return draft.otherBridge === ''
        ? { otherBridge: 'Answer this question: with both on, every payment arrives twice.' }
        : {}
  }
}

function districtErrors(draft: SetUpDraft): SetUpErrors {
  const days = draft.overdueDays.trim()
  return {
    ...(draft.name.trim() === '' ? { name: 'Enter the name of your district.' } : {}),
    ...(draft.timeZone === '' ? { timeZone: 'Choose the time zone of your district.' } : {}),
    ...(/^\d{1,4}$/.test(days) && Number(days) <= 3650
      ? {}
      : { overdueDays: 'Enter a whole number of days from 0 to 3650.' }),
  }
}

const CREDENTIAL_WORDS = {
  apiKey: 'API Key',
  apiDomain: 'API Domain',
  userId: 'User ID',
  siteId: 'Site ID',
  productId: 'Product ID',
} as const

/** These travel as they are in a request's head, which takes plain characters only. */
const IN_THE_HEAD: readonly SetUpField[] = ['apiKey', 'siteId', 'productId']

function credentialErrors(draft: SetUpDraft): SetUpErrors {
  const errors: { -readonly [Field in SetUpField]?: string } = {}
  for (const [field, words] of Object.entries(CREDENTIAL_WORDS) as [keyof typeof CREDENTIAL_WORDS, string][]) {
    const typed = draft[field].trim()
    if (typed === '') errors[field] = `Enter the ${words}. Incident IQ provides it.`
    else if (IN_THE_HEAD.includes(field) && !/^[\x21-\x7e]+$/.test(typed))
      errors[field] = `The ${words} holds a blank or a special character. Copy it again from Incident IQ.`
  }
  if (draft.app.trim() === '') errors.app = 'Enter the fee app: paymentsFeeTracker, unless your district uses another.'
  return errors
}

function importErrors(draft: SetUpDraft): SetUpErrors {
  const errors: { -readonly [Field in SetUpField]?: string } = {}
  if (draft.categoryMode === 'one' && draft.ledgerCategory.trim() === '')
    errors.ledgerCategory = 'Name the category that takes all imported fees.'
  if (draft.categoryMode === 'import' && !draft.allCategories && draft.categories.length === 0)
    errors.categories = 'Choose at least one category, or all of them.'
  if (draft.createdSince === '') errors.createdSince = 'Enter a day. Fees created before it are not imported.'
  return errors
}

/** The address and credentials to try. */
export function wireOf(draft: SetUpDraft) {
  return {
    apiKey: draft.apiKey.trim(),
    apiDomain: draft.apiDomain.trim(),
    userId: draft.userId.trim(),
    siteId: draft.siteId.trim(),
    productId: draft.productId.trim(),
    app: draft.app.trim(),
    ...(draft.baseUrl.trim() === '' ? {} : { baseUrl: draft.baseUrl.trim() }),
  }
}

/** What a test depends on: another text is another test. */
export function testedText(draft: SetUpDraft): string {
  return JSON.stringify(wireOf(draft))
}

/** The fields that failed checks of a connection test are about. */
export function errorsOf({ checks }: ConnectionReport): SetUpErrors {
  const fields: Readonly<Record<string, SetUpField>> = {
    'API Key': 'apiKey',
    Connection: 'apiDomain',
    'Acting user': 'userId',
  }
  return Object.fromEntries(
    checks.flatMap(check => {
      const field = check.ok ? undefined : fields[check.name]
      return field === undefined ? [] : [[field, check.message]]
    }),
  )
}

/** True when nothing may be saved yet: chosen, or because another bridge is still on. */
export function staysInTestMode(draft: SetUpDraft): boolean {
  return draft.testMode || draft.otherBridge === 'on'
}

/** What `ledger.setUp` takes. */
export function fileOf(draft: SetUpDraft): SettingsFile {
  const imports = draft.categoryMode === 'import'
  return {
    district: { name: draft.name.trim(), timeZone: draft.timeZone, overdueDays: Number(draft.overdueDays) },
    systems: {
      iiq: {
        ...wireOf(draft),
        categoryMode: draft.categoryMode,
        ...(imports && !draft.allCategories ? { categories: draft.categories } : {}),
        ...(imports ? {} : { ledgerCategory: draft.ledgerCategory.trim() }),
        createdSince: draft.createdSince,
        waiveZeroDue: draft.waiveZeroDue,
        waiveMissing: draft.waiveMissing,
        instantPayments: false,
        exportPayments: false,
      },
    },
    tasks: {
      'iiq-sync': {
        on: true,
        schedule: draft.scheduled ? cronLineOf(draft.time) : null,
        testMode: staysInTestMode(draft),
      },
    },
  }
}

/** `02:30` as `every night at 2:30 AM`. */
export function nightWords(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`
  return `every ${hour < 6 || hour >= 20 ? 'night' : 'day'} at ${clock}`
}

function cronLineOf(time: string): string {
  const [hour = '', minute = ''] = time.split(':')
  return `${Number(minute)} ${Number(hour)} * * *`
}
