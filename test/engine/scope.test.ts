import { expect } from 'vitest'
import { scenario } from './district.ts'

scenario(
  'Z1 the cut-off is 00:00 of that day in New York, the day itself included',
  { timeZone: 'America/New_York', iiq: { createdSince: '2026-10-01' } },
  async d => {
    const at = (createdDate: string) => d.iiq.addFee({ createdDate, amountCents: 100 }).id
    const inside = [at('2026-10-01T04:00:00.000Z'), at('2026-10-01T20:00:00Z'), at('2026-10-02T03:59:59Z')]
    const outside = [at('2026-10-01T03:59:59.999Z'), at('2026-09-30T12:00:00Z')]
    await d.run()
    expect(d.fees().map(fee => fee.externalId)).toEqual(inside)
    expect(d.fees().map(fee => fee.createdOn)).toEqual(['2026-10-01', '2026-10-01', '2026-10-01'])
    expect(await d.import(outside[0] ?? '')).toMatchObject({ status: 'Ignored', cause: 'before-cut-off' })
  },
)

scenario(
  'Z1 on Kiritimati the day begins fourteen hours before UTC’s',
  { timeZone: 'Pacific/Kiritimati', iiq: { createdSince: '2026-10-01' } },
  async d => {
    const at = (createdDate: string) => d.iiq.addFee({ createdDate, amountCents: 100 }).id
    const first = at('2026-09-30T10:00:00.000Z')
    const before = at('2026-09-30T09:59:59.999Z')
    await d.run()
    expect(d.fees().map(fee => [fee.externalId, fee.createdOn])).toEqual([[first, '2026-10-01']])
    expect(await d.import(before)).toMatchObject({ status: 'Ignored' })
  },
)

scenario(
  'Z1 a creation time of 00:00:00 is that calendar day as written',
  { timeZone: 'America/New_York', iiq: { createdSince: '2026-10-01' } },
  async d => {
    const fee = d.iiq.addFee({ createdDate: '2026-10-01T00:00:00.000Z', amountCents: 100 })
    await d.run()
    expect(d.fee(fee.id)?.createdOn).toBe('2026-10-01')
  },
)

scenario('Z2 a cut-off moved forward never waives or recalls anything', {}, async d => {
  const early = d.iiq.addFee({ amountCents: 4000, createdDate: '2026-09-01T15:00:00Z' })
  const later = d.iiq.addFee({ amountCents: 3000, createdDate: '2026-10-10T15:00:00Z' })
  const lost = d.iiq.addFee({
    userId: null,
    schoolIdNumber: 'nobody',
    amountCents: 10,
    createdDate: '2026-09-02T15:00:00Z',
  })
  await d.run()
  const notes = await d.set({ createdSince: '2026-10-01' })
  expect(notes[0]).toContain('nothing is waived')
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 0, voided: 0 } })
  expect(d.fees().map(fee => fee.balanceCents)).toEqual([4000, 3000])
  expect([early.id, later.id]).toEqual(d.fees().map(fee => fee.externalId))
  // An import in error from before it is left out, in a sentence that is true.
  expect(await d.import(lost.id)).toMatchObject({ status: 'Ignored', cause: 'before-cut-off' })
  expect(await d.errors()).toEqual([])
})

scenario('Z2 a cut-off moved back reads again from the new date', { iiq: { createdSince: '2026-10-01' } }, async d => {
  const early = d.iiq.addFee({ amountCents: 4000, createdDate: '2026-09-01T15:00:00Z' })
  const eve = d.iiq.addFee({ amountCents: 2000, createdDate: '2026-09-30T15:00:00Z' })
  const payment = d.iiq.payFee({ id: eve.id, amountCents: 500 })
  await d.run()
  expect(d.fees()).toEqual([])
  expect(await d.import(payment.id)).toMatchObject({ status: 'Ignored', cause: 'fee-out-of-scope' })
  const notes = await d.set({ createdSince: '2026-08-01' })
  expect(notes[0]).toContain('reads again')
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 2, payments: 1 } })
  expect(d.fee(early.id)?.balanceCents).toBe(4000)
  expect(d.fee(eve.id)?.balanceCents).toBe(1500)
})

scenario(
  'Z2 a narrowed category keeps fees that are here up to date; a widened one brings in what was left out',
  {},
  async d => {
    const ids = d.iiq.categories().map(category => category.id)
    const kept = d.iiq.addFee({ sku: 'LB-LOST', amountCents: 4000 })
    await d.run()
    await d.set({ categories: [ids[1] ?? ''] })
    const later = d.iiq.addFee({ sku: 'LB-LOST', amountCents: 100 })
    d.iiq.payFee({ id: kept.id, amountCents: 1000 })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 0, payments: 1, ignored: 1 } })
    expect(d.fee(kept.id)?.balanceCents).toBe(3000)
    await d.set({ categories: undefined })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1 } })
    expect(d.fee(later.id)?.balanceCents).toBe(100)
  },
)

scenario(
  'all imported fees go to the one ledger category that was chosen; it is made when missing',
  { iiq: { categoryMode: 'one', ledgerCategory: 'Fees from Incident IQ' } },
  async d => {
    d.iiq.addFee({ sku: 'LB-LOST', amountCents: 4000 })
    d.iiq.addFee({ sku: 'LIB-LOST', amountCents: 3000 })
    expect((await d.run()).outcome).toBe('succeeded')
    expect(d.fees().map(fee => fee.category)).toEqual(['Fees from Incident IQ', 'Fees from Incident IQ'])
    const own = (await d.call('categories.list', {})).items.filter(one => one.title === 'Fees from Incident IQ')
    expect(own).toMatchObject([{ system: 'feebridge' }])
    await d.run()
    expect(
      (await d.call('categories.list', {})).items.filter(one => one.title === 'Fees from Incident IQ'),
    ).toHaveLength(1)
  },
)

scenario(
  'a fee of a category that Incident IQ does not list is "Uncategorised", with a sync error until the category is known',
  {},
  async d => {
    const type = d.iiq.addItemType({
      sku: 'LOST-CAT',
      title: 'Stray',
      categoryId: '0b1c2d3e-0000-4000-8000-00000000cccc',
    })
    const fee = d.iiq.addFee({ sku: 'LOST-CAT', amountCents: 900 })
    expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 1 } })
    expect(d.fee(fee.id)?.category).toBe('Uncategorised')
    expect(await d.errors()).toMatchObject([{ cause: 'unknown-category' }])
    d.iiq.editItemType({ id: type.id, categoryId: d.iiq.categories()[0]?.id ?? '' })
    await d.run()
    expect(await d.errors()).toEqual([])
  },
)

scenario(
  'a category that disappears there sends new fees to "Uncategorised", and is taken back when it is listed again',
  {},
  async d => {
    const category = d.iiq.addCategory({ title: 'Clubs' })
    d.iiq.addItemType({ sku: 'CLUB', title: 'Club fee', categoryId: category.id })
    const first = d.iiq.addFee({ sku: 'CLUB', amountCents: 100 })
    await d.run()
    d.iiq.removeCategory({ id: category.id })
    const second = d.iiq.addFee({ sku: 'CLUB', amountCents: 200 })
    expect((await d.run()).outcome).toBe('partly')
    expect([d.fee(first.id)?.category, d.fee(second.id)?.category]).toEqual(['Clubs', 'Uncategorised'])
    expect(await d.errors()).toMatchObject([{ cause: 'unknown-category' }])
    d.iiq.addCategory({ id: category.id, title: 'Clubs' })
    const third = d.iiq.addFee({ sku: 'CLUB', amountCents: 300 })
    expect((await d.run()).outcome).toBe('succeeded')
    expect(d.fee(third.id)?.category).toBe('Clubs')
    expect(await d.errors()).toEqual([])
  },
)

scenario('a Sku that two live item types carry is a sync error until one gives it up', {}, async d => {
  const twin = d.iiq.addItemType({ sku: 'lb-lost', title: 'Lost laptop, again' })
  expect((await d.run()).outcome).toBe('partly')
  const [error] = await d.errors()
  expect(error).toMatchObject({ cause: 'duplicate-sku' })
  expect(error?.message).toContain('Lost laptop, again')
  const original = d.iiq.itemTypes().find(type => type.sku === 'LB-LOST')
  d.iiq.editItemType({ id: twin.id, sku: 'LB-LOST-2' })
  d.iiq.editItemType({ id: original?.id ?? '', sku: 'LB-LOST-1' })
  expect((await d.run()).outcome).toBe('succeeded')
  expect(await d.errors()).toEqual([])
})

scenario(
  'the due date is the system’s own, as written, else the assessed day and the days before overdue',
  {},
  async d => {
    const own = d.iiq.addFee({ amountCents: 1, createdDate: '2026-10-01T15:00:00Z', dueDate: '2026-12-24T00:00:00Z' })
    const late = d.iiq.addFee({ amountCents: 2, createdDate: '2026-10-01T15:00:00Z', dueDate: '2026-12-24T03:30:00Z' })
    const none = d.iiq.addFee({ amountCents: 3, createdDate: '2026-10-01T15:00:00Z' })
    await d.run()
    expect([own, late, none].map(({ id }) => d.fee(id)?.dueOn)).toEqual(['2026-12-24', '2026-12-23', '2026-10-31'])
  },
)
