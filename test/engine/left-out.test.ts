import { expect } from 'vitest'
import { type KeptFee, scenario } from './district.ts'

// What was left out because of a category, and lists of categories that cannot be believed.

scenario(
  'C1 an item type that moves into a selected category brings in the fees and payments that were left out',
  {},
  async d => {
    const inside = d.iiq.addFee({ amountCents: 1500 })
    await d.run()
    const kept = d.fee(inside.id) as KeptFee
    const category = d.iiq.categories().find(one => one.title === kept.category)
    const other = d.iiq.addCategory({ title: 'Music' })
    const type = d.iiq.itemTypes().find(one => one.sku === kept.sku)
    await d.set({ categories: [other.id] })
    const left = d.iiq.addFee({ amountCents: 4000, sku: kept.sku })
    d.iiq.payFee({ id: left.id, amountCents: 1000 })
    await d.run()
    expect(d.fee(left.id)).toBeUndefined()
    d.iiq.editItemType({ id: type?.id ?? '', categoryId: other.id })
    await d.run()
    expect(d.fee(left.id)).toMatchObject({ balanceCents: 3000, category: 'Music' })
    expect(category?.id).not.toBe(other.id)
  },
)

scenario(
  'P3 a list of item types beside an empty list of categories is not whole: fees wait for the next run',
  {},
  async d => {
    const categories = d.iiq.categories()
    const fee = d.iiq.addFee({ amountCents: 4000 })
    for (const one of categories) d.iiq.removeCategory({ id: one.id })
    const run = await d.run()
    expect(run).toMatchObject({ outcome: 'partly', counts: { added: 0, unprocessed: 1 } })
    expect(d.fee(fee.id)).toBeUndefined()
  },
)

scenario('C2 a payment that is gone is found gone in the run in which its missing fee returns', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  const payment = d.iiq.payFee({ id: fee.id, amountCents: 1000 })
  await d.run()
  d.iiq.deleteItem({ id: fee.id })
  await d.run()
  d.iiq.restoreItem({ id: fee.id })
  d.iiq.deleteItem({ id: payment.id })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded' })
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 4000, paidCents: 0 })
})
