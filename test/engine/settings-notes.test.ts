import { expect } from 'vitest'
import { type District, scenario } from './district.ts'

/** What the window shows before it saves: the notes of a change, and that nothing was kept. */
async function notesOf(d: District, change: object): Promise<string[]> {
  const before = await d.call('settings.show', {})
  if (before.systems.iiq === null) throw new Error('Incident IQ is not set up.')
  const { hasApiKey: _, ...iiq } = before.systems.iiq
  const reply = await d.call('settings.import', { file: { systems: { iiq: { ...iiq, ...change } } }, dryRun: true })
  expect(reply.settings).toEqual(before)
  expect(await d.call('settings.show', {})).toEqual(before)
  return reply.notes
}

scenario(
  'Z2 says before anything is kept that an earlier cut-off reads again, and a later one takes nothing back',
  {},
  async d => {
    await d.run()
    await d.set({ createdSince: '2026-08-01' })
    expect(await notesOf(d, { createdSince: '2026-07-01' })).toEqual([
      'The cut-off moved back to Jul 1, 2026: the next run reads again from there.',
    ])
    expect((await notesOf(d, { createdSince: '2026-09-01' })).join(' ')).toContain('nothing is waived or recalled')
    expect(await notesOf(d, {})).toEqual([])
  },
)

scenario('Z2 says what stays of a category that is no longer selected', { fees: 40 }, async d => {
  await d.run()
  const categories = (await d.call('categories.list', {})).items.filter(one => one.system === 'iiq')
  const fees = (await d.call('fees.list', { limit: 1000 })).items
  const dropped = categories.find(one => fees.some(fee => fee.category === one.title))
  if (dropped === undefined) throw new Error('No fee has a category.')
  const kept = categories.flatMap(one => (one.id === dropped.id ? [] : (one.externalId ?? [])))
  const count = fees.filter(fee => fee.category === dropped.title).length
  const notes = await notesOf(d, { categories: kept })
  expect(notes.at(-1)).toContain(`No longer selected: ${dropped.title}.`)
  expect(notes.at(-1)).toMatch(new RegExp(`\\b${count} fees? of it here stays? as`))
})

scenario('B1 says that a changed site stops the next run', { fees: 4 }, async d => {
  await d.run()
  expect(await notesOf(d, { siteId: '0b8f7f9e-3a34-4d0c-9f0c-5f1f0a4f7c11' })).toEqual([
    expect.stringContaining('the next run stops before it writes'),
  ])
})

scenario('a dry run keeps no API Key, and still says what is wrong', {}, async d => {
  const { systems } = await d.call('settings.show', {})
  const { hasApiKey: _, ...iiq } = systems.iiq ?? { hasApiKey: false }
  const file = { systems: { iiq: { ...iiq, apiKey: 'another-key-entirely' } } }
  await d.call('settings.import', { file, dryRun: true })
  expect((await d.call('connection.test', { system: 'iiq', test: 'connection' })).ok).toBe(true)
  const bad = { systems: { iiq: { ...iiq, createdSince: '2026-13-01' } } }
  expect(await d.ask('settings.import', { file: bad, dryRun: true })).toMatchObject({
    ok: false,
    error: { code: 'bad-request', field: 'systems.iiq.createdSince' },
  })
})

scenario('K1 lists the backups in the data folder, newest first', {}, async d => {
  expect(await d.call('ledger.backups', {})).toEqual({ items: [] })
  const first = await d.call('ledger.backup', {})
  const second = await d.call('ledger.backup', {})
  const { items } = await d.call('ledger.backups', {})
  expect(items.map(({ file, bytes }) => ({ file, bytes }))).toEqual([second, first])
})
