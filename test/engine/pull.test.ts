import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { scenario } from './district.ts'

scenario(
  'P1 a record equal to its latest import adds nothing: an unchanged second run adds its run alone',
  { fees: 30 },
  async d => {
    expect((await d.run()).outcome).toBe('partly')
    const before = d.counts()
    const second = await d.run()
    expect(second).toMatchObject({ outcome: 'succeeded', counts: { added: 0, changed: 0, errors: 0, payments: 0 } })
    expect(second.counts.unchanged).toBe(second.counts.pulled)
    const after = d.counts()
    expect({ ...after, runs: 0, audit: 0 }).toEqual({ ...before, runs: 0, audit: 0 })
    expect(after.runs).toBe((before.runs ?? 0) + 1)
  },
)

scenario(
  'P1 every pulled record is an import, word for word, before anything is decided, and says why it ended as it did',
  { fees: 25 },
  async d => {
    const run = await d.run()
    const imports = d.rows<{ raw: string; status: string; message: string | null; kind: string }>(
      `SELECT b.raw, i.status, i.kind, m.text AS message FROM imports i JOIN import_bodies b ON b.import_seq = i.seq LEFT JOIN messages m ON m.seq = i.message_seq`,
    )
    const counts = d.iiq.counts()
    const lines = imports.filter(one => ['fee', 'payment', 'adjustment'].includes(one.kind))
    expect(run.counts.pulled).toBe(lines.length)
    expect(imports.filter(one => one.kind === 'user')).toHaveLength(counts.users)
    expect(imports.every(one => one.status !== 'Unprocessed' && (one.message ?? '') !== '')).toBe(true)
    for (const { raw } of imports) expect(JSON.stringify(JSON.parse(raw))).toBe(raw)
  },
)

scenario('P1 a record that returns to an earlier value is a new version', {}, async d => {
  const fee = d.iiq.addFee({ amountCents: 4000 })
  await d.run()
  const planted =
    d.rows<{ raw: string }>(
      `SELECT b.raw FROM imports i JOIN import_bodies b ON b.import_seq = i.seq WHERE i.external_id = ?`,
      fee.id,
    )[0]?.raw ?? ''
  const there = { old: planted, changed: JSON.stringify({ ...JSON.parse(planted), Name: 'Renamed' }) }
  d.iiq.purgeItem({ id: fee.id })
  for (const text of [there.changed, there.old]) {
    d.iiq.putRaw({ kind: 'item', text })
    expect((await d.run()).outcome).toBe('succeeded')
    d.iiq.purgeItem({ id: fee.id })
  }
  const versions = d.rows<{ raw: string; previous: number | null }>(
    `SELECT b.raw, i.previous_seq AS previous FROM imports i JOIN import_bodies b ON b.import_seq = i.seq WHERE i.external_id = ? ORDER BY i.seq`,
    fee.id,
  )
  expect(versions.map(one => one.raw)).toEqual([there.old, there.changed, there.old])
  expect(versions.filter(one => one.previous !== null)).toHaveLength(2)
  expect(d.fee(fee.id)?.name).toBe(fee.name)
  d.iiq.putRaw({ kind: 'item', text: there.old })
})

scenario('P2 the imports of a page and the cursor move in one SQL transaction', {}, async d => {
  const fees = Array.from({ length: 6 }, () => d.iiq.addFee({ amountCents: 500 }))
  d.iiq.switches.pageCap = 2
  const fourth = d.iiq.fees()[3]
  const outside = new Database(d.ledgerFile)
  outside.exec(
    `CREATE TRIGGER spoil BEFORE INSERT ON imports WHEN NEW.external_id = '${fourth?.id}' BEGIN SELECT RAISE(ABORT, 'spoilt by a test'); END`,
  )
  expect((await d.run()).outcome).toBe('failed')
  const stored = () =>
    d
      .rows<{ external_id: string }>(`SELECT external_id FROM imports WHERE feed = 'line-items' ORDER BY seq`)
      .map(one => one.external_id)
  // The third fee shares its page with the fourth: neither is kept, and the cursor stands behind the first page.
  expect(stored()).toEqual(
    d.iiq
      .fees()
      .slice(0, 2)
      .map(fee => fee.id),
  )
  expect(d.value<string>(`SELECT position FROM cursors WHERE feed = 'line-items'`)).toContain('"skip":2')
  outside.exec('DROP TRIGGER spoil')
  outside.close()
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: fees.length } })
  expect(stored()).toEqual(d.iiq.fees().map(fee => fee.id))
  expect(d.value<string>(`SELECT position FROM cursors WHERE feed = 'line-items'`)).toBe('end')
})

for (const fault of ['repeatPage', 'shortPage', 'totalOff', 'totalMoves'] as const) {
  scenario(
    `P3 after a pull with ${fault} good rows are entered, nothing is waived, the run is partly, and a complete one makes it good`,
    {},
    async d => {
      const kept = Array.from({ length: 5 }, () => d.iiq.addFee({ amountCents: 1000 }))
      await d.run()
      d.iiq.switches.pageCap = 2
      d.iiq.deleteItem({ id: kept[0]?.id ?? '' })
      const late = d.iiq.addFee({ amountCents: 700 })
      d.iiq.addFee({ amountCents: 800 })
      d.iiq.faults[fault] = {
        route: 'items',
        by: 1,
        ...(fault === 'shortPage' || fault === 'repeatPage' ? { times: 1 } : {}),
      }
      d.iiq.resetRequests()
      const broken = await d.run()
      expect(broken).toMatchObject({ outcome: 'partly', counts: { waived: 0 } })
      expect(broken.message).toContain('not complete')
      // Only a total that moved is pulled again from the start, at most twice more.
      const passes = d.iiq.requests.recent.filter(one => one.route === 'items' && one.body.includes('"Skip":0')).length
      expect(passes).toBe(fault === 'totalMoves' ? 3 : 1)
      expect(d.fee(kept[0]?.id ?? '')?.balanceCents).toBe(1000)
      expect(await d.errors()).toMatchObject([{ cause: 'incomplete-pull' }])
      expect(d.fees().length).toBeGreaterThanOrEqual(6)
      d.iiq.clearFaults()
      expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { waived: 1 } })
      expect(d.fee(late.id)?.balanceCents).toBe(700)
      expect(d.fee(kept[0]?.id ?? '')).toMatchObject({ balanceCents: 0, status: 'waived' })
      expect(await d.errors()).toEqual([])
      expect(await d.errors('resolved')).toMatchObject([{ cause: 'incomplete-pull', closedBy: 'Incident IQ' }])
    },
  )
}

scenario('P3 a total that moved once is pulled again from the start and is then complete', {}, async d => {
  for (let index = 0; index < 5; index += 1) d.iiq.addFee({ amountCents: 1000 })
  d.iiq.switches.pageCap = 2
  d.iiq.faults.totalMoves = { by: -1, route: 'items', times: 2 }
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { pulled: 5, added: 5 } })
  expect(d.iiq.requests.byRoute.items).toBe(2 + 3)
})

scenario(
  'P4 rows from before the cut-off that a dropped filter lets through are Ignored, never imported, and the drop is noticed',
  {},
  async d => {
    const old = d.iiq.addFee({ amountCents: 900, createdDate: '2020-02-03T10:00:00Z' })
    const paid = d.iiq.payFee({ id: old.id, amountCents: 100 })
    const fresh = d.iiq.addFee({ amountCents: 600 })
    d.iiq.faults.dropFilters = { facets: ['createddate'], route: 'items' }
    const run = await d.run()
    expect(run).toMatchObject({ outcome: 'succeeded', counts: { added: 1, ignored: 2 } })
    expect(run.message).toContain('filter')
    expect(await d.import(old.id)).toMatchObject({ status: 'Ignored', cause: 'before-cut-off' })
    expect(await d.import(paid.id)).toMatchObject({ status: 'Ignored', cause: 'fee-out-of-scope' })
    expect(d.fees().map(fee => fee.externalId)).toEqual([fresh.id])
  },
)

scenario('P4 the date sent is a day wider than the cut-off', { iiq: { createdSince: '2026-09-10' } }, async d => {
  await d.run()
  const search = d.iiq.requests.recent.find(one => one.route === 'items')
  expect(search?.body).toContain('date>=09/09/2026')
})

scenario('P5 one bad row never stops its page', {}, async d => {
  const [bad, good] = [d.iiq.addFee({ amountCents: 900 }), d.iiq.addFee({ amountCents: 600 })]
  d.iiq.faults.badRow = { id: bad.id, route: 'items' }
  expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 1, errors: 1 } })
  const failed = await d.import(bad.id)
  expect(failed).toMatchObject({ status: 'Error', cause: 'bad-amount' })
  expect(failed.message).toContain('"twelve"')
  expect(d.fee(good.id)?.balanceCents).toBe(600)
  d.iiq.clearFaults()
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 1 } })
  expect(await d.errors()).toEqual([])
})

scenario('P5 an unreadable page in the middle keeps the pages around it', {}, async d => {
  const fees = Array.from({ length: 6 }, () => d.iiq.addFee({ amountCents: 1000 }))
  d.iiq.switches.pageCap = 2
  d.iiq.faults.htmlPage = { route: 'items', after: 1, times: 4 }
  const run = await d.run()
  expect(run).toMatchObject({ outcome: 'partly', counts: { pulled: 4, added: 4 } })
  const listed = d.iiq.fees()
  expect(d.fees().map(fee => fee.externalId)).toEqual([0, 1, 4, 5].map(place => listed[place]?.id))
  expect(await d.errors()).toMatchObject([{ cause: 'incomplete-pull' }])
  expect(await d.run()).toMatchObject({ outcome: 'succeeded', counts: { added: 2 } })
  expect(d.fees()).toHaveLength(fees.length)
})

scenario(
  'P5 an unknown Type that names a fee is an Error of its own and does not take the fee with it',
  {},
  async d => {
    const fee = d.iiq.addFee({ amountCents: 2500 })
    d.iiq.putRaw({
      kind: 'item',
      text: JSON.stringify({
        LineItemId: '0b1c2d3e-0000-4000-8000-00000000f001',
        LineItemTypeId: fee.typeId,
        Type: 'Discount',
        Sku: 'X',
        Name: 'Odd',
        Amount: -1,
        CreatedDate: new Date().toISOString(),
        ModifiedDate: new Date().toISOString(),
        AppliesToLineItemId: fee.id,
        IsDeleted: false,
      }),
    })
    expect(await d.run()).toMatchObject({ outcome: 'partly', counts: { added: 1, errors: 1, unprocessed: 0 } })
    expect(d.fee(fee.id)?.balanceCents).toBe(2500)
  },
)
