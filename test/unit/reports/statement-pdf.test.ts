import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENTRY_KINDS } from '../../../contract/rows/fee.ts'
import type { Statement, StatementEntry, StatementFee } from '../../../contract/rows/statement.ts'
import { writeStatement } from '../../../main/reports/statement-pdf.ts'
import { centsOf, PAPER_FACTS, UNCOMMON_NAMES } from '../../fixtures/paper-texts.ts'
import { type ReadPdf, readPdf } from '../../fixtures/read-pdf.ts'
import { makeTempDir } from '../../fixtures/temp-dir.ts'

function feeOf(name: string, amountCents: number, more: Partial<StatementFee> = {}): StatementFee {
  const { paidCents = 0, waivedCents = 0 } = more
  const balanceCents = amountCents - paidCents - waivedCents
  return { name, amountCents, paidCents, waivedCents, balanceCents, dueOn: '2026-12-05', overdue: false, ...more }
}

function entryOf(fee: string, kind: StatementEntry['kind'], amountCents: number, more: Partial<StatementEntry> = {}) {
  return {
    fee,
    kind,
    voidsKind: null,
    amountCents,
    occurredOn: '2026-10-05',
    system: 'feebridge',
    method: null,
    checkNumber: null,
    receiptNumber: null,
    ...more,
  } satisfies StatementEntry
}

function statementOf(more: Partial<Statement>): Statement {
  return {
    student: { name: 'Mara Ellison', schoolId: '200017', grade: '7', location: 'Birch Middle School' },
    since: '2026-07-01',
    today: '2026-11-21',
    fees: [],
    broughtForwardCents: 0,
    entries: [],
    ...more,
  }
}

async function written(statement: Statement): Promise<ReadPdf> {
  const file = join(makeTempDir(), 'statement.pdf')
  expect(await writeStatement(statement, file, PAPER_FACTS)).toMatchObject({ kind: 'written' })
  return readPdf(file)
}

/** The last cell of the line that begins with a text. */
const lastOf = (read: ReadPdf, ...begin: string[]): string =>
  read.pages
    .flat()
    .find(line => begin.every((cell, index) => line[index] === cell))
    ?.at(-1) ?? ''

const SMALL = statementOf({
  fees: [
    feeOf('Chromebook screen', 12_000, { paidCents: 2_000, dueOn: '2026-11-04', overdue: true }),
    feeOf('Lost book', 2_000, { paidCents: 2_400 }),
  ],
  broughtForwardCents: 500,
  entries: [
    entryOf('Gym kit', 'waiver', -500, { occurredOn: '2026-08-01' }),
    entryOf('Chromebook screen', 'charge', 12_000, { system: 'iiq' }),
    entryOf('Lost book', 'charge', 2_000),
    entryOf('Chromebook screen', 'payment', -2_000, { method: 'check', checkNumber: '1042', receiptNumber: 17 }),
    entryOf('Lost book', 'payment', -2_400, { system: 'iiq' }),
    entryOf('Gym kit', 'charge', 900),
    entryOf('Gym kit', 'void', -900, { voidsKind: 'charge', occurredOn: '2026-11-02' }),
  ],
})

test('tells what is owed, what led there, and what it sums to', async () => {
  const read = await written(SMALL)
  expect(read.pages.flatMap(page => page.slice(0, -1))).toEqual([
    ['Alder Vale Schools'],
    ['Statement'],
    ['Student', 'Mara Ellison'],
    ['Student id', '200017'],
    ['Grade', '7'],
    ['School', 'Birch Middle School'],
    ['Date', 'Nov 21, 2026, 10:15 AM'],
    ['Entries', 'from Jul 1, 2026 to Nov 21, 2026'],
    ['Owed on Nov 21, 2026: $96.00'],
    ['$100.00 is overdue, before the credit is taken off.'],
    ['A credit of $4.00 is taken into account.'],
    ['What is owed'],
    ['Fee', 'Due', 'Charged', 'Paid', 'Waived', 'Left due'],
    ['Chromebook screen', 'Nov 4, 2026, overdue', '$120.00', '$20.00', '$0.00', '$100.00'],
    ['Lost book', 'Dec 5, 2026', '$20.00', '$24.00', '$0.00', 'credit $4.00'],
    ['Total', '$140.00', '$44.00', '$0.00', '$96.00'],
    ['Everything since Jul 1, 2026'],
    ['Date', 'What', 'Amount', 'Balance'],
    ['Jul 1, 2026', 'Balance brought forward', '$5.00'],
    ['Aug 1, 2026', 'Waiver: Gym kit', '−$5.00', '$0.00'],
    ['Oct 5, 2026', 'Charge: Chromebook screen', '$120.00', '$120.00'],
    ['Oct 5, 2026', 'Charge: Lost book', '$20.00', '$140.00'],
    ['Oct 5, 2026', 'Payment by check 1042, receipt 17: Chromebook screen', '−$20.00', '$120.00'],
    ['Oct 5, 2026', 'Payment, through Incident IQ: Lost book', '−$24.00', '$96.00'],
    ['Oct 5, 2026', 'Charge: Gym kit', '$9.00', '$105.00'],
    ['Nov 2, 2026', 'Void of charge: Gym kit', '−$9.00', '$96.00'],
    ['Nov 21, 2026', 'Balance', '$96.00'],
    ['In sum'],
    ['What', 'Amount'],
    ['Balance brought forward', '$5.00'],
    ['Charged', '$140.00'],
    ['Waived', '−$5.00'],
    ['Paid', '−$44.00'],
    ['Balance', '$96.00'],
  ])
  expect(read.pages.map(page => page.at(-1))).toEqual([
    ['Alder Vale Schools · statement of Mara Ellison · Nov 21, 2026', 'Page 1 of 2'],
    ['Alder Vale Schools · statement of Mara Ellison · Nov 21, 2026', 'Page 2 of 2'],
  ])
})

test('says in words that nothing is owed, or that there is a credit', async () => {
  const settled = await written(statementOf({}))
  expect(settled.text).toContain('Owed on Nov 21, 2026: $0.00')
  expect(settled.text).toContain('Every fee is settled.')
  const credit = await written(
    statementOf({
      fees: [feeOf('Lost book', 2_000, { paidCents: 2_400 })],
      entries: [entryOf('Lost book', 'charge', 2_000), entryOf('Lost book', 'payment', -2_400, { method: 'cash' })],
    }),
  )
  expect(credit.text).toContain('Nothing is owed on Nov 21, 2026: there is a credit of $4.00.')
  expect(lastOf(credit, 'Nov 21, 2026', 'Balance')).toBe('credit $4.00')
})

test('M4 every total on the paper is the sum of what stands above it', async () => {
  const entry = fc.record({
    kind: fc.constantFrom(...ENTRY_KINDS),
    amountCents: fc.integer({ min: -5_000_000, max: 5_000_000 }),
  })
  const entries = fc.array(entry, { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(entries, fc.integer({ min: -10_000, max: 10_000 }), async (drawn, broughtForwardCents) => {
      const read = await written(
        statementOf({
          broughtForwardCents,
          entries: drawn.map(({ kind, amountCents }, index) =>
            entryOf(`Fee ${index}`, kind, amountCents, { voidsKind: kind === 'void' ? 'payment' : null }),
          ),
        }),
      )
      const lines = read.pages.flat()
      const amounts = lines.flatMap(line => (/: Fee \d+$/.test(line[1] ?? '') ? [centsOf(line[2] ?? '')] : []))
      expect(amounts).toEqual(drawn.map(({ amountCents }) => amountCents))
      const balanceCents = amounts.reduce((sum, cents) => sum + cents, broughtForwardCents)
      expect(centsOf(lastOf(read, 'Nov 21, 2026', 'Balance'))).toBe(balanceCents)
      expect(centsOf(lastOf(read, 'Balance'))).toBe(balanceCents)
      const inSum = lines.slice(lines.findIndex(([first]) => first === 'In sum') + 2).filter(line => line.length === 2)
      const sums = inSum.filter(([name]) => name !== 'Date' && !/^(What|Balance|Alder.*)$/.test(name ?? ''))
      expect(sums.reduce((sum, [, amount]) => sum + centsOf(amount ?? ''), 0)).toBe(balanceCents)
    }),
    { numRuns: 8 },
  )
})

test('tells two hundred fees over many pages, each with the heads of its columns and its number', async () => {
  const fees = Array.from({ length: 200 }, (_, index) =>
    feeOf(`Fee ${index + 1} of ${UNCOMMON_NAMES[index % UNCOMMON_NAMES.length]}`, 1_000 + index),
  )
  const entries = fees.map(fee => entryOf(fee.name, 'charge', fee.amountCents))
  const read = await written(statementOf({ fees, entries }))
  expect(read.pages.length).toBeGreaterThan(8)
  read.pages.forEach((page, index) => {
    expect(page.at(-1)?.at(-1)).toBe(`Page ${index + 1} of ${read.pages.length}`)
    if (index > 0) expect(['Fee', 'Date', 'What', 'Everything since Jul 1, 2026', 'In sum']).toContain(page[0]?.[0])
  })
  const told = read.pages.flat().filter(line => line[1]?.startsWith('Charge: Fee'))
  expect(told).toHaveLength(200)
  for (const fee of fees) expect(read.text).toContain(`Charge: ${fee.name}`)
  const totalCents = fees.reduce((sum, fee) => sum + fee.amountCents, 0)
  expect(centsOf(lastOf(read, 'Total'))).toBe(totalCents)
  expect(centsOf(lastOf(read, 'Balance'))).toBe(totalCents)
})

test('has a title with the name, a language and tags', async () => {
  const read = await written(SMALL)
  expect([read.title, read.language, read.isTagged]).toEqual(['Statement of Mara Ellison', 'en-US', true])
  expect(read.tags.flat().filter(tag => tag === 'H2' || tag === 'Table')).toEqual([
    'H2',
    'Table',
    'H2',
    'Table',
    'H2',
    'Table',
  ])
})
