import { expect } from 'vitest'
import { scenario, told } from './district.ts'

scenario('I1 two equal real charges both live', {}, async d => {
  const [one, two] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 4000 })]
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 2 } })
  expect([d.fee(one.id)?.balanceCents, d.fee(two.id)?.balanceCents]).toEqual([4000, 4000])
  const payment = d.iiq.payFee({ id: two.id, amountCents: 4000 })
  await d.run()
  expect([d.fee(one.id)?.balanceCents, d.fee(two.id)?.balanceCents]).toEqual([4000, 0])
  expect(d.entries(two.id).at(-1)?.externalId).toBe(payment.id)
})

scenario('I1 ids of Incident IQ are compared without case', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  await d.run()
  const raw = d.value<string>(
    'SELECT raw FROM import_bodies b JOIN imports i ON i.seq = b.import_seq WHERE i.external_id = ?',
    fee.id,
  )
  d.iiq.purgeItem({ id: fee.id })
  d.iiq.putRaw({ kind: 'item', text: raw.replace(fee.id, fee.id.toUpperCase()) })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 0, waived: 0 } })
  expect(d.fees()).toHaveLength(1)
})

scenario('I2 a School Id that two people carry matches nobody until the clerk chooses', {}, async d => {
  const [ana, ben] = ['Ana', 'Ben'].map(firstName =>
    d.iiq.addUser({ firstName, lastName: 'Twin', schoolIdNumber: '555001' }),
  )
  const fee = d.iiq.addFee({ userId: null, schoolIdNumber: '555001', locationId: null, amountCents: 4000 })
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 0, errors: 1 } })
  const [error] = await d.errors()
  expect(error).toMatchObject({ cause: 'ambiguous-student' })
  expect(error?.message).toMatch(/555001.*Ana Twin.*Ben Twin/)
  expect(error?.actions).toContainEqual({ kind: 'choose-person', schoolId: '555001' })
  expect(await d.ask('students.choose', { schoolId: '555001', person: 'nobody' })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  })
  await d.call('students.choose', { schoolId: '555001', person: ben?.id ?? '' })
  expect(await d.call('imports.reprocess', { cause: 'ambiguous-student' })).toMatchObject({
    outcome: 'succeeded',
    counts: { added: 1 },
  })
  expect(d.fee(fee.id)?.student).toBe('Ben Twin')
  expect(await d.errors()).toEqual([])
  expect(ana?.id).not.toBe(ben?.id)
})

for (const [what, there, onFee] of [
  ['leading zeros', '00012345', '12345'],
  ['case', 'AB-77', 'ab-77'],
  ['blanks', '998 877', '998877'],
] as const) {
  scenario(
    `I2 a near miss (${what}) is named in the error, with the fix as an action, and never matched by itself`,
    {},
    async d => {
      const user = d.iiq.addUser({ firstName: 'Nia', lastName: 'Near', schoolIdNumber: there })
      const fee = d.iiq.addFee({ userId: null, schoolIdNumber: onFee, amountCents: 4000 })
      expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 0 } })
      const [error] = await d.errors()
      expect(error?.message).toContain(`${there} of Nia Near`)
      expect(error?.actions).toContainEqual({ kind: 'choose-person', schoolId: onFee })
      await d.call('students.choose', { schoolId: onFee, person: user.id })
      await d.call('imports.reprocess', { ids: [(await d.import(fee.id)).id] })
      expect(d.fee(fee.id)?.student).toBe('Nia Near')
    },
  )
}

scenario('I2 a person may be chosen only among those who carry the School Id or nearly do', {}, async d => {
  const far = d.iiq.addUser({ firstName: 'Fay', lastName: 'Far', schoolIdNumber: '1' })
  await d.run()
  expect(await d.ask('students.choose', { schoolId: '777', person: far.id })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  })
})

scenario('I2 a School Id that a live account and a deleted one carry is the live one', {}, async d => {
  d.iiq.addUser({ firstName: 'Old', lastName: 'Account', schoolIdNumber: '31337', isDeleted: true })
  d.iiq.addUser({ firstName: 'New', lastName: 'Account', schoolIdNumber: '31337' })
  const fee = d.iiq.addFee({ userId: null, schoolIdNumber: '31337', locationId: null, amountCents: 4000 })
  expect((await d.run()).outcome).toBe('succeeded')
  expect(d.fee(fee.id)?.student).toBe('New Account')
})

scenario(
  'I9 a student is found by the number, else by the user, else by the owner of the asset; deleted people still resolve',
  {},
  async d => {
    const [school] = d.iiq.locations()
    const owner = d.iiq.addUser({
      firstName: 'Olga',
      lastName: 'Owner',
      schoolIdNumber: '4711',
      locationId: school?.id ?? null,
      isDeleted: true,
    })
    const asset = d.iiq.addAsset({ tag: 'T-1', ownerId: owner.id })
    const onAsset = d.iiq.addFee({ assetId: asset.id, amountCents: 100 })
    const onTicket = d.iiq.addFee({
      userId: owner.id,
      schoolIdNumber: null,
      ticketId: '0b1c2d3e-0000-4000-8000-0000000000bb',
      ticketNumber: 'T-99',
      amountCents: 200,
    })
    const onNobody = d.iiq.addFee({ assetId: d.iiq.addAsset({ tag: 'T-2' }).id, amountCents: 300 })
    expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 2, errors: 1 } })
    expect(d.fee(onAsset.id)).toMatchObject({ student: 'Olga Owner', location: school?.name })
    expect(d.fee(onTicket.id)).toMatchObject({ student: 'Olga Owner' })
    expect(await d.import(onNobody.id)).toMatchObject({ status: 'Error', cause: 'no-student' })
  },
)

scenario(
  'I4 what comes back under our mark, unknown here after a restore, is entered as recovered and never twice',
  {},
  async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    await d.run()
    const ledgerId = (await d.call('settings.show', {})).ledgerId
    const ours = d.iiq.payFee({
      id: fee.id,
      amountCents: 1500,
      reference: `fb-${ledgerId}-01890000-0000-7000-8000-000000000001`,
    })
    const theirs = d.iiq.payFee({
      id: fee.id,
      amountCents: 500,
      reference: 'fb-zzzzzzzz-01890000-0000-7000-8000-000000000002',
    })
    expect((await d.run()).outcome).toBe('succeeded')
    await d.run()
    expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'payment -1500', 'payment -500'])
    expect(d.entries(fee.id).map(entry => entry.rule)).toEqual([null, 'recovered', null])
    expect(d.fee(fee.id)?.balanceCents).toBe(2000)
    expect(await d.import(ours.id)).toMatchObject({ status: 'Imported', cause: 'recovered' })
    expect(await d.import(theirs.id)).toMatchObject({ status: 'Imported', cause: 'entered' })
  },
)

scenario(
  'I5 a payment whose fee is not here yet waits as Unprocessed and is tried again by itself when the fee comes',
  {},
  async d => {
    const user = d.iiq.addUser({ firstName: 'Lee', lastName: 'Late', schoolIdNumber: '70001' })
    const fee = d.iiq.addFee({ userId: null, schoolIdNumber: '70002', amountCents: 4000 })
    const payment = d.iiq.payFee({ id: fee.id, amountCents: 1000 })
    expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 0, errors: 1, unprocessed: 1 } })
    expect(await d.import(payment.id)).toMatchObject({ status: 'Unprocessed', cause: 'waiting-for-fee' })
    d.iiq.editUser({ id: user.id, schoolIdNumber: '70002' })
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1, payments: 1, unprocessed: 0 } })
    expect(d.fee(fee.id)).toMatchObject({ paidCents: 1000, balanceCents: 3000, status: 'partly-paid' })
    expect(await d.import(payment.id)).toMatchObject({ status: 'Imported' })
  },
)

scenario('I5 a payment of a fee from before the cut-off is Ignored and says so', {}, async d => {
  const old = d.iiq.addFee({ amountCents: 4000, createdDate: '2020-03-04T10:00:00Z' })
  const payment = d.iiq.payFee({ id: old.id, amountCents: 1000 })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 0, unprocessed: 0 } })
  const ignored = await d.import(payment.id)
  expect(ignored).toMatchObject({ status: 'Ignored', cause: 'fee-out-of-scope' })
  expect(ignored.message).toContain('2020-03-04')
  expect((await d.run()).counts).toMatchObject({ ignored: 0, unprocessed: 0 })
})

scenario('I5 a payment of a fee whose category is not selected is Ignored', {}, async d => {
  const [, library] = d.iiq.categories()
  await d.set({ categories: [library?.id ?? ''] })
  const [inside, outside] = [
    d.iiq.addFee({ sku: 'LIB-LOST', amountCents: 900 }),
    d.iiq.addFee({ sku: 'LB-LOST', amountCents: 800 }),
  ]
  const payment = d.iiq.payFee({ id: outside.id, amountCents: 100 })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1, ignored: 2 } })
  expect(await d.import(outside.id)).toMatchObject({ status: 'Ignored', cause: 'category-not-selected' })
  expect(await d.import(payment.id)).toMatchObject({ status: 'Ignored', cause: 'fee-out-of-scope' })
  expect(d.fees().map(fee => fee.externalId)).toEqual([inside.id])
})

scenario('I5 a payment whose fee exists nowhere waits and names what it waits for', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  const payment = d.iiq.payFee({ id: fee.id, amountCents: 1000 })
  const raw = JSON.stringify({
    LineItemId: '0b1c2d3e-0000-4000-8000-0000000000cc',
    LineItemTypeId: payment.typeId,
    Type: 'Payment',
    Sku: payment.sku,
    Name: 'Lone payment',
    Amount: 5,
    CreatedDate: new Date().toISOString(),
    ModifiedDate: new Date().toISOString(),
    AppliesToLineItemId: '0b1c2d3e-0000-4000-8000-0000000000dd',
    IsDeleted: false,
  })
  d.iiq.putRaw({ kind: 'item', text: raw })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1, payments: 1, unprocessed: 1 } })
  expect(await d.import('0b1c2d3e-0000-4000-8000-0000000000cc')).toMatchObject({ status: 'Unprocessed' })
  expect((await d.run()).counts.unprocessed).toBe(1)
})

scenario(
  'I5 a payment that is listed on an earlier page than its fee is entered with it in the same run',
  {},
  async d => {
    for (let index = 0; index < 4; index += 1) d.iiq.addFee({ amountCents: 100, createdDate: '2026-10-05T15:00:00Z' })
    const fee = d.iiq.addFee({ amountCents: 4000, createdDate: '2026-10-09T15:00:00Z' })
    const payment = d.iiq.payFee({ id: fee.id, amountCents: 1500, createdDate: '2026-10-01T15:00:00Z' })
    d.iiq.switches.pageCap = 2
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 5, payments: 1, unprocessed: 0 } })
    expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'payment -1500'])
    expect(d.entries(fee.id).at(-1)).toMatchObject({ externalId: payment.id, occurredOn: '2026-10-01' })
  },
)
