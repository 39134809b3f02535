import { chmodSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { scenario } from './district.ts'

scenario('a wrong key fails the run with one error, and a later success resolves it', { fees: 4 }, async d => {
  await d.set({ apiKey: 'not-the-key' })
  const run = await d.run()
  expect(run).toMatchObject({ outcome: 'failed', counts: { pulled: 0, added: 0 } })
  expect(run.message).toContain('API Key')
  expect(run.message).not.toContain('not-the-key')
  expect(await d.errors()).toMatchObject([{ cause: 'credentials' }])
  expect((await d.run()).outcome).toBe('failed')
  expect(await d.errors()).toHaveLength(1)
  await d.set({ apiKey: d.iiq.credentials.apiKey })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded' })
  expect(await d.errors()).toEqual([])
  expect(await d.errors('resolved')).toMatchObject([{ cause: 'credentials', closedBy: 'Incident IQ' }])
})

scenario('after a wrong key fees that wait keep waiting, because no list came', { fees: 0 }, async d => {
  d.iiq.addFee({ amountCents: 4000 })
  d.iiq.switches.notPermitted = ['users']
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { unprocessed: 1 } })
  d.iiq.switches.notPermitted = []
  await d.set({ apiKey: 'not-the-key' })
  expect(await d.run()).toMatchObject({ outcome: 'failed', counts: { unprocessed: 1, errors: 1 } })
  await d.set({ apiKey: d.iiq.credentials.apiKey })
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1, unprocessed: 0 } })
})

scenario(
  'a 401 on one route is that route: the other lists come, fees without their student wait, nothing is waived',
  {},
  async d => {
    const [fee, gone] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
    await d.run()
    d.iiq.purgeItem({ id: gone.id })
    d.iiq.switches.notPermitted = ['users']
    const later = d.iiq.addUser({ firstName: 'Tess', lastName: 'Tardy', schoolIdNumber: '60606' })
    const waits = d.iiq.addFee({ userId: later.id, amountCents: 500 })
    const run = await d.run()
    expect(run).toMatchObject({ outcome: 'partly', counts: { waived: 0, unprocessed: 1 } })
    expect(run.message).toContain('users')
    expect(await d.errors()).toMatchObject([{ cause: 'not-permitted' }])
    expect(await d.import(waits.id)).toMatchObject({ status: 'Unprocessed', cause: 'waiting-for-users' })
    expect(d.fee(gone.id)?.balanceCents).toBe(3000)
    d.iiq.switches.notPermitted = []
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1, waived: 1 } })
    expect(d.fee(fee.id)?.balanceCents).toBe(4000)
    expect(await d.errors()).toEqual([])
  },
)

scenario('a 401 on categories makes fees wait instead of sending them to "Uncategorised"', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  d.iiq.switches.notPermitted = ['options']
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 0, unprocessed: 1 } })
  expect(await d.errors()).toMatchObject([{ cause: 'not-permitted' }])
  d.iiq.switches.notPermitted = []
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1 } })
  expect(d.fee(fee.id)?.category).toBe('Devices')
})

scenario(
  'a 401 on assets leaves the fees that need an owner waiting, with one error, and enters the others',
  {},
  async d => {
    const asset = d.iiq.addAsset({
      tag: 'T-1',
      ownerId: d.iiq.users().find(user => user.schoolIdNumber !== null)?.id ?? null,
    })
    const [onAsset, plain] = [
      d.iiq.addFee({ assetId: asset.id, amountCents: 4000 }),
      d.iiq.addFee({ amountCents: 100 }),
    ]
    d.iiq.switches.notPermitted = ['asset']
    expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 1, unprocessed: 1 } })
    expect(await d.errors()).toMatchObject([{ cause: 'not-permitted' }])
    expect(await d.import(onAsset.id)).toMatchObject({ status: 'Unprocessed', cause: 'waiting-for-assets' })
    d.iiq.switches.notPermitted = []
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1, unprocessed: 0 } })
    expect([d.fee(onAsset.id)?.balanceCents, d.fee(plain.id)?.balanceCents]).toEqual([4000, 100])
  },
)

scenario('a 429 holds the whole system for the seconds that its body names', { fees: 3 }, async d => {
  d.iiq.faults.status = { status: 429, retryAfter: 1, route: 'users', times: 1 }
  const startedMs = performance.now()
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 3 } })
  expect(performance.now() - startedMs).toBeGreaterThan(990)
})

for (const [what, fault] of [
  ['a 500', { status: { status: 500, times: 1, route: 'items' } }],
  ['a body that is cut off', { cutMidBody: { times: 1, route: 'items' } }],
  ['an HTML page with 200', { htmlPage: { times: 1, route: 'users' } }],
  ['malformed JSON', { malformedJson: { times: 1, route: 'types' } }],
  ['a closed socket', { hangUp: { times: 1, route: 'locations' } }],
  ['a body that says 503 inside a 200', { bodyStatus: { status: 503, times: 1, route: 'options' } }],
] as const) {
  scenario(`${what} is tried again and does no harm`, { fees: 3 }, async d => {
    Object.assign(d.iiq.faults, fault)
    expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 3 } })
  })
}

scenario('500s that stay lose the list, not what other lists brought; nothing is waived', {}, async d => {
  const [fee] = [d.iiq.addFee({ amountCents: 4000 }), d.iiq.addFee({ amountCents: 3000 })]
  await d.run()
  d.iiq.purgeItem({ id: fee.id })
  const user = d.iiq.addUser({ schoolIdNumber: '424242' })
  d.iiq.faults.status = { status: 500, times: 4, route: 'items' }
  expect(await d.run()).toMatchObject({ outcome: 'failed', counts: { pulled: 0, waived: 0 } })
  expect(await d.errors()).toMatchObject([{ cause: 'unreadable' }])
  expect(d.value<number>('SELECT count(*) FROM people WHERE external_key = lower(?)', user.id)).toBe(1)
  expect(d.fee(fee.id)?.balanceCents).toBe(4000)
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1 } })
  expect(await d.errors()).toEqual([])
})

scenario('a list that answers with an HTML page for good fails the run in a sentence', { fees: 2 }, async d => {
  d.iiq.faults.htmlPage = { route: 'items' }
  const run = await d.run()
  expect(run.outcome).toBe('failed')
  expect(run.message).toContain('web page')
})

scenario('a system that is not there fails the run and says that nothing is lost', { fees: 2 }, async d => {
  await d.iiq.goDown()
  const run = await d.run()
  expect(run.outcome).toBe('failed')
  expect(await d.errors()).toHaveLength(1)
  expect((await d.errors())[0]?.cause).toMatch(/unreachable|offline/)
  await d.iiq.comeUp()
  await d.reopen()
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 2 } })
  expect(await d.errors()).toEqual([])
})

scenario('non-fatal errors of a good answer are shown', { fees: 2 }, async d => {
  d.iiq.faults.nonFatalErrors = { messages: ['One linked ticket could not be read.'], route: 'items' }
  const run = await d.run()
  expect(run.outcome).toBe('succeeded')
  expect(run.message).toContain('One linked ticket could not be read.')
})

scenario('one request at a time is in flight to Incident IQ', { fees: 40 }, async d => {
  d.iiq.switches.pageCap = 10
  await d.run()
  expect(d.iiq.requests.maxInFlight).toBe(1)
  expect(d.iiq.requests.oddities).toEqual([])
})

scenario(
  'the key is kept in a file of its own and stands in no text of the ledger, the log or the settings',
  { fees: 2 },
  async d => {
    await d.run()
    const { apiKey } = d.iiq.credentials
    expect(JSON.stringify(await d.call('settings.show', {}))).not.toContain(apiKey)
    expect(JSON.stringify(await d.call('settings.export', {}))).not.toContain(apiKey)
    for (const name of ['ledger.db', 'feebridge.log'])
      expect(readFileSync(join(d.dataDir, name)).includes(apiKey)).toBe(false)
    for (const name of ['ledger.db', 'secrets.json', 'feebridge.log', 'journal.jsonl'])
      expect(statSync(join(d.dataDir, name)).mode & 0o077).toBe(0)
  },
)

scenario(
  'a key file that others can read is refused: secrets-unreadable, also for an approval, and no run stays open',
  {},
  async d => {
    const fees = Array.from({ length: 6 }, () => d.iiq.addFee({ amountCents: 1000 }))
    await d.run()
    for (const { id } of fees.slice(0, 4)) d.iiq.purgeItem({ id })
    const waiting = await d.run()
    chmodSync(join(d.dataDir, 'secrets.json'), 0o644)
    const refused = { ok: false, error: { code: 'secrets-unreadable' } }
    expect(await d.ask('runs.start', { task: 'iiq-sync', wait: true })).toMatchObject(refused)
    expect(await d.ask('runs.approve', { id: waiting.runId, wait: true })).toMatchObject(refused)
    chmodSync(join(d.dataDir, 'secrets.json'), 0o600)
    expect(await d.call('runs.approve', { id: waiting.runId, wait: true })).toMatchObject({ outcome: 'succeeded' })
  },
)

scenario(
  'an error that the clerk ignored stays quiet while it lasts, and is told again when it comes back after a success',
  { fees: 2 },
  async d => {
    await d.set({ apiKey: 'not-the-key' })
    await d.run()
    await d.call('errors.ignore', { id: (await d.errors())[0]?.id ?? '' })
    await d.run()
    expect(await d.errors()).toEqual([])
    await d.set({ apiKey: d.iiq.credentials.apiKey })
    await d.run()
    await d.set({ apiKey: 'not-the-key' })
    await d.run()
    expect(await d.errors()).toMatchObject([{ cause: 'credentials' }])
  },
)
