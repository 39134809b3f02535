import { expect } from 'vitest'
import { readJournal } from '../../main/ledger/journal.ts'
import { type District, scenario } from './district.ts'

const entriesOf = (d: District, feeId: string) =>
  d
    .rows<{ kind: string; cents: number }>(
      'SELECT e.kind, e.amount_cents AS cents FROM entries e JOIN fees f ON f.seq = e.fee_seq WHERE f.id = ? ORDER BY e.seq',
      feeId,
    )
    .map(one => `${one.kind} ${one.cents}`)
const feeOf = async (d: District, id: string) => (await d.call('fees.show', { id })).fee

/** A student with two fees of the office's own, and a Sku to charge more by. */
async function desk(d: District) {
  await d.run()
  const [student, other] = d.rows<{ schoolId: string; grade: string; location: string }>(
    `SELECT p.school_id AS schoolId, p.grade, coalesce(l.abbreviation, l.name) AS location FROM people p JOIN locations l ON l.seq = p.location_seq
     WHERE p.is_active = 1 AND p.is_deleted = 0 AND p.school_id IS NOT NULL GROUP BY p.school_id HAVING count(*) = 1 ORDER BY min(p.seq) LIMIT 2`,
  )
  const sku = d.value<string>(
    `SELECT sku FROM item_types WHERE type = 'fee' AND archived_at IS NULL ORDER BY seq LIMIT 1`,
  )
  if (student === undefined || other === undefined) throw new Error('There are no two students.')
  const charge = async (amount: string) => (await d.call('fees.add', { student: student.schoolId, sku, amount })).feeId
  return { student, other, sku, charge, first: await charge('40.00'), second: await charge('25.00') }
}

scenario('M2 one payment over several fees is split as named, an entry each, on one receipt', {}, async d => {
  const { first, second } = await desk(d)
  const parts = [
    { id: first, amount: '$30.00' },
    { id: second, amount: '25' },
  ]
  const paid = await d.call('fees.pay', { parts, method: 'check', checkNumber: '1001', note: 'Mother paid' })
  expect(paid.results.map(one => one.feeId)).toEqual([first, second])
  expect(await feeOf(d, first)).toMatchObject({ status: 'partly-paid', paidCents: 3_000, balanceCents: 1_000 })
  expect(await feeOf(d, second)).toMatchObject({ status: 'paid', balanceCents: 0 })
  expect((await d.call('receipts.list', { fee: second })).items).toMatchObject([{ number: paid.receiptNumber }])
})

scenario('M2 a payment over fees of two students, or over one fee twice, enters nothing', {}, async d => {
  const { first, other, sku } = await desk(d)
  const { feeId } = await d.call('fees.add', { student: other.schoolId, sku, amount: '5' })
  const before = d.counts()
  const pay = (ids: string[]) => d.ask('fees.pay', { parts: ids.map(id => ({ id, amount: '1' })), method: 'cash' })
  expect(await pay([first, feeId])).toMatchObject({ ok: false, error: { field: 'parts' } })
  expect(await pay([first, first])).toMatchObject({ ok: false, error: { field: 'parts' } })
  expect(d.counts()).toEqual(before)
})

scenario('the same key with the same request enters nothing twice and gives the first answer', {}, async d => {
  const { first } = await desk(d)
  const request = { parts: [{ id: first, amount: '10.00' }], method: 'cash' as const, key: 'window-1-payment-1' }
  const once = await d.call('fees.pay', request)
  expect(await d.call('fees.pay', request)).toEqual(once)
  expect(entriesOf(d, first)).toEqual(['charge 4000', 'payment -1000'])
  const otherAmount = { ...request, parts: [{ id: first, amount: '11.00' }] }
  expect(await d.ask('fees.pay', otherAmount)).toMatchObject({ ok: false, error: { field: 'key' } })
})

scenario('M3 a waiver needs a reason and forgives all that is left of many fees, with its sum', {}, async d => {
  const { first, second } = await desk(d)
  const parts = [{ id: first }, { id: second, amount: '5.00' }]
  expect(await d.ask('fees.waive', { parts, reason: ' ' })).toMatchObject({ ok: false, error: { field: 'reason' } })
  expect(await d.call('fees.waive', { parts, reason: 'Hardship' })).toMatchObject({ waivedCents: 4_500 })
  expect([(await feeOf(d, first)).status, (await feeOf(d, second)).status]).toEqual(['waived', 'open'])
})

scenario('M3 "delete" is a void with a reason, and takes a fee back with all that is on it but money', {}, async d => {
  const { first, second } = await desk(d)
  await d.call('fees.adjust', { id: first, amount: '-5.00', reason: 'Scratched less' })
  await d.call('fees.void', { id: first, reason: 'Wrong student' })
  expect(await feeOf(d, first)).toMatchObject({ status: 'void', balanceCents: 0 })
  await d.call('fees.pay', { parts: [{ id: second, amount: '1' }], method: 'cash' })
  expect(await d.ask('fees.void', { id: second, reason: 'Wrong student' })).toMatchObject({ ok: false })
})

scenario(
  'M6 a bounced check asks once whether the fee is owed again, and charges its own fee where one is asked',
  {},
  async d => {
    const { first, sku } = await desk(d)
    const paid = await d.call('fees.pay', { parts: [{ id: first, amount: '40' }], method: 'check', checkNumber: '7' })
    const entry = paid.results[0]?.entryIds[0] ?? ''
    const { chargeFeeId } = await d.call('fees.bounce', { id: first, entry, charge: { sku, amount: '15.00' } })
    expect(await feeOf(d, chargeFeeId ?? '')).toMatchObject({
      amountCents: 1_500,
      name: expect.stringContaining('Bounced check'),
    })
    expect(await d.errors()).toMatchObject([
      {
        cause: 'reopened',
        actions: [
          { kind: 'owed-again', feeId: first },
          { kind: 'waive-too', feeId: first },
        ],
      },
    ])
    await d.call('fees.answer', { id: first, answer: 'owed-again' })
    expect(await d.errors()).toEqual([])
    expect(await feeOf(d, first)).toMatchObject({ status: 'open', balanceCents: 4_000 })
    expect(await d.ask('fees.answer', { id: first, answer: 'waive-too' })).toMatchObject({ ok: false })
  },
)

scenario('M6 answered with "waived too", what a refund left unpaid is waived', {}, async d => {
  const { first } = await desk(d)
  const paid = await d.call('fees.pay', { parts: [{ id: first, amount: '40' }], method: 'cash' })
  await d.call('fees.refund', { id: first, entry: paid.results[0]?.entryIds[0] ?? '', reason: 'Found again' })
  await d.call('fees.answer', { id: first, answer: 'waive-too' })
  expect(entriesOf(d, first)).toEqual(['charge 4000', 'payment -4000', 'refund 4000', 'waiver -4000'])
  expect(await d.errors()).toEqual([])
})

scenario('M7 a credit is used on another fee of the student, and then asks no more', {}, async d => {
  const { first, second } = await desk(d)
  await d.call('fees.pay', { parts: [{ id: first, amount: '50' }], method: 'cash' })
  expect((await d.errors()).map(one => one.cause)).toEqual(['overpaid'])
  const moved = await d.call('fees.transfer', { id: first, to: second, amount: '10.00' })
  expect([moved.entryIds.length, moved.toEntryIds.length]).toEqual([1, 1])
  expect([(await feeOf(d, first)).status, (await feeOf(d, second)).balanceCents]).toEqual(['paid', 1_500])
  expect(await d.errors()).toEqual([])
})

scenario('money that was moved to another fee is not given back here as well', {}, async d => {
  const { first, second } = await desk(d)
  const paid = await d.call('fees.pay', { parts: [{ id: first, amount: '25' }], method: 'cash' })
  await d.call('fees.transfer', { id: first, to: second, amount: '25' })
  const entry = paid.results[0]?.entryIds[0] ?? ''
  expect(await d.ask('fees.refund', { id: first, entry })).toMatchObject({ ok: false, error: { field: 'entry' } })
  expect(await d.ask('fees.void', { id: first, entry, reason: 'No' })).toMatchObject({ ok: false })
  await d.call('fees.transfer', { id: second, to: first, amount: '25' })
  await d.call('fees.refund', { id: first, entry })
  expect(await feeOf(d, first)).toMatchObject({ paidCents: 0, balanceCents: 4_000 })
})

scenario(
  'many are charged by list, by location and grade, and by their assets: all of them or, with a wrong name, nobody',
  {},
  async d => {
    const { student, other, sku } = await desk(d)
    const charge = { sku, amount: '3.00' }
    const id = d.value<string>('SELECT id FROM people WHERE school_id = ?', other.schoolId)
    const list = { students: [student.schoolId, other.schoolId, id] }
    expect(await d.call('fees.addMany', { to: list, ...charge })).toMatchObject({ fees: 2, amountCents: 600 })
    const before = d.counts().fees
    const wrong = { students: [student.schoolId, 'nobody'] }
    expect(await d.call('fees.addMany', { to: wrong, ...charge, dryRun: true })).toMatchObject({
      fees: 1,
      problems: [{ name: 'nobody' }],
    })
    expect(await d.ask('fees.addMany', { to: wrong, ...charge })).toMatchObject({ ok: false, error: { field: 'to' } })
    expect(await d.ask('fees.addMany', { to: {}, ...charge })).toMatchObject({ ok: false, error: { field: 'to' } })
    expect(d.counts().fees).toBe(before)
    const place = { location: student.location, grade: student.grade }
    const placed = await d.call('fees.addMany', { to: place, ...charge })
    expect(placed.students.map(one => one.schoolId)).toContain(student.schoolId)
    expect(placed.fees).toBe(
      d.value<number>(
        `SELECT count(*) FROM people p JOIN locations l ON l.seq = p.location_seq WHERE p.is_active = 1 AND p.is_deleted = 0 AND p.school_id IS NOT NULL
         AND coalesce(l.abbreviation, l.name) = ? AND p.grade = ?`,
        student.location,
        student.grade,
      ),
    )
  },
)

scenario(
  'I9 a fee on a student, an asset and a ticket is one fee: paid once, it is paid wherever it is looked for',
  {},
  async d => {
    const { student, sku } = await desk(d)
    const on = { student: student.schoolId, asset: 'TAG-7', ticket: 'T-42' }
    const { feeId } = await d.call('fees.add', { ...on, sku, amount: '20' })
    await d.call('fees.pay', { parts: [{ id: feeId, amount: '20' }], method: 'cash' })
    for (const filter of [{ asset: 'TAG-7' }, { ticket: 'T-42' }, { student: student.schoolId, asset: 'TAG-7' }])
      expect((await d.call('fees.list', filter)).items).toMatchObject([{ id: feeId, balanceCents: 0, status: 'paid' }])
  },
)

scenario('Export Payments asks for its day: "do not send payments with a creation date older than"', {}, async d => {
  const file = { systems: { iiq: { ...d.practice.settings().systems.iiq, exportPayments: true } } }
  expect(await d.ask('settings.import', { file })).toMatchObject({
    ok: false,
    error: { field: 'systems.iiq.paymentsSince', message: expect.stringContaining('older than') },
  })
})

scenario('I2 a School Id that nearly fits charges nobody, and is named', {}, async d => {
  const { student, sku } = await desk(d)
  const reply = await d.ask('fees.add', { student: `0${student.schoolId}`, sku, amount: '1' })
  expect(reply).toMatchObject({
    ok: false,
    error: { field: 'student', message: expect.stringContaining(student.schoolId) },
  })
  expect(await d.ask('fees.add', { student: student.schoolId, sku: 'no such', amount: '1' })).toMatchObject({
    error: { field: 'sku' },
  })
  for (const amount of ['1.005', '1e3', '10000000.01', 'NaN', ''])
    expect(await d.ask('fees.add', { student: student.schoolId, sku, amount })).toMatchObject({
      error: { field: 'amount' },
    })
})

scenario(
  'K2 the journal has each office entry with its delivery, and of a charge what makes the fee again',
  { fees: 4 },
  async d => {
    const { first, student, sku } = await desk(d)
    const theirs = d.fees().find(one => one.status === 'open' && one.externalId !== null)
    await d.call('fees.pay', { parts: [{ id: theirs?.id ?? '', amount: '1' }], method: 'cash' })
    const { lines } = readJournal(`${d.dataDir}/journal.jsonl`)
    const facts = lines.map((line): Record<string, unknown> => ({ line: line.kind, ...line.facts }))
    expect(facts.find(one => one.feeId === first)).toMatchObject({
      kind: 'charge',
      amountCents: 4_000,
      sku,
      operator: 'June Office',
      personId: d.value('SELECT id FROM people WHERE school_id = ?', student.schoolId),
      dueOn: expect.any(String),
    })
    expect(facts.slice(-2)).toMatchObject([
      { line: 'entry', kind: 'payment', feeId: theirs?.id },
      { line: 'delivery', reference: expect.stringMatching(/^fb-/), feeId: theirs?.id },
    ])
  },
)
