import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readWorkbook } from '../fixtures/read-workbook.ts'
import { type District, scenario } from './district.ts'

/** Everything that a run would do: new fees, changes, payments, waivers, a void and an error. */
async function busyDistrict(d: District) {
  const fees = Array.from({ length: 8 }, (_, index) => d.iiq.addFee({ amountCents: 1000 + index }))
  const voided = d.iiq.payFee({ id: fees[0]?.id ?? '', amountCents: 100 })
  await d.run()
  d.iiq.addFee({ amountCents: 7000, name: 'Brand new' })
  d.iiq.addFee({ userId: null, schoolIdNumber: 'nobody', amountCents: 1 })
  d.iiq.editFee({ id: fees[1]?.id ?? '', amountCents: 2500 })
  d.iiq.editFee({ id: fees[2]?.id ?? '', dueDate: '2027-05-05' })
  d.iiq.payFee({ id: fees[3]?.id ?? '', amountCents: 300 })
  d.iiq.deleteItem({ id: fees[4]?.id ?? '' })
  d.iiq.deleteItem({ id: voided.id })
  return fees
}

scenario('T1 a test run writes its run, its audit rows and the workbook, and nothing else', {}, async d => {
  await busyDistrict(d)
  const before = d.counts()
  const cursor = d.rows('SELECT * FROM cursors')
  const heads = d.rows('SELECT * FROM import_heads ORDER BY external_key')
  const run = await d.run({ mode: 'test' })
  expect(run).toMatchObject({ mode: 'test', outcome: 'partly' })
  const after = d.counts()
  expect({ ...after, runs: 0, audit: 0 }).toEqual({ ...before, runs: 0, audit: 0 })
  expect(after.runs).toBe((before.runs ?? 0) + 1)
  expect(d.rows('SELECT * FROM cursors')).toEqual(cursor)
  expect(d.rows('SELECT * FROM import_heads ORDER BY external_key')).toEqual(heads)
  expect(d.iiq.effects).toEqual([])
  expect(run.workbook).toContain(join(d.dataDir, 'test-runs'))
  expect(statSync(run.workbook ?? '').mode & 0o077).toBe(0)
  expect(existsSync(join(d.dataDir, 'scratch')) ? readdirSync(join(d.dataDir, 'scratch')) : []).toEqual([])
})

scenario('T1 the workbook shows what a live run then does, cent for cent', {}, async d => {
  await busyDistrict(d)
  const test = await d.run({ mode: 'test' })
  const book = new Map((await readWorkbook(test.workbook ?? '')).map(sheet => [sheet.name, sheet.rows]))
  const live = await d.run()
  expect(test.counts).toEqual(live.counts)
  const entries = d.rows<{ kind: string; amount: number; rule: string | null; external: string | null; sku: string }>(
    `SELECT e.kind, e.amount_cents / 100.0 AS amount, e.rule, e.external_id AS external, f.external_id AS fee FROM entries e JOIN fees f ON f.seq = e.fee_seq
     JOIN runs r ON r.seq = e.run_seq WHERE r.id = ? ORDER BY e.seq`,
    live.runId,
  )
  const cents = (rows: Record<string, unknown>[] | undefined) =>
    (rows ?? []).flatMap(row =>
      Object.entries(row).flatMap(([name, value]) =>
        /amount|waived|adjustment/i.test(name) && typeof value === 'number' ? [value] : [],
      ),
    )
  const [added, waived, payments, changed] = ['Fees added', 'Fees waived', 'Payments in', 'Fees changed'].map(name =>
    book.get(name),
  )
  expect(cents(added)).toEqual(entries.filter(one => one.kind === 'charge').map(one => one.amount))
  expect(cents(waived)).toEqual(entries.filter(one => one.rule !== null).map(one => -one.amount))
  expect(cents(payments)).toEqual(
    entries.filter(one => one.kind === 'payment' || one.kind === 'void').map(one => one.amount),
  )
  expect(cents(changed)).toEqual(entries.filter(one => one.kind === 'adjustment').map(one => one.amount))
  expect(changed).toHaveLength(2)
  expect(book.get('Errors')).toHaveLength(1)
  expect(book.get('Raw records')?.length).toBeGreaterThan(0)
})

scenario(
  'T1 a test run before the first live one shows every fee and keeps no record of any',
  { fees: 25 },
  async d => {
    const test = await d.run({ mode: 'test' })
    expect(d.fees()).toEqual([])
    expect(d.value<number>('SELECT count(*) FROM imports')).toBe(0)
    const live = await d.run()
    expect(test.counts).toEqual(live.counts)
    expect(live.counts.added).toBeGreaterThan(10)
  },
)

scenario('T1 a test run tells where a live one would stop at the brake', {}, async d => {
  const fees = Array.from({ length: 6 }, () => d.iiq.addFee({ amountCents: 1000 }))
  await d.run()
  for (const { id } of fees.slice(0, 4)) d.iiq.purgeItem({ id })
  const test = await d.run({ mode: 'test' })
  expect(test.message).toContain('A live run would stop at the brake')
  expect(await d.run()).toMatchObject({ outcome: 'waiting' })
})

scenario('T1 a test run does not supersede a run that waits, nor answer for the brake', {}, async d => {
  const fees = Array.from({ length: 6 }, () => d.iiq.addFee({ amountCents: 1000 }))
  await d.run()
  for (const { id } of fees.slice(0, 4)) d.iiq.purgeItem({ id })
  const waiting = await d.run()
  await d.run({ mode: 'test' })
  expect((await d.call('runs.show', { id: waiting.runId })).run.outcome).toBe('waiting')
})

scenario('T1 the workbook goes where it is told to', { fees: 3 }, async d => {
  const outFile = join(d.dataDir, 'mine.xlsx')
  expect(await d.run({ mode: 'test', outFile })).toMatchObject({ workbook: outFile })
  expect(existsSync(outFile)).toBe(true)
})

scenario(
  'T2 while the task’s switch is on, every run of it is a test, and the Overview says so',
  { fees: 4 },
  async d => {
    await d.setTask({ testMode: true })
    expect(await d.run()).toMatchObject({ mode: 'test' })
    expect(d.fees()).toEqual([])
    expect((await d.call('overview.read', {})).tasks).toMatchObject([{ id: 'iiq-sync', testMode: true }])
    await d.setTask({ testMode: false })
    expect(await d.run()).toMatchObject({ mode: 'live', counts: { added: 4 } })
  },
)

scenario('T1 workbooks are kept thirty days', { fees: 3 }, async d => {
  const old = (await d.run({ mode: 'test' })).workbook ?? ''
  const monthAgo = new Date(Date.now() - 31 * 24 * 3_600_000)
  utimesSync(old, monthAgo, monthAgo)
  const { workbook } = await d.run({ mode: 'test' })
  expect([existsSync(old), existsSync(workbook ?? '')]).toEqual([false, true])
})

scenario(
  'T1 the workbook lists every payment that a live run would send, and none that a switch holds',
  { fees: 6, iiq: { exportPayments: true, paymentsSince: '2020-01-01' } },
  async d => {
    await d.run()
    const [first, second] = d.fees().filter(one => one.status === 'open')
    for (const [fee, amount] of [
      [first, '1.00'],
      [second, '2.00'],
    ] as const)
      await d.call('fees.pay', { parts: [{ id: fee?.id ?? '', amount }], method: 'cash' })
    await d.call('fees.waive', { parts: [{ id: first?.id ?? '', amount: '0.50' }], reason: 'Hardship' })
    await d.setTask({ testMode: true })
    const test = await d.run()
    const book = new Map((await readWorkbook(test.workbook ?? '')).map(sheet => [sheet.name, sheet.rows]))
    expect(book.get('Payments out')?.map(row => [row['External id'], row.Amount])).toEqual([
      [first?.externalId, -1],
      [second?.externalId, -2],
    ])
    expect(d.iiq.effects).toEqual([])
  },
)

scenario(
  'T2 a payment that was taken in test mode is not sent at once when test mode ends: it waits for a catch-up',
  { role: 'serve', fees: 6, iiq: { instantPayments: true } },
  async d => {
    await d.run()
    const fee = d.fees().find(one => one.status === 'open')
    await d.setTask({ testMode: true })
    await d.call('fees.pay', { parts: [{ id: fee?.id ?? '', amount: '1.00' }], method: 'cash', wait: true })
    await d.setTask({ testMode: false })
    await d.run()
    expect(d.iiq.effects).toEqual([])
    await d.set({ exportPayments: true, paymentsSince: '2020-01-01' })
    await d.run()
    expect(d.iiq.effects).toMatchObject([{ method: 'POST', amountText: '1.00' }])
  },
)
