import { expect } from 'vitest'
import { scenario } from './district.ts'

// What a clerk may take away of locations, item categories and item types, and what belongs to Incident IQ.

scenario('what nothing uses is deleted, and the audit trail says which', {}, async d => {
  await d.run()
  const category = await d.call('categories.add', { title: 'Field trips' })
  const type = await d.call('itemTypes.add', { sku: 'TRIP', title: 'Zoo', category: 'Field trips', type: 'fee' })
  const location = await d.call('locations.add', { name: 'Annex', abbreviation: 'ANX' })
  expect(await d.call('itemTypes.remove', { id: type.id })).toEqual({ removed: 'deleted' })
  expect(await d.call('categories.remove', { id: category.id })).toEqual({ removed: 'deleted' })
  expect(await d.call('locations.remove', { id: location.id })).toEqual({ removed: 'deleted' })
  const gone = await d.ask('locations.remove', { id: location.id })
  expect(gone).toMatchObject({ ok: false, error: { code: 'not-found', field: 'id' } })
  const trail = d.rows<{ action: string; actor: string; facts: string }>(
    "SELECT action, actor, facts FROM audit WHERE action LIKE '%.remove' ORDER BY seq",
  )
  expect(trail.map(({ action, actor, facts }) => [action, actor, JSON.parse(facts)])).toEqual([
    ['item_types.remove', 'June Office', { removed: 'deleted', what: 'Zoo' }],
    ['categories.remove', 'June Office', { removed: 'deleted', what: 'Field trips' }],
    ['locations.remove', 'June Office', { removed: 'deleted', what: 'Annex' }],
  ])
})

scenario('what is used is archived, keeps what names it, and comes back', {}, async d => {
  await d.run()
  const category = await d.call('categories.add', { title: 'Field trips' })
  await d.call('itemTypes.add', { sku: 'TRIP', title: 'Zoo', category: 'Field trips', type: 'fee' })
  expect(await d.call('categories.remove', { id: category.id })).toEqual({ removed: 'archived' })
  const rows = async () => (await d.call('categories.list', {})).items.filter(one => one.id === category.id)
  expect(await rows()).toMatchObject([{ archived: true }])
  const [type] = (await d.call('itemTypes.list', {})).items.filter(one => one.sku === 'TRIP')
  expect(type?.category).toBe('Field trips')
  await d.call('categories.set', { id: category.id, archived: false })
  expect(await rows()).toMatchObject([{ archived: false }])
})

scenario('I2 what comes back from the archive must not be mistaken for what took its place', {}, async d => {
  const old = await d.call('locations.add', { name: 'Annex', abbreviation: 'ANX' })
  await d.call('locations.set', { id: old.id, archived: true })
  await d.call('locations.add', { name: 'New Annex', abbreviation: ' anx ' })
  const back = await d.ask('locations.set', { id: old.id, archived: false })
  expect(back).toMatchObject({
    ok: false,
    error: { code: 'refused', field: 'abbreviation', message: expect.stringContaining('abbreviation anx already') },
  })
})

scenario('C3 what Incident IQ owns is neither removed nor archived here, and the sentence says where', {}, async d => {
  await d.run()
  const [category] = (await d.call('categories.list', {})).items.filter(one => one.system === 'iiq')
  const [type] = (await d.call('itemTypes.list', {})).items.filter(one => one.system === 'iiq')
  const [location] = (await d.call('locations.list', {})).items.filter(one => one.system === 'iiq')
  for (const reply of [
    await d.ask('categories.remove', { id: category?.id ?? '' }),
    await d.ask('itemTypes.remove', { id: type?.id ?? '' }),
    await d.ask('locations.remove', { id: location?.id ?? '' }),
    await d.ask('categories.set', { id: category?.id ?? '', archived: true }),
    await d.ask('itemTypes.set', { id: type?.id ?? '', title: 'Ours' }),
  ]) {
    expect(reply).toMatchObject({ ok: false, error: { code: 'refused', message: expect.stringMatching(/there/) } })
  }
  expect(await d.call('itemTypes.set', { id: type?.id ?? '', glCode: '10-4410' })).toMatchObject({ glCode: '10-4410' })
})

scenario(
  'the categories into which runs put fees stay while they are needed',
  { iiq: { categoryMode: 'one', ledgerCategory: 'Technology' } },
  async d => {
    d.iiq.addFee({ amountCents: 4000 })
    await d.run()
    const [own] = (await d.call('categories.list', {})).items.filter(one => one.title === 'Technology')
    const spare = await d.call('categories.add', { title: 'Uncategorised' })
    for (const id of [own?.id ?? '', spare.id]) {
      expect(await d.ask('categories.remove', { id })).toMatchObject({ ok: false, error: { code: 'refused' } })
      expect(await d.ask('categories.set', { id, archived: true })).toMatchObject({ ok: false })
    }
    const renamed = await d.ask('categories.set', { id: spare.id, title: 'Rest' })
    expect(renamed).toMatchObject({ ok: false, error: { code: 'refused', field: 'title' } })
  },
)
