import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { RebuildState } from '../../contract/rows/reference.ts'
import { openEngine } from '../../main/engine/compose.ts'
import type { Engine } from '../../main/engine/engine.ts'
import { openWriter } from '../../main/ledger/open.ts'
import { seedLedger } from '../fixtures/seed-ledger.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'
import { type District, openBooks, scenario } from './district.ts'

const CLERK = { host: 'terminal', operator: 'June Office' } as const

/** Waits until no rebuild is under way, and gives how it stands then. */
function untilRebuilt(engine: Engine): Promise<RebuildState> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const reply = await engine.call('rebuild.read', {}, CLERK)
      if (!reply.ok) return reject(new Error(reply.error.message))
      if (reply.value.running !== null) return
      stop()
      resolve(reply.value)
    }
    const stop = engine.subscribe(event => {
      if (event.kind === 'changed' && event.topics.includes('rebuild')) void look()
    })
    void look()
  })
}

async function rebuild(d: District): Promise<RebuildState> {
  await d.call('rebuild.start', {})
  return await untilRebuilt(d.engine())
}

const oneCategory = { iiq: { categoryMode: 'one', ledgerCategory: 'Technology' } } as const

scenario(
  'needed after an edit, done by a rebuild that moves no cent and is on the audit trail',
  oneCategory,
  async d => {
    const fees = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 1250 })]
    await d.run()
    expect(await d.call('rebuild.read', {})).toEqual({ needed: false, running: null, last: null })
    const [own] = (await d.call('categories.list', {})).items.filter(one => one.title === 'Technology')
    await d.call('categories.set', { id: own?.id ?? '', title: 'Devices and parts' })
    expect((await d.call('rebuild.read', {})).needed).toBe(true)
    expect(d.fee(fees[0]?.id ?? '')?.category).toBe('Technology')
    const { needed, last } = await rebuild(d)
    expect(needed).toBe(false)
    expect(last).toMatchObject({ by: 'June Office', outcome: 'done', rows: 2, changed: 2 })
    expect([last?.balanceBeforeCents, last?.balanceAfterCents]).toEqual([5250, 5250])
    expect(last?.message).toBe('2 rows looked at, 2 changed. Their balance is $52.50, before as after.')
    expect(d.fees().map(fee => fee.category)).toEqual(['Devices and parts', 'Devices and parts'])
    const trail = d.rows<{ action: string; facts: string }>(
      "SELECT action, facts FROM audit WHERE action LIKE 'rebuild%'",
    )
    expect(trail.map(line => [line.action, JSON.parse(line.facts)])).toEqual([
      ['rebuild.start', { total: 2 }],
      ['rebuild.end', { outcome: 'done', rows: 2, changed: 2, balanceBeforeCents: 5250, balanceAfterCents: 5250 }],
    ])
  },
)

scenario('a renamed ledger category takes the fees that come later, too', oneCategory, async d => {
  const [own] = (await d.call('categories.list', {})).items.filter(one => one.title === 'Technology')
  expect(own).toBeUndefined()
  d.iiq.addFee({ amountCents: 4000 })
  await d.run()
  const [made] = (await d.call('categories.list', {})).items.filter(one => one.title === 'Technology')
  await d.call('categories.set', { id: made?.id ?? '', title: 'Devices and parts' })
  const late = d.iiq.addFee({ amountCents: 100 })
  await d.run()
  expect(d.fee(late.id)?.category).toBe('Devices and parts')
  expect((await d.call('settings.show', {})).systems.iiq?.ledgerCategory).toBe('Devices and parts')
  expect((await d.call('categories.list', {})).items.filter(one => one.title === 'Technology')).toEqual([])
})

scenario('C1 a run that brings new titles leaves nothing stale, so no rebuild is needed', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  await d.run()
  const category = d.iiq.categories().find(one => one.title === d.fee(fee.id)?.category)
  d.iiq.editCategory({ id: category?.id ?? '', title: 'Renamed there' })
  await d.run()
  expect(await d.call('rebuild.read', {})).toMatchObject({ needed: false })
  expect((await rebuild(d)).last).toMatchObject({ rows: 1, changed: 0 })
})

scenario('C1 a fee that was charged here follows its item type of Incident IQ, too', {}, async d => {
  await d.run()
  const [student] = (await d.call('students.list', {})).items.filter(one => one.schoolId !== null)
  const [type] = d.iiq.itemTypes()
  await d.call('fees.add', { student: student?.schoolId ?? '', sku: type?.sku ?? '', amount: '12.50' })
  const other = d.iiq.addCategory({ title: 'Music' })
  d.iiq.editItemType({ id: type?.id ?? '', title: 'Renamed there', categoryId: other.id })
  await d.run()
  const shown = "SELECT item_title AS item, category_title AS category FROM fees WHERE system = 'feebridge'"
  expect(d.rows(shown)).toEqual([{ item: 'Renamed there', category: 'Music' }])
  expect(await d.call('rebuild.read', {})).toMatchObject({ needed: false })
})

scenario('a run that renames the category of our own item types asks for a rebuild of their fees', {}, async d => {
  await d.run()
  const [student] = (await d.call('students.list', {})).items.filter(one => one.schoolId !== null)
  const [theirs] = d.iiq.categories()
  await d.call('itemTypes.add', { sku: 'TRIP', title: 'Zoo', category: theirs?.title ?? '', type: 'fee' })
  await d.call('fees.add', { student: student?.schoolId ?? '', sku: 'TRIP', amount: '12.50' })
  d.iiq.editCategory({ id: theirs?.id ?? '', title: 'Renamed there' })
  await d.run()
  const category = () => d.value("SELECT category_title FROM fees WHERE sku = 'TRIP'")
  expect(category()).toBe(theirs?.title)
  expect(await d.call('rebuild.read', {})).toMatchObject({ needed: true })
  await rebuild(d)
  expect(category()).toBe('Renamed there')
})

scenario('only an edit of what fees show asks for a rebuild', {}, async d => {
  const needed = async () => (await d.call('rebuild.read', {})).needed
  await d.run()
  const category = await d.call('categories.add', { title: 'Field trips' })
  expect(await needed()).toBe(true)
  await rebuild(d)
  await d.call('categories.set', { id: category.id, description: 'By bus', title: 'Field trips' })
  const type = await d.call('itemTypes.add', { sku: 'TRIP', title: 'Zoo', category: 'Field trips', type: 'fee' })
  await d.call('itemTypes.set', { id: type.id, glCode: '10-100', title: 'Zoo', defaultAmount: '12.50' })
  expect(await needed()).toBe(false)
  await d.call('itemTypes.set', { id: type.id, sku: 'ZOO' })
  expect(await needed()).toBe(true)
})

scenario('refused while a run records fees with the titles that it read before', { fees: 6_000 }, async d => {
  const run = d.run()
  const step = async () => (await d.call('status.read', {})).running[0]?.step
  while ((await step()) !== 'record') await new Promise(resolve => setImmediate(resolve))
  expect(await d.ask('rebuild.start', {})).toMatchObject({ ok: false, error: { code: 'busy' } })
  await run
  expect((await rebuild(d)).last).toMatchObject({ outcome: 'done', changed: 0 })
})

/** An engine on a ledger of many fees, all of whose stored titles are stale. */
async function openStale(fees: number): Promise<{ engine: Engine; dataDir: string }> {
  const dataDir = makeTempDir()
  const file = join(dataDir, 'ledger.db')
  seedLedger(file, { fees, seed: 7 })
  const db = openWriter(file)
  db.exec("UPDATE categories SET title = title || ', renamed'")
  db.close()
  return { engine: await openHere(dataDir), dataDir }
}

async function openHere(dataDir: string): Promise<Engine> {
  const opened = await openEngine({ dataDir, create: false, role: 'command' })
  if (!opened.ok) throw new Error(opened.error.message)
  onTestFinished(() => opened.value.close())
  return opened.value
}

/** Calls `work` in the pause after the first batch that is told. */
function afterFirstBatch(engine: Engine, work: () => void): void {
  let told = 0
  const stop = engine.subscribe(event => {
    if (event.kind !== 'changed' || !event.topics.includes('rebuild')) return
    told += 1
    // The first event says that it began.
    if (told < 2) return
    stop()
    work()
  })
}

const STALE = "SELECT count(*) FROM fees WHERE category_title NOT LIKE '%, renamed'"

test('one at a time, cancelled between two batches, and finished by the next', async () => {
  const { engine, dataDir } = await openStale(20_000)
  afterFirstBatch(engine, () => void engine.call('rebuild.cancel', {}, CLERK))
  const started = await engine.call('rebuild.start', {}, CLERK)
  expect(started).toMatchObject({ ok: true, value: { running: { done: 0, total: 20_000 } } })
  expect(await engine.call('rebuild.start', {}, CLERK)).toMatchObject({ ok: false, error: { code: 'busy' } })
  const { last } = await untilRebuilt(engine)
  expect(last?.outcome).toBe('cancelled')
  expect(last?.rows).toBeGreaterThan(0)
  expect(last?.rows).toBeLessThan(20_000)
  expect(last?.message).toMatch(/^It was cancelled\. \d+,\d+ rows looked at/)
  const left = openBooks(dataDir).value<number>(STALE)
  expect(left).toBe(20_000 - (last?.changed ?? 0))
  await engine.call('rebuild.start', {}, CLERK)
  expect((await untilRebuilt(engine)).last).toMatchObject({ outcome: 'done', rows: 20_000, changed: left })
  expect(openBooks(dataDir).value(STALE)).toBe(0)
})

test('a rebuild that a crash cut off says so at the next start, and can be done again', async () => {
  const { engine, dataDir } = await openStale(20_000)
  const copy = join(makeTempDir(), 'copy')
  mkdirSync(copy)
  const copied = new Promise<void>(resolve =>
    afterFirstBatch(engine, () => {
      // What a crash at this moment would leave: the ledger and its log as they are.
      for (const name of ['ledger.db', 'ledger.db-wal']) cpSync(join(dataDir, name), join(copy, name))
      resolve()
    }),
  )
  await engine.call('rebuild.start', {}, CLERK)
  await copied
  const again = await openHere(copy)
  const { needed, running, last } = await untilRebuilt(again)
  expect({ needed, running }).toEqual({ needed: false, running: null })
  expect(last).toMatchObject({ outcome: 'failed', by: 'June Office' })
  expect(last?.message).toMatch(/^It was interrupted when Feebridge stopped\. \d,000 rows looked at/)
  await again.call('rebuild.start', {}, CLERK)
  expect((await untilRebuilt(again)).last).toMatchObject({ outcome: 'done', rows: 20_000 })
  expect(openBooks(copy).value(STALE)).toBe(0)
})

test('closing the engine waits for the batch and stops behind it', async () => {
  const { engine, dataDir } = await openStale(20_000)
  await engine.call('rebuild.start', {}, CLERK)
  await engine.close()
  const again = await openHere(dataDir)
  expect((await untilRebuilt(again)).last).toMatchObject({ outcome: 'cancelled' })
})
