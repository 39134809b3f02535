import { expect } from 'vitest'
import { type District, scenario, told } from './district.ts'

/** The text of a fee's row with some fields changed; a field set to undefined is left out. */
function rowOf(d: District, fields: Record<string, unknown>): string {
  const fee = d.iiq.itemTypes().find(type => type.kind === 'Fee')
  const student = d.iiq.users().find(user => user.schoolIdNumber !== null)
  const at = new Date().toISOString()
  return JSON.stringify({
    LineItemId: '0b1c2d3e-0000-4000-8000-0000000000aa',
    LineItemTypeId: fee?.id,
    Type: 'Fee',
    Sku: fee?.sku,
    Name: fee?.title,
    Amount: 12.5,
    AmountDue: 12.5,
    CreatedDate: at,
    ModifiedDate: at,
    SchoolIdNumber: student?.schoolIdNumber,
    IsDeleted: false,
    ...fields,
  })
}

const BAD: [string, string, Record<string, unknown>][] = [
  ['three decimals', 'bad-amount', { Amount: 12.345 }],
  ['an amount as text', 'bad-amount', { Amount: '12.50' }],
  ['no amount', 'missing-field', { Amount: undefined }],
  ['more than ten million dollars', 'bad-amount', { Amount: 10_000_000.01 }],
  ['a negative fee', 'negative-fee', { Amount: -5 }],
  ['an unknown Type', 'unknown-type', { Type: 'Fine' }],
  ['no creation date', 'missing-field', { CreatedDate: undefined }],
  ['an impossible date', 'bad-time', { CreatedDate: '2026-13-01T10:00:00Z' }],
  ['no item type', 'missing-field', { LineItemTypeId: undefined }],
  ['IsDeleted as text', 'mistyped-field', { IsDeleted: 'no' }],
]

scenario(
  'M1 amounts are never rounded, and a mistyped or missing field is an Error import that quotes it',
  {},
  async d => {
    const ids = BAD.map(([, , fields], index) => {
      const id = `0b1c2d3e-0000-4000-8000-${String(index).padStart(12, '0')}`
      d.iiq.putRaw({ kind: 'item', text: rowOf(d, { LineItemId: id, ...fields }) })
      return id
    })
    const good = d.iiq.addFee({ amountCents: 4000 })
    const run = await d.run()
    expect(run).toMatchObject({ outcome: 'partly', counts: { added: 1, errors: BAD.length } })
    const found = await Promise.all(ids.map(id => d.import(id)))
    expect(found.map(one => `${one.status} ${one.cause}`)).toEqual(BAD.map(([, cause]) => `Error ${cause}`))
    for (const [index, [, , fields]] of BAD.entries()) {
      expect(found[index]?.message).toContain(Object.keys(fields)[0] ?? '')
    }
    expect(await d.errors()).toHaveLength(BAD.length)
    expect(d.fee(good.id)?.balanceCents).toBe(4000)
  },
)

scenario('M1 a zero fee is imported and counts as paid', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 0 })
  expect((await d.run()).outcome).toBe('succeeded')
  expect(d.fee(fee.id)).toMatchObject({ status: 'paid', balanceCents: 0, waivedCents: 0 })
})

scenario('P3 a bad row whose id can be read counts its fee as present', {}, async d => {
  const [fee, gone] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
  await d.run()
  d.iiq.purgeItem({ id: gone.id })
  d.iiq.faults.badRow = { id: fee.id, route: 'items' }
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { waived: 1, errors: 1 } })
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 4000, status: 'open', isMissing: 0 })
  expect(d.fee(gone.id)).toMatchObject({ balanceCents: 0, status: 'waived' })
})

scenario(
  'P3 while a row without a readable id is listed, waive-if-missing does not run, also on later pulls',
  {},
  async d => {
    const [fee, kept] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
    await d.run()
    d.iiq.purgeItem({ id: fee.id })
    const nameless = d.iiq.putRaw({ kind: 'item', text: rowOf(d, { LineItemId: undefined }) })
    expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { waived: 0, errors: 1 } })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 0, errors: 0 } })
    expect(d.fee(fee.id)).toMatchObject({ balanceCents: 4000, isMissing: 0 })
    expect(d.value<number>(`SELECT count(*) FROM imports WHERE external_key LIKE 'raw:%'`)).toBe(1)
    d.iiq.purgeItem({ id: nameless })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1 } })
    expect(d.fee(fee.id)?.status).toBe('waived')
    expect(d.fee(kept.id)?.status).toBe('open')
    expect(await d.errors()).toEqual([])
  },
)

scenario('W2 a row without a readable id does not keep fees with nothing due there from being waived', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  d.iiq.putRaw({ kind: 'item', text: rowOf(d, { LineItemId: undefined }) })
  d.iiq.putRaw({ kind: 'item', text: rowOf(d, { AmountDue: 0 }) })
  await d.run()
  expect(d.fee('0b1c2d3e-0000-4000-8000-0000000000aa')).toMatchObject({ status: 'waived', waivedCents: 1250 })
  expect(d.fee(fee.id)?.status).toBe('open')
})

scenario('W2 nothing is waived on a fee while one of its payments there cannot be read', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  const payment = d.iiq.payFee({ id: fee.id })
  d.iiq.faults.badRow = { id: payment.id, route: 'items' }
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 1, waived: 0 } })
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 4000, waivedCents: 0 })
  expect(await d.run()).toMatchObject({ counts: { waived: 0, payments: 0 } })
  d.iiq.clearFaults()
  await d.run()
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 0, paidCents: 4000, waivedCents: 0, status: 'paid' })
  expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'payment -4000'])
  expect(await d.errors()).toEqual([])
})
