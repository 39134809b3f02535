import { expect } from 'vitest'
import { type KeptFee, scenario } from './district.ts'

// What Incident IQ owns of item types and categories, and how fees that are already here follow it.

scenario(
  'C1 an item type that moves to another category takes its fees along, a dated line in the story of each',
  {},
  async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    await d.run()
    const before = d.fee(fee.id) as KeptFee
    const type = d.iiq.itemTypes().find(one => one.sku === before.sku)
    const other = d.iiq.addCategory({ title: 'Music' })
    d.iiq.editItemType({ id: type?.id ?? '', categoryId: other.id })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded' })
    expect(d.fee(fee.id)).toMatchObject({ category: 'Music', balanceCents: 4000 })
    const story = await d.call('fees.show', { id: before.id })
    expect(story.notes).toMatchObject([{ field: 'category', before: before.category, after: 'Music' }])
  },
)

scenario(
  'C1 a renamed category shows its new title on every fee, moves no cent and is no line of any story',
  {},
  async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    await d.run()
    const before = d.fee(fee.id) as KeptFee
    const category = d.iiq.categories().find(one => one.title === before.category)
    d.iiq.editCategory({ id: category?.id ?? '', title: 'Renamed there' })
    await d.run()
    expect(d.fee(fee.id)).toMatchObject({ category: 'Renamed there', balanceCents: 4000 })
    expect((await d.call('fees.show', { id: before.id })).notes).toEqual([])
  },
)
