import { expect } from 'vitest'
import { scenario, told } from './district.ts'

const OFF = { waiveZeroDue: false, waiveMissing: false }

scenario('W1 a fee that was imported under an earlier cut-off is never missing', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000, createdDate: '2026-09-01T15:00:00Z' })
  await d.run()
  await d.set({ createdSince: '2026-10-01' })
  d.iiq.purgeItem({ id: fee.id })
  expect(await d.run({ approve: true })).toMatchObject({ outcome: 'succeeded', counts: { waived: 0 } })
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 4000, isMissing: 0 })
})

scenario('W1 a fee of a category that is no longer selected is left alone', {}, async d => {
  const [devices, library] = d.iiq.categories()
  const [zero, missing] = [
    d.iiq.addFee({ sku: 'LB-LOST', amountCents: 4000 }),
    d.iiq.addFee({ sku: 'LB-LOST', amountCents: 3000 }),
  ]
  await d.run()
  await d.set({ categories: [library?.id ?? ''] })
  expect(devices?.id).not.toBe(library?.id)
  d.iiq.purgeItem({ id: missing.id })
  d.iiq.faults.badRow = { id: zero.id, field: 'AmountDue', value: 0, route: 'items' }
  expect(await d.run()).toMatchObject({ counts: { waived: 0 } })
  expect([d.fee(zero.id)?.balanceCents, d.fee(missing.id)?.balanceCents]).toEqual([4000, 3000])
})

scenario('W2 with the rule on, payments there are entered first and only what is left is waived', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  d.iiq.payFee({ id: fee.id, amountCents: 1500 })
  await d.run()
  d.iiq.faults.badRow = { id: fee.id, field: 'AmountDue', value: 0, route: 'items' }
  d.iiq.payFee({ id: fee.id, amountCents: 500 })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1, payments: 1 } })
  expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'payment -1500', 'payment -500', 'waiver -2000'])
  expect(d.entries(fee.id).at(-1)).toMatchObject({ rule: 'zero-there', system: 'feebridge' })
  expect(d.fee(fee.id)).toMatchObject({ status: 'paid', balanceCents: 0, waivedCents: 2000 })
})

scenario(
  'W2 with the rule off, nothing due there waives nothing here and one sync error shows both amounts',
  { iiq: OFF },
  async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    d.iiq.faults.badRow = { id: fee.id, field: 'AmountDue', value: 0, route: 'items' }
    expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { waived: 0 } })
    expect(d.fee(fee.id)).toMatchObject({ balanceCents: 4000, status: 'open' })
    expect(await d.errors()).toMatchObject([{ cause: 'amount-due-differs' }])
    await d.set({ waiveZeroDue: true })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1 } })
    expect(await d.errors()).toEqual([])
  },
)

scenario('W2 a payment that comes in after the waiver takes its place: the waiver is voided by itself', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  d.iiq.faults.badRow = { id: fee.id, field: 'AmountDue', value: 0, route: 'items' }
  await d.run()
  expect(d.fee(fee.id)?.status).toBe('waived')
  d.iiq.clearFaults()
  d.iiq.payFee({ id: fee.id, amountCents: 4000 })
  await d.run()
  expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'waiver -4000', 'payment -4000', 'void 4000'])
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 0, paidCents: 4000, waivedCents: 0, status: 'paid' })
  expect(await d.errors()).toEqual([])
})

scenario('W2 a fee that is due there again gets its automatic waiver voided', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  d.iiq.faults.badRow = { id: fee.id, field: 'AmountDue', value: 0, route: 'items' }
  await d.run()
  d.iiq.clearFaults()
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { voided: 1 } })
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 4000, status: 'open' })
})

for (const gone of ['deleted', 'purged'] as const) {
  scenario(`W3 with the rule on, a fee that was ${gone} there is waived after being asked for singly`, {}, async d => {
    const [fee, kept] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
    await d.run()
    if (gone === 'deleted') d.iiq.deleteItem({ id: fee.id })
    else d.iiq.purgeItem({ id: fee.id })
    d.iiq.resetRequests()
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1 } })
    expect(d.iiq.requests.recent.filter(one => one.body.includes(fee.id))).toHaveLength(1)
    expect(d.entries(fee.id).at(-1)).toMatchObject({ kind: 'waiver', rule: 'missing-there', amountCents: -4000 })
    expect(d.fee(kept.id)?.balanceCents).toBe(3000)
    d.iiq.resetRequests()
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 0 } })
    expect(d.iiq.requests.recent.filter(one => one.body.includes(fee.id))).toHaveLength(0)
  })
}

scenario(
  'W3 a missing fee that answers when it is asked for singly is not waived, and the list was not whole',
  {},
  async d => {
    const fees = Array.from({ length: 4 }, () => d.iiq.addFee({ amountCents: 4000 }))
    await d.run()
    d.iiq.faults.halfFeed = { foundSingly: true, route: 'items' }
    const half = await d.run()
    expect(half).toMatchObject({ outcome: 'partly', counts: { waived: 0, pulled: 2 } })
    expect(half.message).toContain('2 records')
    expect(d.fees().every(fee => fee.balanceCents === 4000 && fee.isMissing === 0)).toBe(true)
    expect(fees).toHaveLength(4)
  },
)

scenario('W3 nothing is waived when the single question is answered with another row', {}, async d => {
  const [fee] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
  await d.run()
  d.iiq.purgeItem({ id: fee.id })
  d.iiq.faults.dropFilters = { facets: ['lineitemid'], route: 'items' }
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { waived: 0 } })
  expect(d.fee(fee.id)?.balanceCents).toBe(4000)
})

scenario('W3 a part-paid fee that is missing keeps its payments; the rest is waived', {}, async d => {
  const [fee] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
  d.iiq.payFee({ id: fee.id, amountCents: 1500 })
  await d.run()
  d.iiq.deleteItem({ id: fee.id })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1, voided: 0 } })
  expect(d.fee(fee.id)).toMatchObject({ paidCents: 1500, waivedCents: 2500, balanceCents: 0, status: 'paid' })
})

scenario('W3 with the rule off, a missing fee changes nothing and one sync error says so', { iiq: OFF }, async d => {
  const fees = Array.from({ length: 3 }, (_, index) => d.iiq.addFee({ amountCents: 1000 * (index + 1) }))
  await d.run()
  for (const { id } of fees.slice(0, 2)) d.iiq.purgeItem({ id })
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { waived: 0, errors: 1 } })
  expect(d.fees().map(fee => fee.balanceCents)).toEqual([1000, 2000, 3000])
  const errors = await d.errors()
  expect(errors).toMatchObject([{ cause: 'missing-there' }])
  expect(errors[0]?.message).toContain('2 fees')
  expect(errors[0]?.message).toContain('$30.00')
  expect((await d.run()).outcome).toBe('succeeded')
  await d.set({ waiveMissing: true })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 2 } })
  expect(await d.errors()).toEqual([])
})

scenario(
  'W3 a row that is listed as deleted is missing, stays missing, and is restored when it is live again',
  {},
  async d => {
    const [fee] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
    await d.run()
    const row = JSON.parse(
      d.value<string>(
        'SELECT raw FROM import_bodies b JOIN imports i ON i.seq = b.import_seq WHERE i.external_id = ?',
        fee.id,
      ),
    )
    d.iiq.faults.badRow = { id: fee.id, field: 'IsDeleted', value: true, route: 'items' }
    expect(row.IsDeleted).toBe(false)
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1 } })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 0, voided: 0 } })
    expect(d.fee(fee.id)).toMatchObject({ balanceCents: 0, status: 'waived', isMissing: 1 })
    d.iiq.clearFaults()
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { voided: 1 } })
    expect(d.fee(fee.id)).toMatchObject({ balanceCents: 4000, isMissing: 0 })
  },
)

scenario('W3 a row that an incomplete pull lists as deleted is waived by the next whole one', {}, async d => {
  const [fee] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
  await d.run()
  d.iiq.faults.badRow = { id: fee.id, field: 'IsDeleted', value: true, route: 'items' }
  d.iiq.faults.totalOff = { by: 1, route: 'items' }
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { waived: 0 } })
  expect(d.fee(fee.id)?.balanceCents).toBe(4000)
  d.iiq.faults.totalOff = null
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1 } })
  expect(d.fee(fee.id)?.status).toBe('waived')
})

for (const how of ['restored', 'listed again word for word'] as const) {
  scenario(`W4 the automatic waiver of a fee that is ${how} is voided by itself`, {}, async d => {
    const [fee] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
    d.iiq.payFee({ id: fee.id, amountCents: 1000 })
    await d.run()
    if (how === 'restored') d.iiq.deleteItem({ id: fee.id })
    else d.iiq.faults.halfFeed = { route: 'items' }
    const [hidden] = how === 'restored' ? [fee] : d.iiq.fees().slice(1)
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1 } })
    expect(d.fee(hidden?.id ?? '')).toMatchObject({ balanceCents: 0, isMissing: 1 })
    d.iiq.clearFaults()
    if (how === 'restored') d.iiq.restoreItem({ id: fee.id })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { voided: 1 } })
    expect(d.fee(fee.id)).toMatchObject({
      balanceCents: 3000,
      paidCents: 1000,
      waivedCents: 0,
      status: 'partly-paid',
      isMissing: 0,
    })
    expect(d.fees().every(one => one.isMissing === 0 && one.waivedCents === 0)).toBe(true)
    expect(await d.errors()).toEqual([])
  })
}
