import { expect, test } from 'vitest'
import { type SettingsView, settingsFile } from '../../../../../contract/settings.ts'
import { draftOf, fileOf, findErrors, type StoredIiq } from '../../../../../renderer/tabs/settings/iiq-draft.ts'

const STORED: NonNullable<StoredIiq> = {
  hasApiKey: true,
  apiDomain: 'maplehollow',
  userId: 'u-1',
  siteId: 's-1',
  productId: 'p-1',
  app: 'paymentsFeeTracker',
  categoryMode: 'import',
  createdSince: '2026-07-01',
  waiveZeroDue: true,
  waiveMissing: false,
  instantPayments: false,
  exportPayments: false,
  profile: { listOrder: 'a word of this district' },
}
const TASK = { on: true, schedule: '30 2 * * *', testMode: false }

function viewOf(iiq: StoredIiq): Pick<SettingsView, 'systems' | 'tasks'> {
  return { systems: { iiq }, tasks: { 'iiq-sync': TASK } }
}

test('keeps what the form does not show, and leaves the stored key alone when none is typed', () => {
  const file = fileOf(draftOf(viewOf(STORED)), STORED, false)
  const { hasApiKey: _, ...plain } = STORED
  expect(file).toEqual({ systems: { iiq: { ...plain, exportAdjustments: false } } })
  expect(settingsFile.safeParse(file).success).toBe(true)
})

test('takes the test mode along only when it was switched, so that a task that was changed meanwhile stays', () => {
  const draft = { ...draftOf(viewOf(STORED)), testMode: true }
  expect(fileOf(draft, STORED, false).tasks).toEqual({ 'iiq-sync': { testMode: true } })
  expect(fileOf(draft, STORED, true).tasks).toBeUndefined()
})

test('finds nothing wrong with what is stored', () => {
  expect(findErrors(draftOf(viewOf(STORED)), STORED)).toEqual({})
})

test('asks for the API Key again when the address changed, and only then', () => {
  const draft = draftOf(viewOf(STORED))
  expect(findErrors({ ...draft, apiDomain: 'elsewhere' }, STORED).apiKey).toContain('address changed')
  expect(findErrors({ ...draft, baseUrl: 'https://elsewhere.example' }, STORED).apiKey).toContain('address changed')
  expect(findErrors({ ...draft, apiDomain: 'elsewhere', apiKey: 'typed-anew' }, STORED)).toEqual({})
  expect(findErrors({ ...draft, userId: 'u-2' }, STORED)).toEqual({})
})

test('asks for each of the five credentials and for the cut-off before anything is stored', () => {
  const errors = findErrors(draftOf(viewOf(null)), null)
  expect(Object.keys(errors).sort()).toEqual(['apiDomain', 'apiKey', 'createdSince', 'productId', 'siteId', 'userId'])
})

test('Export Payments needs its day, one ledger category its name, and a choice of categories at least one', () => {
  const draft = draftOf(viewOf(STORED))
  expect(Object.keys(findErrors({ ...draft, exportPayments: true }, STORED))).toEqual(['paymentsSince'])
  expect(Object.keys(findErrors({ ...draft, categoryMode: 'one' }, STORED))).toEqual(['ledgerCategory'])
  expect(Object.keys(findErrors({ ...draft, allCategories: false }, STORED))).toEqual(['categories'])
  const one = fileOf({ ...draft, categoryMode: 'one', ledgerCategory: ' Technology ' }, STORED, false)
  expect(one.systems?.iiq).toMatchObject({ categoryMode: 'one', ledgerCategory: 'Technology' })
  expect(one.systems?.iiq).not.toHaveProperty('categories')
})
