import { expect, onTestFinished, test } from 'vitest'
import { openWriter } from '../../main/ledger/open.ts'
import { openSettings } from '../../main/ledger/settings.ts'
import { AT, makeSmallLedger } from './small-ledger.ts'

test('a setting is kept as it was written, with the moment', async () => {
  const { settings } = await makeSmallLedger()
  const district = { name: 'Elm "Grove" \u00c5', overdueDays: 30, categories: ['a', 'b'], on: false, none: null }
  settings.write('district', district, AT)
  expect(settings.read('district')).toEqual(district)
  expect(settings.changedAt('district')).toBe(AT)
})

test('a setting that was never written is null', async () => {
  const { settings } = await makeSmallLedger()
  expect(settings.read('district')).toBeNull()
  expect(settings.changedAt('district')).toBeNull()
  expect(settings.meta('practice')).toBeNull()
})

test('a later value takes the place of the one before', async () => {
  const { settings } = await makeSmallLedger()
  settings.write('task.iiq-sync', { on: true }, AT)
  settings.write('task.iiq-sync', { on: false }, '2026-03-03T15:00:00.000Z')
  expect(settings.read('task.iiq-sync')).toEqual({ on: false })
  expect(settings.changedAt('task.iiq-sync')).toBe('2026-03-03T15:00:00.000Z')
})

test('settings and the facts about the ledger do not share names', async () => {
  const { settings, id } = await makeSmallLedger()
  settings.write('ledger-id', 'other', AT)
  expect(settings.meta('ledger-id')).toBe(id)
  settings.setMeta('paused-until', AT)
  expect(settings.meta('paused-until')).toBe(AT)
  expect(settings.read('paused-until')).toBeNull()
})

test('settings are there for the next program that opens the ledger', async () => {
  const ledger = await makeSmallLedger()
  ledger.settings.write('district', { name: 'Elm Grove' }, AT)
  const db = openWriter(ledger.file)
  onTestFinished(() => {
    db.close()
  })
  expect(openSettings(db).read('district')).toEqual({ name: 'Elm Grove' })
})
