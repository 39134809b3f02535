import type { IiqSettings, SettingsFile, SettingsView } from '../../../contract/settings.ts'
import type { FieldErrors } from './field-errors.ts'

export type StoredIiq = SettingsView['systems']['iiq']

/** The form of Incident IQ as it is typed. `apiKey` is a new one, or empty; texts that may be left out are empty. */
export interface IiqDraft {
  apiKey: string
  apiDomain: string
  userId: string
  siteId: string
  productId: string
  baseUrl: string
  app: string
  testMode: boolean
  categoryMode: IiqSettings['categoryMode']
  allCategories: boolean
  /** CategoryIds, as they are stored. */
  categories: string[]
  ledgerCategory: string
  createdSince: string
  waiveZeroDue: boolean
  waiveMissing: boolean
  instantPayments: boolean
  exportPayments: boolean
  paymentsSince: string
  exportAdjustments: boolean
  postPaymentsAs: string
  postAdjustmentsAs: string
}

/** What the form shows of the stored settings; before there are any, what most districts want. */
export function draftOf({ systems, tasks }: Pick<SettingsView, 'systems' | 'tasks'>): IiqDraft {
  const stored = systems.iiq
  return {
    apiKey: '',
    apiDomain: stored?.apiDomain ?? '',
    userId: stored?.userId ?? '',
    siteId: stored?.siteId ?? '',
    productId: stored?.productId ?? '',
    baseUrl: stored?.baseUrl ?? '',
    app: stored?.app ?? 'paymentsFeeTracker',
    testMode: tasks['iiq-sync'].testMode,
    categoryMode: stored?.categoryMode ?? 'import',
    allCategories: stored?.categories === undefined,
    categories: stored?.categories ?? [],
    ledgerCategory: stored?.ledgerCategory ?? '',
    createdSince: stored?.createdSince ?? '',
    waiveZeroDue: stored?.waiveZeroDue ?? false,
    waiveMissing: stored?.waiveMissing ?? false,
    instantPayments: stored?.instantPayments ?? false,
    exportPayments: stored?.exportPayments ?? false,
    paymentsSince: stored?.paymentsSince ?? '',
    exportAdjustments: stored?.exportAdjustments ?? false,
    postPaymentsAs: stored?.postPaymentsAs ?? '',
    postAdjustmentsAs: stored?.postAdjustmentsAs ?? '',
  }
}

/** The fields by the paths that the engine names. */
export const IIQ_FIELDS: Readonly<Record<string, keyof IiqDraft>> = Object.fromEntries(
  (
    [
      'apiKey',
      'apiDomain',
      'userId',
      'siteId',
      'productId',
      'baseUrl',
      'app',
      'categories',
      'ledgerCategory',
      'createdSince',
      'paymentsSince',
      'postPaymentsAs',
      'postAdjustmentsAs',
    ] as const
  ).map(name => [`systems.iiq.${name}`, name]),
)

/** The settings to keep. What the form does not show (the profile of wire words) stays as it is stored. */
export function fileOf(draft: IiqDraft, stored: StoredIiq, testModeStored: boolean): SettingsFile {
  const iiq: IiqSettings = {
    ...wireOf(draft, stored),
    categoryMode: draft.categoryMode,
    ...(draft.categoryMode === 'import' && !draft.allCategories ? { categories: draft.categories } : {}),
    ...optional('ledgerCategory', draft.ledgerCategory),
    createdSince: draft.createdSince,
    waiveZeroDue: draft.waiveZeroDue,
    waiveMissing: draft.waiveMissing,
    instantPayments: draft.instantPayments,
    exportPayments: draft.exportPayments,
    ...optional('paymentsSince', draft.paymentsSince),
    exportAdjustments: draft.exportAdjustments,
    ...optional('postPaymentsAs', draft.postPaymentsAs),
    ...optional('postAdjustmentsAs', draft.postAdjustmentsAs),
  }
  return {
    systems: { iiq },
    ...(draft.testMode === testModeStored ? {} : { tasks: { 'iiq-sync': { testMode: draft.testMode } } }),
  }
}

/** What a connection needs: address and credentials. A key that was not typed is left out: the stored one holds. */
export function wireOf(draft: IiqDraft, stored: StoredIiq) {
  return {
    ...optional('apiKey', draft.apiKey),
    ...optional('baseUrl', draft.baseUrl),
    apiDomain: draft.apiDomain.trim(),
    userId: draft.userId.trim(),
    siteId: draft.siteId.trim(),
    productId: draft.productId.trim(),
    app: draft.app.trim(),
    ...(stored?.profile === undefined ? {} : { profile: stored.profile }),
  }
}

function optional<Name extends string>(name: Name, text: string): { [Each in Name]?: string } {
  return text.trim() === '' ? {} : ({ [name]: text.trim() } as { [Each in Name]?: string })
}

/** What keeps a connection from being tried, by field. */
export function findWireErrors(draft: IiqDraft, stored: StoredIiq): FieldErrors<keyof IiqDraft> {
  const errors: { [Name in keyof IiqDraft]?: string } = {}
  const missing = (name: 'apiDomain' | 'userId' | 'siteId' | 'productId' | 'app', words: string) => {
    if (draft[name].trim() === '') errors[name] = `Enter the ${words}.`
  }
  missing('apiDomain', 'API Domain')
  missing('userId', 'User ID')
  missing('siteId', 'Site ID')
  missing('productId', 'Product ID')
  missing('app', 'fee app; it is paymentsFeeTracker unless your district uses another')
  if (draft.apiKey.trim() === '') {
    if (stored?.hasApiKey !== true) errors.apiKey = 'Enter the API Key.'
    else if (addressChanged(draft, stored))
      errors.apiKey =
        'The address changed, so enter the API Key again: a stored key goes only to the address it was stored with.'
  }
  return errors
}

/** What keeps the form from being saved, by field. */
export function findErrors(draft: IiqDraft, stored: StoredIiq): FieldErrors<keyof IiqDraft> {
  const errors: { [Name in keyof IiqDraft]?: string } = { ...findWireErrors(draft, stored) }
  if (draft.categoryMode === 'one' && draft.ledgerCategory.trim() === '')
    errors.ledgerCategory = 'Name the category of the ledger that takes all imported fees.'
  if (draft.categoryMode === 'import' && !draft.allCategories && draft.categories.length === 0)
    errors.categories = 'Choose at least one category, or all of them.'
  if (draft.createdSince === '') errors.createdSince = 'Enter a day. Fees created before it are not imported.'
  if (draft.exportPayments && draft.paymentsSince === '')
    errors.paymentsSince = 'Enter a day: Export Payments needs it. Payments made before it are not sent.'
  return errors
}

export function addressChanged(draft: IiqDraft, stored: StoredIiq): boolean {
  return draft.apiDomain.trim() !== (stored?.apiDomain ?? '') || draft.baseUrl.trim() !== (stored?.baseUrl ?? '')
}
