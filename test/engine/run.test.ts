import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { LIMITS } from '../../contract/limits.ts'
import { openEngine } from '../../main/engine/compose.ts'
import { type District, scenario } from './district.ts'

/** Waits until something holds; looks again whenever the engine tells of a change. */
async function until(d: District, holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, 20)
      const leave = d.engine().subscribe(() => {
        clearTimeout(timer)
        leave()
        resolve()
      })
    })
  }
}

scenario('one run of a task at a time, whoever asks', { fees: 5 }, async d => {
  d.iiq.faults.slow = { ms: 300, route: 'items', times: 1 }
  const [one, two] = await Promise.all([
    d.ask('runs.start', { task: 'iiq-sync', wait: true }),
    d.ask('runs.start', { task: 'iiq-sync', wait: true }),
  ])
  expect(one).toMatchObject({ ok: true, value: { outcome: 'succeeded' } })
  expect(two).toMatchObject({ ok: false, error: { code: 'busy' } })
  expect((await d.call('runs.list', {})).items).toHaveLength(1)
})

scenario('a run is cancelled between two pages, and the next one goes on from what is stored', {}, async d => {
  for (let index = 0; index < 6; index += 1) d.iiq.addFee({ amountCents: 1000 })
  d.iiq.switches.pageCap = 2
  d.iiq.faults.slow = { ms: 60_000, route: 'items', after: 2 }
  const started = await d.call('runs.start', { task: 'iiq-sync' })
  await until(d, () => d.value<number>(`SELECT count(*) FROM imports WHERE feed = 'line-items'`) === 4)
  await d.call('runs.cancel', { id: started.runId })
  await until(d, async () => (await d.call('runs.show', { id: started.runId })).run.outcome === 'cancelled')
  const { run } = await d.call('runs.show', { id: started.runId })
  expect(run).toMatchObject({ outcome: 'cancelled', counts: { pulled: 4, added: 0, unprocessed: 4 } })
  expect(d.fees()).toEqual([])
  d.iiq.clearFaults()
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { pulled: 6, added: 6, unchanged: 4 } })
})

scenario('a run that the engine’s end cut short is taken up by the next: nothing lost, nothing twice', {}, async d => {
  for (let index = 0; index < 6; index += 1)
    d.iiq.payFee({ id: d.iiq.addFee({ amountCents: 1000 }).id, amountCents: 250 })
  d.iiq.switches.pageCap = 3
  d.iiq.faults.slow = { ms: 60_000, route: 'items', after: 2 }
  await d.call('runs.start', { task: 'iiq-sync' })
  await until(d, () => d.value<number>(`SELECT count(*) FROM imports WHERE feed = 'line-items'`) === 6)
  await d.reopen()
  d.iiq.clearFaults()
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 6, payments: 6 } })
  expect(d.fees().map(fee => fee.balanceCents)).toEqual([750, 750, 750, 750, 750, 750])
  expect((await d.call('runs.list', {})).items.map(run => run.outcome)).toEqual(['succeeded', 'cancelled'])
})

scenario(
  'a run row that a crash left open is interrupted at the next start and keeps nobody out',
  { fees: 2 },
  async d => {
    await d.run()
    await d.engine().close()
    const outside = new Database(d.ledgerFile)
    outside.exec(
      `INSERT INTO runs (id, task, mode, trigger, outcome, started_at) VALUES ('left-over', 'iiq-sync', 'live', 'schedule', 'running', '2026-11-01T00:00:00.000Z')`,
    )
    outside.close()
    await d.reopen()
    expect((await d.call('runs.show', { id: 'left-over' })).run).toMatchObject({ outcome: 'interrupted' })
    expect((await d.run()).outcome).toBe('succeeded')
  },
)

scenario('the outcome is counted: items in error from earlier runs do not make a later run partly', {}, async d => {
  d.iiq.addFee({ userId: null, schoolIdNumber: 'nobody-1', amountCents: 100 })
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { errors: 1 } })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { errors: 0 } })
  d.iiq.addFee({ userId: null, schoolIdNumber: 'nobody-2', amountCents: 100 })
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { errors: 1 } })
  expect(await d.errors()).toHaveLength(2)
})

scenario(
  'the control totals add up: charged plus adjusted minus paid minus waived is the balance',
  { fees: 120, seed: 5 },
  async d => {
    const { totals } = await d.run({ approve: true })
    expect(totals.chargedCents + totals.adjustedCents - totals.paidCents - totals.waivedCents).toBe(totals.balanceCents)
    const live = d.iiq.fees().filter(fee => d.fee(fee.id) !== undefined)
    expect(totals.balanceCents).toBe(live.reduce((sum, fee) => sum + (fee.amountDueCents ?? 0), 0))
    for (const { id, amountDueCents } of live) expect(d.fee(id)?.balanceCents).toBe(amountDueCents)
  },
)

scenario(
  'fees and their payments are recorded together, also when batches lie between them',
  { fees: LIMITS.recordBatchRows + 200, seed: 6 },
  async d => {
    const [first] = d.iiq.fees().filter(fee => fee.createdDate > '2026-07-02')
    d.iiq.payFee({ id: first?.id ?? '', amountCents: 1 })
    const run = await d.run({ approve: true })
    expect(run.counts).toMatchObject({ unprocessed: 0, waived: 0, voided: 0 })
    const due = new Map(d.iiq.fees().map(fee => [fee.id, fee.amountDueCents]))
    const kept = d.fees()
    expect(kept.length).toBe(run.counts.added)
    expect(kept.filter(fee => fee.balanceCents !== due.get(fee.externalId))).toEqual([])
    expect((await d.run()).outcome).toBe('succeeded')
  },
)

scenario('reprocess brings an unmatched fee in, one by its id', {}, async d => {
  const fee = d.iiq.addFee({ userId: null, schoolIdNumber: '70070', amountCents: 100 })
  await d.run()
  const failed = await d.import(fee.id)
  expect(failed).toMatchObject({ status: 'Error', cause: 'unknown-student' })
  expect(await d.call('imports.reprocess', { ids: [failed.id] })).toMatchObject({
    outcome: 'partly',
    trigger: 'reprocess',
    counts: { errors: 1 },
  })
  d.iiq.addUser({ firstName: 'Pia', lastName: 'Present', schoolIdNumber: '70070' })
  expect(await d.call('imports.reprocess', { ids: [failed.id] })).toMatchObject({
    outcome: 'succeeded',
    counts: { added: 1 },
  })
  expect(d.fee(fee.id)?.student).toBe('Pia Present')
  expect(await d.errors()).toEqual([])
  expect(await d.call('imports.reprocess', { ids: [failed.id] })).toMatchObject({
    outcome: 'succeeded',
    counts: { added: 0 },
  })
})

scenario('P1 an import that is no longer ignored waits, says so, and is decided by the next run', {}, async d => {
  const fee = d.iiq.addFee({ userId: null, schoolIdNumber: '70071', amountCents: 100 })
  await d.run()
  const { id } = await d.import(fee.id)
  await d.call('imports.ignore', { ids: [id] })
  expect(await d.import(fee.id)).toMatchObject({ status: 'Ignored', cause: 'ignored-by-clerk' })
  await d.call('imports.unignore', { ids: [id] })
  expect(await d.import(fee.id)).toMatchObject({
    status: 'Unprocessed',
    cause: 'no-longer-ignored',
    message: 'No longer ignored. The next run looks at it again.',
  })
  await d.run()
  expect(await d.import(fee.id)).toMatchObject({ status: 'Error', cause: 'unknown-student' })
})

scenario('reprocess brings in all imports of one cause, with the payments that wait for them', {}, async d => {
  const fees = [1, 2, 3].map(index => d.iiq.addFee({ userId: null, schoolIdNumber: `8000${index}`, amountCents: 1000 }))
  for (const { id } of fees) d.iiq.payFee({ id, amountCents: 400 })
  expect(await d.run()).toMatchObject({ counts: { errors: 3, unprocessed: 3 } })
  for (const index of [1, 2, 3]) d.iiq.addUser({ schoolIdNumber: `8000${index}` })
  expect(await d.call('imports.reprocess', { cause: 'unknown-student' })).toMatchObject({
    outcome: 'succeeded',
    counts: { added: 3, payments: 3, unprocessed: 0 },
  })
  expect(d.fees().map(fee => fee.balanceCents)).toEqual([600, 600, 600])
  expect(await d.ask('imports.reprocess', { cause: 'unknown-student' })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  })
})

scenario('reprocess takes nothing away: it pulled no fees', {}, async d => {
  const [fee, stray] = [
    d.iiq.addFee({ amountCents: 4000 }),
    d.iiq.addFee({ userId: null, schoolIdNumber: 'x', amountCents: 1 }),
  ]
  await d.run()
  d.iiq.purgeItem({ id: fee.id })
  expect(await d.call('imports.reprocess', { ids: [(await d.import(stray.id)).id] })).toMatchObject({
    counts: { waived: 0 },
  })
  expect(d.fee(fee.id)?.balanceCents).toBe(4000)
})

scenario('an import in error that the clerk ignores stays ignored until its record changes', {}, async d => {
  const fee = d.iiq.addFee({ userId: null, schoolIdNumber: 'nobody', amountCents: 100 })
  await d.run()
  await d.call('imports.ignore', { ids: [(await d.import(fee.id)).id] })
  expect(await d.errors()).toEqual([])
  expect((await d.run()).outcome).toBe('succeeded')
  expect(await d.import(fee.id)).toMatchObject({ status: 'Ignored' })
  d.iiq.editFee({ id: fee.id, userId: d.iiq.users().find(user => user.schoolIdNumber !== null)?.id ?? '' })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1 } })
})

scenario('an unmatched fee is cured by itself when its student comes', {}, async d => {
  const fee = d.iiq.addFee({ userId: null, schoolIdNumber: '5150', amountCents: 100 })
  await d.run()
  d.iiq.addUser({ schoolIdNumber: '5150' })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1 } })
  expect(d.fee(fee.id)?.schoolId).toBe('5150')
  expect(await d.errors('resolved')).toMatchObject([{ cause: 'unknown-student', closedBy: 'Incident IQ' }])
})

scenario('an unmatched fee that goes away there is laid aside with its error', {}, async d => {
  const [fee] = [
    d.iiq.addFee({ userId: null, schoolIdNumber: '5150', amountCents: 100 }),
    d.iiq.addFee({ amountCents: 1 }),
  ]
  await d.run()
  d.iiq.deleteItem({ id: fee.id })
  expect((await d.run()).outcome).toBe('succeeded')
  expect(await d.import(fee.id)).toMatchObject({ status: 'Ignored', cause: 'gone-there' })
  expect(await d.errors()).toEqual([])
  d.iiq.restoreItem({ id: fee.id })
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { errors: 1 } })
})

scenario('progress tells step and count while a run is under way, and an event tells its end', { fees: 4 }, async d => {
  const steps = new Set<string>()
  const ends: string[] = []
  const leave = d.engine().subscribe(event => {
    if (event.kind === 'run-closed') ends.push(event.run.outcome)
  })
  d.iiq.faults.slow = { ms: 200, route: 'items', times: 1 }
  const started = await d.call('runs.start', { task: 'iiq-sync' })
  await until(d, async () => {
    for (const { step } of (await d.call('status.read', {})).running) steps.add(step)
    return ends.length > 0
  })
  leave()
  expect(steps).toContain('pull')
  expect(ends).toEqual(['succeeded'])
  expect((await d.call('runs.show', { id: started.runId })).run.outcome).toBe('succeeded')
})

scenario('a task without its settings refuses to run and says what is missing', {}, async d => {
  await d.engine().close()
  const outside = new Database(d.ledgerFile)
  outside.exec(`DELETE FROM settings WHERE name = 'systems.iiq'`)
  outside.close()
  await d.reopen()
  expect(await d.ask('runs.start', { task: 'iiq-sync', wait: true })).toMatchObject({
    ok: false,
    error: { code: 'not-set-up' },
  })
})

scenario(
  'Z3 a schedule missed while the computer was off is caught up once, at the next start',
  { fees: 3 },
  async d => {
    const twoDaysOn = Date.now() + 2 * 24 * 3_600_000
    for (const start of [1, 2]) {
      await d.engine().close()
      const opened = await openEngine({
        dataDir: d.dataDir,
        create: false,
        role: 'serve',
        startNowMs: twoDaysOn + start * 60_000,
      })
      if (!opened.ok) throw new Error(opened.error.message)
      await untilClosed(d)
      await opened.value.close()
      expect(d.rows('SELECT trigger, outcome FROM runs')).toEqual([{ trigger: 'catch-up', outcome: 'succeeded' }])
    }
    await d.reopen()
  },
)

/** Waits until no run of the district is open. */
async function untilClosed(d: District): Promise<void> {
  while (d.value<number>(`SELECT count(*) FROM runs WHERE outcome = 'running'`) > 0)
    await new Promise(resolve => setTimeout(resolve, 10))
}
