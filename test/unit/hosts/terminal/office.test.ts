import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DeliveryRow, FeeRow, FeeStory } from '../../../../contract/rows/fee.ts'
import type { RunRow } from '../../../../contract/rows/run.ts'
import type { UndoView } from '../../../../contract/rows/undo.ts'
import type { IiqSettings } from '../../../../contract/settings.ts'
import { connected, documentOf, typed } from './typed.ts'

/** What each of the office commands prints. */
interface Entered {
  feeId: string
  entryIds: string[]
  deliveries: DeliveryRow[]
}

/** A synced district whose payments go out at once; every line is typed as `--json`. */
async function office(changed: Partial<IiqSettings> = { instantPayments: true, exportAdjustments: true }) {
  const { data, folder, practice } = await connected()
  const settings = practice.settings()
  const file = join(folder, 'office.json')
  writeFileSync(file, JSON.stringify({ ...settings, systems: { iiq: { ...settings.systems.iiq, ...changed } } }), {
    mode: 0o600,
  })
  const say = (...line: string[]) => typed('--json', '--data', data, ...line)
  const tell = async <Document>(...line: string[]): Promise<Document> => {
    const ended = await say(...line)
    if (ended.code !== 0) throw new Error(`${line.join(' ')}: ${ended.err}`)
    return documentOf<Document>(ended)
  }
  await tell('settings', 'import', file)
  const run = await say('run', 'iiq-sync')
  const { items } = await tell<{ items: FeeRow[] }>('fees', 'list', '--status', 'open', '--system', 'iiq')
  const [fee, other] = items.filter(one => one.balanceCents >= 1_000 && one.studentId !== null)
  if (fee === undefined || other === undefined) throw new Error('There are no two open fees.')
  const story = (id: string) => tell<FeeStory>('fees', 'show', id)
  return { practice, say, tell, story, run: documentOf<RunRow>(run), fee, other }
}

test('fees pay, without --wait and with nothing else running, has its payment in Incident IQ when the command has ended', async () => {
  const { practice, tell, fee } = await office()
  const paid = await tell<Entered>('fees', 'pay', fee.id, '--amount', '2.50', '--method', 'cash')
  expect(practice.iiq.effects).toMatchObject([{ method: 'POST', kind: 'Payment', amountText: '2.50' }])
  const { items } = await tell<{ items: DeliveryRow[] }>('outbox', 'list', '--state', 'delivered')
  expect(items).toMatchObject([{ id: paid.deliveries[0]?.id, reference: practice.iiq.effects[0]?.reference }])
})

test('fees pay ends soon with exit code 0 once the payment is committed, also where Incident IQ never answers', async () => {
  const { practice, say, tell, fee } = await office()
  practice.iiq.faults.slow = { route: 'create', ms: 60_000 }
  const startedMs = performance.now()
  const { code } = await say('fees', 'pay', fee.id, '--amount', '2.50', '--method', 'cash')
  expect([code, performance.now() - startedMs < 10_000]).toEqual([0, true])
  const { items } = await tell<{ items: DeliveryRow[] }>('outbox', 'list')
  expect(items).toMatchObject([{ state: 'unknown', attempts: 1 }])
})

test('each office command prints the fee, its entries and its deliveries as they stand', async () => {
  const { practice, say, tell, story, fee, other } = await office()
  const shape = { feeId: fee.id, entryIds: [expect.any(String)], deliveries: [expect.any(Object)] }
  const paid = await tell<Entered>(
    ...['fees', 'pay', fee.id, '--amount', '4', '--method', 'check', '--check-number', '17', '--wait'],
  )
  expect(paid).toMatchObject(shape)
  expect(paid.deliveries).toEqual([
    {
      id: expect.any(String),
      reference: expect.stringMatching(/^fb-[a-z0-9]{8}-[0-9a-f-]{36}$/),
      system: 'iiq',
      feeId: fee.id,
      entryId: paid.entryIds[0],
      kind: 'payment',
      amountCents: -400,
      state: 'delivered',
      attempts: 1,
      nextAt: null,
      reason: null,
    },
  ])
  const [payment = ''] = paid.entryIds
  const lines = [
    ['adjust', '--amount', '-1.00', '--reason', 'Scratched less'],
    ['adjust', '--amount', '+0.50', '--reason', 'Scratched more'],
    ['waive', '--amount', '0.25', '--reason', 'Hardship'],
    ['refund', '--entry', payment, '--amount', '1.00'],
    ['bounce', '--entry', payment],
  ]
  for (const [command = '', ...rest] of lines)
    expect(await tell('fees', command, fee.id, ...rest, '--wait')).toMatchObject({ feeId: fee.id })
  const again = await tell<Entered>('fees', 'pay', fee.id, '--amount', '3', '--method', 'other', '--wait')
  expect(
    await tell('fees', 'void', fee.id, '--entry', again.entryIds[0] ?? '', '--reason', 'Typed twice', '--wait'),
  ).toMatchObject(shape)
  expect((await story(fee.id)).entries.map(one => `${one.kind} ${one.amountCents}`)).toContain('bounced-check 300')
  expect(practice.iiq.effects.map(one => `${one.method} ${one.kind} ${one.amountText}`)).toEqual([
    'POST Payment 4.00',
    'POST Adjustment -1.00',
    'POST Adjustment 0.50',
    'POST Adjustment -0.25',
    'POST Payment -1.00',
    'POST Payment -3.00',
    'POST Payment 3.00',
    'DELETE Payment 3',
  ])
  const refused = await say('fees', 'transfer', fee.id, '--to', other.id, '--amount', '1.00')
  expect(refused).toMatchObject({ code: 1, out: '' })
})

test('fees add charges a student at a location, on an asset and with a due day; fees void takes the whole fee back', async () => {
  const { tell, story, fee } = await office()
  const student = ['--student', fee.studentId ?? '', '--sku', fee.sku ?? '']
  const more = ['--location', fee.location ?? '', '--asset', 'TAG-9', '--due', '2027-01-31']
  const added = await tell<Entered>('fees', 'add', ...student, '--amount', '12.50', ...more)
  expect(added).toEqual({ feeId: expect.any(String), entryIds: [expect.any(String)], deliveries: [] })
  expect((await story(added.feeId)).fee).toMatchObject({
    system: 'feebridge',
    amountCents: 1_250,
    location: fee.location,
    assetTag: 'TAG-9',
    dueOn: '2027-01-31',
  })
  const to = await tell<Entered>('fees', 'add', ...student, '--amount', '5')
  await tell('fees', 'pay', added.feeId, '--amount', '12.50', '--method', 'card')
  await tell('fees', 'transfer', added.feeId, '--to', to.feeId, '--amount', '5')
  expect((await story(to.feeId)).fee.status).toBe('paid')
  const third = await tell<Entered>('fees', 'add', ...student, '--amount', '1')
  await tell('fees', 'void', third.feeId, '--reason', 'Wrong student')
  expect((await story(third.feeId)).fee.status).toBe('void')
})

test('outbox lists what is not settled, and takes retry, done and ignore', async () => {
  const { practice, tell, fee } = await office()
  practice.iiq.switches.notPermitted = ['create']
  const pay = async (amount: string) =>
    (await tell<Entered>('fees', 'pay', fee.id, '--amount', amount, '--method', 'cash', '--wait')).deliveries[0]
  const [first, second, third] = [await pay('1.00'), await pay('2.00'), await pay('3.00')]
  expect([first?.state, second?.state, third?.state]).toEqual(['refused', 'refused', 'refused'])
  expect(first?.reason).toContain('does not permit')
  practice.iiq.switches.notPermitted = []
  expect(await tell('outbox', 'retry', first?.id ?? '')).toMatchObject({ state: 'delivered' })
  expect(await tell('outbox', 'done', second?.id ?? '')).toMatchObject({ state: 'done' })
  expect(await tell('outbox', 'ignore', third?.id ?? '')).toMatchObject({ state: 'ignored' })
  expect(await tell('outbox', 'list')).toEqual({ items: [], next: null })
  expect(await tell<{ items: unknown[] }>('outbox', 'list', '--state', 'done')).toMatchObject({
    items: [{ id: second?.id }],
  })
})

test('runs undo shows what it would take back, and does it with --approve', async () => {
  const { tell, run } = await office({})
  const shown = await tell<UndoView>('runs', 'undo', run.runId)
  expect(shown).toMatchObject({ applied: null, fees: expect.any(Number) })
  expect(shown.fees).toBeGreaterThan(0)
  const done = await tell<UndoView>('runs', 'undo', run.runId, '--approve')
  expect(done).toMatchObject({ fees: shown.fees, applied: { trigger: 'undo', outcome: 'succeeded' } })
})
