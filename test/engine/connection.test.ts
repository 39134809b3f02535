import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { startPractice } from '../../main/practice/practice.ts'
import { scenario } from './district.ts'

/** The credentials of a practice district, as a person types them. */
function accessOf({ systems }: { systems: { iiq: object } }) {
  const { baseUrl, apiKey, apiDomain, userId, siteId, productId } = systems.iiq as Record<string, string>
  return { baseUrl, apiKey, apiDomain, userId, siteId, productId } as Record<string, string> & {
    apiDomain: string
    userId: string
    siteId: string
    productId: string
  }
}

async function anotherAddress() {
  const other = await startPractice({ seed: 9, students: 8, fees: 0 })
  onTestFinished(() => other.close())
  return other
}

scenario('credentials are tried before they are kept: the checks, the categories, and nothing stored', {}, async d => {
  const other = await anotherAddress()
  const iiq = accessOf(other.settings())
  const { report, categories } = await d.call('connection.try', { iiq, timeZone: 'America/New_York' })
  expect(report.ok).toBe(true)
  expect(categories).toEqual(other.iiq.categories().map(category => ({ id: category.id, title: category.title })))
  expect(readFileSync(join(d.dataDir, 'secrets.json'), 'utf8')).not.toContain(iiq.apiKey)
  expect((await d.call('settings.show', {})).systems.iiq?.baseUrl).toBe(d.practice.origin)
})

scenario('a wrong key is one line that fails, without categories and without the key in it', {}, async d => {
  const iiq = { ...accessOf(d.practice.settings()), apiKey: 'not-the-key-of-anybody' }
  const { report, categories } = await d.call('connection.try', { iiq, timeZone: 'America/New_York' })
  expect(report).toMatchObject({ ok: false, checks: [{ name: 'API Key', ok: false }] })
  expect([categories, JSON.stringify(report)]).toEqual([[], expect.not.stringContaining('not-the-key')])
})

scenario('P3 promise: the stored key is tried at its own address, and never sent to another one', {}, async d => {
  const { apiKey: _, ...iiq } = accessOf(d.practice.settings())
  expect((await d.call('connection.try', { iiq, timeZone: 'America/New_York' })).report.ok).toBe(true)
  const other = await anotherAddress()
  const refused = await d.ask('connection.try', {
    iiq: { ...iiq, baseUrl: other.origin },
    timeZone: 'America/New_York',
  })
  expect(refused).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'iiq.apiKey' } })
  expect(other.iiq.requests.total).toBe(0)
})

scenario('an address or a zone that cannot be used is said at its field, and nobody is asked', {}, async d => {
  const iiq = accessOf(d.practice.settings())
  const unencrypted = { iiq: { ...iiq, baseUrl: 'http://192.0.2.7' }, timeZone: 'America/New_York' }
  expect(await d.ask('connection.try', unencrypted)).toMatchObject({ error: { field: 'iiq.baseUrl' } })
  expect(await d.ask('connection.try', { iiq, timeZone: 'Mars/Olympus' })).toMatchObject({
    error: { code: 'bad-request', field: 'timeZone' },
  })
  expect(d.iiq.requests.total).toBe(0)
})

scenario('settings with another address need the key of that address; the old key never goes there', {}, async d => {
  const other = await anotherAddress()
  const { apiKey, ...iiq } = d.practice.settings().systems.iiq
  const moved = { systems: { iiq: { ...iiq, baseUrl: other.origin } } }
  for (const dryRun of [true, false])
    expect(await d.ask('settings.import', { file: moved, dryRun })).toMatchObject({
      ok: false,
      error: { code: 'bad-request', field: 'systems.iiq.apiKey', message: expect.stringContaining('not sent there') },
    })
  expect((await d.call('settings.show', {})).systems.iiq?.baseUrl).toBe(d.practice.origin)
  expect(
    await d.ask('settings.import', { file: { systems: { iiq: { ...moved.systems.iiq, apiKey } } } }),
  ).toMatchObject({
    ok: true,
  })
  expect(other.iiq.requests.total).toBe(0)
})

scenario('the same address needs no key again, however it is spelt', {}, async d => {
  const { apiKey: _, ...iiq } = d.practice.settings().systems.iiq
  const spelt = { systems: { iiq: { ...iiq, baseUrl: `${iiq.baseUrl.toUpperCase()}/` } } }
  expect(await d.ask('settings.import', { file: spelt })).toMatchObject({ ok: true })
  expect((await d.run()).outcome).toBe('succeeded')
})
