import { expect } from 'vitest'
import { scenario, told } from './district.ts'

scenario('U1 undoing a run takes its fees back, and what was touched since is left', {}, async d => {
  const first = d.iiq.addFee({ amountCents: 4000 })
  const second = d.iiq.addFee({ amountCents: 2500 })
  const run = await d.run()
  const touched = d.fee(second.id)
  await d.call('fees.pay', { parts: [{ id: touched?.id ?? '', amount: '5.00' }], method: 'cash' })
  const shown = await d.call('runs.undo', { id: run.runId })
  expect(shown).toMatchObject({ fees: 1, leftFees: 1, applied: null, balanceCents: -4000 })
  expect(shown.left[0]?.message).toContain('touched since')
  const done = await d.call('runs.undo', { id: run.runId, approve: true })
  expect(done.applied).toMatchObject({ outcome: 'succeeded', trigger: 'undo' })
  expect(d.fee(first.id)).toMatchObject({ status: 'void', balanceCents: 0 })
  expect(d.fee(second.id)).toMatchObject({ balanceCents: 2000 })
  expect(await d.import(first.id)).toMatchObject({ status: 'Ignored', cause: 'undone' })
  expect((await d.call('ledger.backups', {})).items.length).toBeGreaterThan(0)
  await d.run()
  expect(d.fee(first.id)).toMatchObject({ status: 'void', balanceCents: 0 })
  d.iiq.editFee({ id: first.id, amountCents: 4500 })
  await d.run()
  expect(d.fee(first.id)).toMatchObject({ status: 'open', balanceCents: 4500 })
})

scenario(
  'U1 a waiver that was undone is not entered again for the same reason',
  { iiq: { waiveMissing: true } },
  async d => {
    const fee = d.iiq.addFee({ amountCents: 4000 })
    d.iiq.addFee({ amountCents: 100 })
    await d.run()
    d.iiq.deleteItem({ id: fee.id })
    const run = await d.run()
    expect(d.fee(fee.id)).toMatchObject({ status: 'waived' })
    await d.call('runs.undo', { id: run.runId, approve: true })
    expect(d.fee(fee.id)).toMatchObject({ status: 'open', balanceCents: 4000 })
    await d.run()
    expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'waiver -4000', 'void 4000'])
  },
)

scenario('U1 money that was taken outside is listed and left', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  await d.run()
  d.iiq.payFee({ id: fee.id, amountCents: 1000 })
  const run = await d.run()
  const shown = await d.call('runs.undo', { id: run.runId })
  expect(shown).toMatchObject({ fees: 0, leftFees: 1 })
  expect(shown.left[0]?.message).toContain('took place outside')
})

scenario('U1 an undo can be undone: fees and their imports stand as before, each with its record', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  const run = await d.run()
  const undone = await d.call('runs.undo', { id: run.runId, approve: true })
  await d.call('runs.undo', { id: undone.applied?.runId ?? '', approve: true })
  expect(d.fee(fee.id)).toMatchObject({ status: 'open', balanceCents: 4000 })
  expect(await d.import(fee.id)).toMatchObject({ status: 'Imported' })
  await d.run()
  expect(d.fee(fee.id)).toMatchObject({ status: 'open', balanceCents: 4000 })
})

scenario('U1 a payment that a run voided and an undo entered again has its record behind it', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  const payment = d.iiq.payFee({ id: fee.id, amountCents: 1000 })
  d.iiq.payFee({ id: fee.id, amountCents: 200 })
  await d.run()
  d.iiq.deleteItem({ id: payment.id })
  const run = await d.run()
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 3800 })
  await d.call('runs.undo', { id: run.runId, approve: true })
  expect(d.fee(fee.id)).toMatchObject({ balanceCents: 2800 })
})

scenario('U1 an undone import that is reprocessed is entered again', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  const run = await d.run()
  await d.call('runs.undo', { id: run.runId, approve: true })
  const { id } = await d.import(fee.id)
  expect(await d.call('imports.reprocess', { ids: [id] })).toMatchObject({ outcome: 'succeeded' })
  expect(d.fee(fee.id)).toMatchObject({ status: 'open', balanceCents: 4000 })
  expect(await d.import(fee.id)).toMatchObject({ status: 'Imported' })
  await d.run()
  expect(d.fee(fee.id)).toMatchObject({ status: 'open', balanceCents: 4000 })
})

scenario('U1 an undone import that is no longer ignored is entered by the next run', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  const run = await d.run()
  await d.call('runs.undo', { id: run.runId, approve: true })
  await d.call('imports.unignore', { ids: [(await d.import(fee.id)).id] })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded' })
  expect(told(d.entries(fee.id))).toEqual(['charge 4000', 'void -4000', 'charge 4000'])
})

scenario('U1 neither a test run nor a run that waits is undone', {}, async d => {
  const fees = Array.from({ length: 6 }, () => d.iiq.addFee({ amountCents: 1000 }))
  await d.run()
  const test = await d.run({ mode: 'test' })
  for (const { id } of fees.slice(0, 4)) d.iiq.purgeItem({ id })
  const waiting = await d.run()
  for (const { runId } of [test, waiting])
    expect(await d.ask('runs.undo', { id: runId, approve: true })).toMatchObject({
      ok: false,
      error: { code: 'refused' },
    })
})
