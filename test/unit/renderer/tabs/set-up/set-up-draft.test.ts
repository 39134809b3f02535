import { describe, expect, test } from 'vitest'
import { settingsFile } from '../../../../../contract/settings.ts'
import {
  draftAtFirst,
  errorsOf,
  fieldOf,
  fileOf,
  findErrors,
  nightWords,
  type SetUpDraft,
  STEPS,
  testedText,
} from '../../../../../renderer/tabs/set-up/set-up-draft.ts'

const FILLED: SetUpDraft = {
  ...draftAtFirst('America/Denver'),
  name: ' North Harbor ',
  apiKey: ' key ',
  apiDomain: 'north',
  userId: 'U1',
  siteId: 'S1',
  productId: 'P1',
  createdSince: '2026-07-01',
  otherBridge: 'off',
}

test('a filled draft is a settings file that Feebridge takes, and has nothing wrong in any step', () => {
  const parsed = settingsFile.parse(fileOf(FILLED))
  expect(parsed).toMatchObject({
    district: { name: 'North Harbor', timeZone: 'America/Denver', overdueDays: 30 },
    systems: { iiq: { apiKey: 'key', categoryMode: 'import', createdSince: '2026-07-01', waiveMissing: false } },
    tasks: { 'iiq-sync': { on: true, schedule: '30 2 * * *', testMode: true } },
  })
  expect(STEPS.flatMap(step => Object.keys(findErrors(step, FILLED)))).toEqual([])
})

test('an empty draft names every required field in its own step', () => {
  const empty = { ...draftAtFirst(''), overdueDays: '' }
  expect(STEPS.map(step => Object.keys(findErrors(step, empty)))).toEqual([
    ['name', 'timeZone', 'overdueDays'],
    ['apiKey', 'apiDomain', 'userId', 'siteId', 'productId'],
    ['createdSince'],
    [],
    ['otherBridge'],
  ])
})

test.each([
  [{ categoryMode: 'one', ledgerCategory: ' ' }, 'import', 'ledgerCategory'],
  [{ allCategories: false, categories: [] }, 'import', 'categories'],
  [{ scheduled: true, time: '' }, 'schedule', 'time'],
  [{ overdueDays: '30.5' }, 'district', 'overdueDays'],
  [{ overdueDays: '4000' }, 'district', 'overdueDays'],
] as const)('%j is wrong in step %s at %s', (change, step, field) => {
  expect(Object.keys(findErrors(step, { ...FILLED, ...change } as SetUpDraft))).toEqual([field])
})

test('only what was chosen is sent: one category, some categories, no schedule', () => {
  const one = fileOf({ ...FILLED, categoryMode: 'one', ledgerCategory: 'Devices', categories: ['c1'] })
  expect(one.systems?.iiq).toMatchObject({ categoryMode: 'one', ledgerCategory: 'Devices' })
  expect(one.systems?.iiq).not.toHaveProperty('categories')
  const some = fileOf({ ...FILLED, allCategories: false, categories: ['c1'], scheduled: false })
  expect([some.systems?.iiq?.categories, some.tasks?.['iiq-sync']?.schedule]).toEqual([['c1'], null])
})

test('I8 with another bridge still on, the sync starts in test mode whatever was chosen', () => {
  const file = fileOf({ ...FILLED, testMode: false, otherBridge: 'on' })
  expect(file.tasks?.['iiq-sync']?.testMode).toBe(true)
  expect(fileOf({ ...FILLED, testMode: false }).tasks?.['iiq-sync']?.testMode).toBe(false)
})

describe('refusals', () => {
  test.each([
    ['systems.iiq.apiKey', { field: 'apiKey', step: 'credentials' }],
    ['iiq.baseUrl', { field: 'baseUrl', step: 'credentials' }],
    ['district.timeZone', { field: 'timeZone', step: 'district' }],
    ['timeZone', { field: 'timeZone', step: 'district' }],
    ['systems.iiq.categories.0', { field: 'categories', step: 'import' }],
    ['schedule', { field: 'time', step: 'schedule' }],
    ['tasks.iiq-sync.schedule', { field: 'time', step: 'schedule' }],
    ['systems.iiq.profile', null],
    [null, null],
  ])('%s is shown at %j', (path, place) => {
    expect(fieldOf(path)).toEqual(place)
  })

  test('failed checks are told at the fields that they are about', () => {
    const checks = [
      { name: 'API Key', ok: false, message: 'It was refused.' },
      { name: 'Locations', ok: false, message: 'No locations.' },
      { name: 'Acting user', ok: true, message: 'Fine.' },
    ]
    expect(errorsOf({ ok: false, checks })).toEqual({ apiKey: 'It was refused.' })
  })
})

test('a blank or a special character is said at the field that holds it, before anything is asked', () => {
  expect(findErrors('credentials', { ...FILLED, apiKey: 'two words', userId: 'may have blanks' })).toEqual({
    apiKey: 'The API Key holds a blank or a special character. Copy it again from Incident IQ.',
  })
  expect(findErrors('credentials', { ...FILLED, siteId: 'S\u200b1' }).siteId).toContain('The Site ID holds')
})

test('another key, address or id is another test; a name is not', () => {
  expect(testedText({ ...FILLED, name: 'South' })).toBe(testedText(FILLED))
  for (const change of [{ apiKey: 'x' }, { baseUrl: 'https://x.example' }, { siteId: 'S2' }])
    expect(testedText({ ...FILLED, ...change })).not.toBe(testedText(FILLED))
})

test.each([
  ['02:30', 'every night at 2:30 AM'],
  ['00:05', 'every night at 12:05 AM'],
  ['13:00', 'every day at 1:00 PM'],
  ['21:15', 'every night at 9:15 PM'],
])('%s is said as "%s"', (time, words) => {
  expect(nightWords(time)).toBe(words)
})
