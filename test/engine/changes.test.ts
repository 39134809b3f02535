import { expect } from 'vitest'
import { scenario, told } from './district.ts'

for (const [word, cents] of [
  ['up', 5500],
  ['down', 2500],
] as const) {
  scenario(`C1 an amount that goes ${word} without payments becomes an adjustment`, {}, async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    await d.run()
    d.iiq.editFee({ id: fee.id, amountCents: cents })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { changed: 1, added: 0 } })
    expect(told(d.entries(fee.id))).toEqual(['charge 4000', `adjustment ${cents - 4000}`])
    expect(d.fee(fee.id)).toMatchObject({ balanceCents: cents, chargedCents: 4000, adjustedCents: cents - 4000 })
  })
}

scenario(
  'C1 a changed amount under an outside payment is a question and changes nothing until it is answered',
  {},
  async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    d.iiq.payFee({ id: fee.id, amountCents: 1000 })
    await d.run()
    d.iiq.editFee({ id: fee.id, amountCents: 5000 })
    expect((await d.run()).outcome).toBe('partly')
    const question = (await d.errors()).find(error => error.cause === 'amount-changed')
    expect(question?.message).toMatch(/\$40\.00 to \$50\.00.*\$10\.00 is already paid/)
    expect(question?.actions.map(action => action.kind)).toEqual(['accept-change', 'keep-ours', 'ignore'])
    expect(d.fee(fee.id)?.balanceCents).toBe(3000)
    expect((await d.run()).outcome).toBe('succeeded')
    expect(d.fee(fee.id)?.balanceCents).toBe(3000)
  },
)

scenario('C1 the clerk accepts a changed amount: it is entered as an adjustment in the clerk’s name', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  d.iiq.payFee({ id: fee.id, amountCents: 1000 })
  await d.run()
  d.iiq.editFee({ id: fee.id, amountCents: 500 })
  await d.run()
  const question = (await d.errors()).find(error => error.cause === 'amount-changed')
  await d.call('errors.answer', { id: question?.id ?? '', answer: 'accept-change' })
  expect(d.entries(fee.id).at(-1)).toMatchObject({ kind: 'adjustment', amountCents: -3500, operator: 'June Office' })
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: -500, status: 'overpaid' })
  expect(await d.import(fee.id)).toMatchObject({ status: 'Imported' })
  expect((await d.run()).outcome).toBe('succeeded')
  // More is paid now than is due, which asks once (M7).
  expect((await d.errors()).map(error => error.cause)).toEqual(['overpaid'])
  expect(await d.ask('errors.answer', { id: question?.id ?? '', answer: 'keep-ours' })).toMatchObject({ ok: false })
})

scenario('C1 the clerk keeps ours: the fee stays, and the same change does not ask again', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  d.iiq.payFee({ id: fee.id, amountCents: 1000 })
  await d.run()
  d.iiq.editFee({ id: fee.id, amountCents: 5000 })
  await d.run()
  const question = (await d.errors()).find(error => error.cause === 'amount-changed')
  await d.call('errors.answer', { id: question?.id ?? '', answer: 'keep-ours' })
  expect(await d.import(fee.id)).toMatchObject({ status: 'Ignored', cause: 'kept-ours' })
  expect((await d.run()).outcome).toBe('succeeded')
  d.iiq.editFee({ id: fee.id, notes: 'A word more' })
  await d.run()
  // That the amounts due differ stays said (C2); the change itself is not asked about again.
  expect((await d.errors()).map(error => error.cause)).toEqual(['amount-due-differs'])
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 3000, adjustedCents: 0 })
})

scenario(
  'C1 a changed student on a fee without payments is a dated line; with payments it is a question',
  {},
  async d => {
    const student = d.iiq.users().find(user => user.schoolIdNumber !== null)?.id ?? ''
    const other = d.iiq.addUser({ firstName: 'Mo', lastName: 'Mover', schoolIdNumber: '8080' })
    const [free, paid] = [
      d.iiq.addFee({ userId: student, amountCents: 1000 }),
      d.iiq.addFee({ userId: student, amountCents: 2000 }),
    ]
    d.iiq.payFee({ id: paid.id, amountCents: 500 })
    await d.run()
    const before = d.fee(paid.id)?.student
    for (const { id } of [free, paid]) d.iiq.editFee({ id, userId: other.id })
    expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { changed: 1 } })
    expect(d.fee(free.id)?.student).toBe('Mo Mover')
    expect(d.notes(free.id)).toContainEqual(`student: ${before} > Mo Mover`)
    expect(d.fee(paid.id)?.student).toBe(before)
    const [question] = await d.errors()
    expect(question).toMatchObject({ cause: 'student-changed' })
    await d.call('errors.answer', { id: question?.id ?? '', answer: 'accept-change' })
    expect(d.fee(paid.id)).toMatchObject({ student: 'Mo Mover', paidCents: 500 })
  },
)

scenario('C1 a changed item, category, due date, location or text is a dated line of the fee’s story', {}, async d => {
  const [first, second] = d.iiq.locations()
  const fee = d.iiq.addFee({
    sku: 'LB-LOST',
    amountCents: 4000,
    dueDate: '2027-01-15',
    locationId: first?.id ?? null,
    description: 'Lost',
  })
  await d.run()
  d.iiq.editFee({
    id: fee.id,
    sku: 'LIB-LOST',
    dueDate: '2027-02-20',
    locationId: second?.id ?? null,
    description: 'Found and lost',
  })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { changed: 1 } })
  expect(d.notes(fee.id)).toEqual([
    'item: LB-LOST > LIB-LOST',
    'category: Devices > Library',
    `location: ${first?.name} > ${second?.name}`,
    'due date: 2027-01-15 > 2027-02-20',
    'name: Lost laptop > Lost library book',
    'description: Lost > Found and lost',
  ])
  expect(d.fee(fee.id)).toMatchObject({ sku: 'LIB-LOST', category: 'Library', dueOn: '2027-02-20', balanceCents: 4000 })
  expect(told(d.entries(fee.id))).toEqual(['charge 4000'])
})

scenario(
  'C2 payments and adjustments that Incident IQ lists become entries; a negative payment is a refund, a waive word a waiver',
  {},
  async d => {
    const fee = d.iiq.addFee({ amountCents: 10_000 })
    d.iiq.payFee({ id: fee.id, amountCents: 3000 })
    d.iiq.payFee({ id: fee.id, amountCents: -1000 })
    d.iiq.adjustFee({
      id: fee.id,
      amountCents: 250,
      sku: d.iiq.addItemType({ sku: 'ADD', title: 'Handling', kind: 'Adjustment' }).sku,
    })
    d.iiq.waiveFee({ id: fee.id, amountCents: 700 })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1, payments: 4 } })
    expect(told(d.entries(fee.id))).toEqual([
      'charge 10000',
      'payment -3000',
      'refund 1000',
      'adjustment 250',
      'waiver -700',
    ])
    expect(d.fee(fee.id)).toMatchObject({
      paidCents: 2000,
      waivedCents: 700,
      adjustedCents: 250,
      balanceCents: 7550,
      status: 'partly-paid',
    })
  },
)

for (const gone of ['deleted', 'purged'] as const) {
  scenario(`C2 a payment that was ${gone} there is voided after being asked for singly`, {}, async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    const payment = d.iiq.payFee({ id: fee.id, amountCents: 1500 })
    await d.run()
    if (gone === 'deleted') d.iiq.deleteItem({ id: payment.id })
    else d.iiq.purgeItem({ id: payment.id })
    d.iiq.resetRequests()
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { voided: 1 } })
    expect(d.iiq.requests.recent.filter(one => one.body.includes(payment.id))).toHaveLength(1)
    expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'payment -1500', 'void 1500'])
    expect(d.fee(fee.id)).toMatchObject({ balanceCents: 4000, paidCents: 0, status: 'open' })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { voided: 0 } })
  })
}

scenario('C2 a payment that is not listed and answers when it is asked for singly stays', {}, async d => {
  const fees = Array.from({ length: 4 }, () => d.iiq.addFee({ amountCents: 4000 }))
  for (const { id } of fees) d.iiq.payFee({ id, amountCents: 1500 })
  await d.run()
  d.iiq.faults.halfFeed = { foundSingly: true, route: 'items' }
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { voided: 0, waived: 0 } })
  expect(d.fees().map(fee => fee.paidCents)).toEqual([1500, 1500, 1500, 1500])
})

scenario('C2 a voided payment that is listed again, word for word as before, is entered anew', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  const payment = d.iiq.payFee({ id: fee.id, amountCents: 1500 })
  await d.run()
  const raw = d.value<string>(
    'SELECT raw FROM import_bodies b JOIN imports i ON i.seq = b.import_seq WHERE i.external_id = ?',
    payment.id,
  )
  d.iiq.purgeItem({ id: payment.id })
  await d.run()
  expect(d.fee(fee.id)?.paidCents).toBe(0)
  d.iiq.putRaw({ kind: 'item', text: raw })
  expect(await d.run()).toMatchObject({ counts: { payments: 1 } })
  expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'payment -1500', 'void 1500', 'payment -1500'])
})

scenario('C2 a changed payment is voided and entered anew', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  const payment = d.iiq.payFee({ id: fee.id, amountCents: 1500 })
  await d.run()
  d.iiq.editFee({ id: payment.id, amountCents: 1800 })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { voided: 1, payments: 1 } })
  expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'payment -1500', 'void 1500', 'payment -1800'])
  expect(d.fee(fee.id)?.balanceCents).toBe(2200)
  d.iiq.editFee({ id: payment.id, notes: 'Receipt found' })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { voided: 0, payments: 0 } })
})

scenario(
  'C2 a payment that moved to another fee, even one that is new, is voided here and entered there',
  {},
  async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    const payment = d.iiq.payFee({ id: fee.id, amountCents: 1500 })
    await d.run()
    const row = JSON.parse(
      d.value<string>(
        'SELECT raw FROM import_bodies b JOIN imports i ON i.seq = b.import_seq WHERE i.external_id = ?',
        payment.id,
      ),
    )
    d.iiq.purgeItem({ id: payment.id })
    const other = d.iiq.addFee({ amountCents: 2000 })
    d.iiq.putRaw({ kind: 'item', text: JSON.stringify({ ...row, AppliesToLineItemId: other.id }) })
    expect(await d.run()).toMatchObject({ counts: { added: 1, voided: 1, payments: 1 } })
    expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'payment -1500', 'void 1500'])
    expect(told(d.entries(other.id))).toEqual(['charge 2000', 'payment -1500'])
  },
)

scenario(
  'C2 an AmountDue that differs is a sync error with both amounts and goes away when both agree',
  { iiq: { waiveZeroDue: false } },
  async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    d.iiq.faults.badRow = { id: fee.id, field: 'AmountDue', value: 12.5, route: 'items' }
    expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 1, errors: 1 } })
    const [error] = await d.errors()
    expect(error).toMatchObject({ cause: 'amount-due-differs' })
    expect(error?.message).toMatch(/\$12\.50.*\$40\.00/)
    expect((await d.run()).outcome).toBe('succeeded')
    d.iiq.clearFaults()
    expect((await d.run()).outcome).toBe('succeeded')
    expect(await d.errors()).toEqual([])
    expect(await d.errors('resolved')).toMatchObject([{ closedBy: 'Incident IQ' }])
  },
)

scenario('C3 what Incident IQ owns is not changed here, what is ours is', {}, async d => {
  await d.run()
  const type = (await d.call('itemTypes.list', {})).items.find(one => one.sku === 'LB-LOST')
  const [category] = (await d.call('categories.list', {})).items
  expect(await d.ask('itemTypes.set', { id: type?.id ?? '', title: 'Ours' })).toMatchObject({
    ok: false,
    error: { code: 'refused', field: 'title' },
  })
  expect(await d.ask('categories.set', { id: category?.id ?? '', title: 'Ours' })).toMatchObject({
    ok: false,
    error: { code: 'refused' },
  })
  expect(await d.call('itemTypes.set', { id: type?.id ?? '', glCode: '10-4400' })).toMatchObject({ glCode: '10-4400' })
  d.iiq.editItemType({ id: type?.externalId ?? '', title: 'Laptop, lost for good' })
  await d.run()
  expect((await d.call('itemTypes.list', {})).items.find(one => one.sku === 'LB-LOST')).toMatchObject({
    title: 'Laptop, lost for good',
    glCode: '10-4400',
  })
})
