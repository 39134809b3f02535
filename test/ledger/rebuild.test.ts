import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verifyLedger } from '../../main/ledger/verify.ts'
import { AT, addFee, enter, entryOf, makeSmallLedger, movementOf, type SmallLedger } from './small-ledger.ts'

/** Renews all fees in batches of `limit`, each in a SQL transaction of its own. */
function renewAll(ledger: SmallLedger, limit = 2) {
  const { untilSeq } = ledger.rebuild.extent()
  const seen = { rows: 0, changed: 0, balanceBeforeCents: 0, balanceAfterCents: 0 }
  for (let afterSeq = 0; ; ) {
    const batch = ledger.transact(() => ledger.rebuild.renewBatch(afterSeq, untilSeq, { limit, at: AT }))
    if (batch === null) return seen
    for (const name of Object.keys(seen) as (keyof typeof seen)[]) seen[name] += batch[name]
    afterSeq = batch.lastSeq
  }
}

const SHOWN = 'SELECT sku, item_title AS item, category_title AS category FROM fees ORDER BY seq'
const shown = (ledger: SmallLedger) => ledger.db.prepare(SHOWN).all()
const money = (ledger: SmallLedger) =>
  ledger.db
    .prepare(
      'SELECT seq, version, status, charged_cents, adjusted_cents, paid_cents, waived_cents, balance_cents FROM fees ORDER BY seq',
    )
    .all()

/** A category and an item type of the ledger's own (both `seq` 2), beside those of Incident IQ (`seq` 1). */
async function makeOwn(): Promise<SmallLedger> {
  const ledger = await makeSmallLedger()
  ledger.own.add('categories', { id: 'own-category', title: 'Field trips' })
  ledger.own.add('item_types', { id: 'own-type', sku: 'TRIP', title: 'Zoo', category_seq: 2, type: 'fee' })
  return ledger
}
const OWN = { itemTypeSeq: 2, categorySeq: 2, sku: 'TRIP', itemTitle: 'Zoo', categoryTitle: 'Field trips' }

test('stored columns say what item types and categories are called now, batch by batch', async () => {
  const ledger = await makeOwn()
  for (const key of ['fee-1', 'fee-2', 'fee-3']) addFee(ledger, key, 5_000)
  for (const key of ['fee-4', 'fee-5']) addFee(ledger, key, 700, OWN)
  ledger.own.overwrite('categories', 'own-category', { title: 'Excursions' })
  ledger.own.overwrite('item_types', 'own-type', { title: 'Zoo and lunch' })
  expect(renewAll(ledger)).toMatchObject({ rows: 5, changed: 2 })
  expect(shown(ledger).slice(2)).toEqual([
    { sku: 'SCREEN', item: 'Broken screen', category: 'Devices' },
    { sku: 'TRIP', item: 'Zoo and lunch', category: 'Excursions' },
    { sku: 'TRIP', item: 'Zoo and lunch', category: 'Excursions' },
  ])
  expect(renewAll(ledger)).toMatchObject({ rows: 5, changed: 0 })
})

test('B3 a renewed title leaves the fee at its version, so that a waiting run is not disturbed', async () => {
  const ledger = await makeOwn()
  const fee = addFee(ledger, 'fee-1', 5_000, OWN)
  ledger.own.overwrite('item_types', 'own-type', { title: 'Museum' })
  expect(renewAll(ledger).changed).toBe(1)
  expect(ledger.fees.bySeq(fee.seq)).toMatchObject({ version: 1 })
})

test('C1 a changed Sku and a changed category are dated lines in the story, a new title is not', async () => {
  const ledger = await makeOwn()
  ledger.own.add('categories', { id: 'other', title: 'Clubs' })
  const { seq } = addFee(ledger, 'fee-1', 5_000, OWN)
  ledger.own.overwrite('item_types', 'own-type', { sku: 'ZOO', title: 'Zoo club', category_seq: 3 })
  renewAll(ledger)
  expect(shown(ledger)).toEqual([{ sku: 'ZOO', item: 'Zoo club', category: 'Clubs' }])
  expect(ledger.fees.bySeq(seq)).toMatchObject({ categorySeq: 3 })
  expect(ledger.db.prepare('SELECT field, before, after, at FROM fee_notes ORDER BY seq').all()).toEqual([
    { field: 'item', before: 'TRIP', after: 'ZOO', at: AT },
    { field: 'category', before: 'Field trips', after: 'Clubs', at: AT },
  ])
})

test('a fee of Incident IQ stays in the category that its run gave it: moving it is the run’s', async () => {
  const ledger = await makeOwn()
  addFee(ledger, 'fee-1', 5_000, { categorySeq: 2, categoryTitle: 'Field trips' })
  expect(renewAll(ledger).changed).toBe(0)
  ledger.own.overwrite('categories', 'own-category', { title: 'One for all' })
  renewAll(ledger)
  expect(shown(ledger)).toEqual([{ sku: 'SCREEN', item: 'Broken screen', category: 'One for all' }])
})

test('a fee that names no item type or category keeps what it shows', async () => {
  const ledger = await makeOwn()
  addFee(ledger, 'fee-1', 5_000, { itemTypeSeq: null, categorySeq: null } as never)
  expect(renewAll(ledger)).toMatchObject({ rows: 1, changed: 0 })
  expect(shown(ledger)).toEqual([{ sku: 'SCREEN', item: 'Broken screen', category: 'Devices' }])
})

test('fees that came after it began are not looked at', async () => {
  const ledger = await makeOwn()
  addFee(ledger, 'fee-1', 5_000)
  const { untilSeq, total } = ledger.rebuild.extent()
  addFee(ledger, 'fee-2', 5_000)
  expect({ untilSeq, total }).toEqual({ untilSeq: 1, total: 1 })
  const batch = ledger.transact(() => ledger.rebuild.renewBatch(0, untilSeq, { limit: 10, at: AT }))
  expect(batch).toEqual({ lastSeq: 1, rows: 1, changed: 0, balanceBeforeCents: 5_000, balanceAfterCents: 5_000 })
})

const edit = fc.record({
  table: fc.constantFrom('categories' as const, 'item_types' as const),
  title: fc.string({ minLength: 1, maxLength: 12 }),
  sku: fc.string({ minLength: 1, maxLength: 8 }),
  categorySeq: fc.constantFrom(1, 2),
})

test('M4 whatever is edited, a rebuild moves no cent and no version, and leaves nothing stale', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 0, max: 9_000 })), {
        maxLength: 7,
      }),
      fc.integer({ min: 1, max: 4 }),
      async (edits, fees, limit) => {
        const ledger = await makeOwn()
        fees.forEach(([isOwn, chargeCents, paidCents], index) => {
          const fee = addFee(ledger, `fee-${index}`, chargeCents, isOwn ? OWN : {})
          enter(ledger, fee, movementOf('payment', -paidCents, `pay-${index}`), entryOf('adjustment', -index))
        })
        for (const { table, title, sku, categorySeq } of edits) {
          if (table === 'categories') ledger.own.overwrite(table, 'own-category', { title })
          else ledger.own.overwrite(table, 'own-type', { title, sku, category_seq: categorySeq })
        }
        const before = money(ledger)
        const totals = ledger.entries.totals()
        const { rows, balanceBeforeCents, balanceAfterCents } = renewAll(ledger, limit)
        expect(rows).toBe(fees.length)
        expect(balanceAfterCents).toBe(balanceBeforeCents)
        expect(money(ledger)).toEqual(before)
        expect(ledger.entries.totals()).toEqual(totals)
        expect(renewAll(ledger, limit).changed).toBe(0)
        expect(verifyLedger(ledger.db).findings).toEqual([])
      },
    ),
    { numRuns: 25 },
  )
})
