import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Receipt, ReceiptPart } from '../../../contract/rows/receipt.ts'
import { writeReceipt } from '../../../main/reports/receipt-pdf.ts'
import { centsOf, PAPER_FACTS, UNCOMMON_NAMES } from '../../fixtures/paper-texts.ts'
import { readPdf } from '../../fixtures/read-pdf.ts'
import { makeTempDir } from '../../fixtures/temp-dir.ts'

function partOf(fee: string, amountCents: number, more: Partial<ReceiptPart> = {}): ReceiptPart {
  return {
    feeId: fee,
    fee,
    item: 'Device repair',
    amountCents,
    dueAfterCents: 0,
    dueNowCents: 0,
    voided: null,
    takenBack: [],
    ...more,
  }
}

function receiptOf(parts: ReceiptPart[], more: Partial<Receipt> = {}): Receipt {
  return {
    id: '0190-receipt',
    number: 17,
    at: '2026-11-20T19:32:00.000Z',
    operator: 'Dana Cole',
    personId: 'person',
    student: 'Mara Ellison',
    schoolId: '200017',
    grade: '7',
    location: 'Birch Middle School',
    totalCents: parts.reduce((sum, part) => sum + part.amountCents, 0),
    method: 'check',
    checkNumber: '1042',
    note: null,
    voided: false,
    parts,
    ...more,
  }
}

async function written(receipt: Receipt, facts = PAPER_FACTS) {
  const file = join(makeTempDir(), 'receipt.pdf')
  const reply = await writeReceipt(receipt, file, facts)
  return { file, reply, read: await readPdf(file) }
}

test('says who paid what, when, how, to whom, and what is left', async () => {
  const { reply, read, file } = await written(
    receiptOf([partOf('Chromebook screen', 12_000, { dueAfterCents: 3_050, dueNowCents: 3_050 })], {
      note: 'From her\ngrandmother',
    }),
  )
  expect(reply).toEqual({ kind: 'written', pages: 1, bytes: statSync(file).size })
  expect(read.pages[0]).toEqual([
    ['Alder Vale Schools'],
    ['Receipt 17'],
    ['Received', 'Nov 20, 2026, 2:32 PM'],
    ['Student', 'Mara Ellison'],
    ['Student id', '200017'],
    ['Grade', '7'],
    ['School', 'Birch Middle School'],
    ['Paid by', 'Check 1042'],
    ['Taken by', 'Dana Cole'],
    ['Note', 'From her grandmother'],
    ['Fee', 'Item', 'Paid', 'Left due after it'],
    ['Chromebook screen', 'Device repair', '$120.00', '$30.50'],
    ['Total paid', '$120.00'],
    ['Alder Vale Schools · receipt 17 · printed Nov 21, 2026, 10:15 AM', 'Page 1 of 1'],
  ])
})

test('M1 the parts sum to the total on the paper, whatever they are', async () => {
  const cents = fc.integer({ min: 1, max: 1_000_000_000 })
  await fc.assert(
    fc.asyncProperty(fc.array(cents, { minLength: 1, maxLength: 100 }), async amounts => {
      const { read } = await written(receiptOf(amounts.map((amount, index) => partOf(`Fee ${index}`, amount))))
      const lines = read.pages.flat()
      const paid = lines.flatMap(([fee, , amount]) => (/^Fee \d/.test(fee ?? '') ? [centsOf(amount ?? '')] : []))
      expect(paid).toEqual(amounts)
      const total = lines.find(([first]) => first === 'Total paid')?.[1] ?? ''
      expect(centsOf(total)).toBe(amounts.reduce((sum, amount) => sum + amount, 0))
    }),
    { numRuns: 8 },
  )
})

test('draws names of many alphabets, and another program reads them back', async () => {
  const parts = UNCOMMON_NAMES.map(name => partOf(`Book of ${name}`, 100))
  for (const student of UNCOMMON_NAMES.slice(0, 3)) {
    const { read } = await written(receiptOf(parts, { student }))
    expect(read.pages[0]).toContainEqual(['Student', student])
    for (const name of UNCOMMON_NAMES) expect(read.text).toContain(name)
  }
})

test('composes letters that came in pieces', async () => {
  const { read } = await written(receiptOf([partOf('Lost book', 100)], { student: 'Nguyễn'.normalize('NFD') }))
  expect(read.pages[0]).toContainEqual(['Student', 'Nguyễn'])
})

test('wraps a long name, also one without a blank, and keeps its amounts', async () => {
  const long = 'Replacement of a borrowed instrument with its case, bow and rosin, as agreed with the family'
  const { read } = await written(receiptOf([partOf(long, 40_000), partOf('X'.repeat(120), 2_500)]))
  expect(read.text.replaceAll('\n', ' ').match(/\$400\.00/g)).toHaveLength(1)
  const lines = read.pages.flat()
  expect(lines.filter(([first]) => /^X+$/.test(first ?? '')).map(([first]) => first?.length)).toHaveLength(4)
  expect(lines.find(([, , amount]) => amount === '$25.00')?.[0]).toMatch(/^X+$/)
})

test('M7 says in words that more was paid than was due', async () => {
  const { read } = await written(receiptOf([partOf('Lost book', 2_400, { dueAfterCents: -400, dueNowCents: -400 })]))
  expect(read.pages[0]).toContainEqual(['Lost book', 'Device repair', '$24.00', 'credit $4.00'])
})

test('shows what was refunded and what bounced since, what of it stands, and what is due now', async () => {
  const { read } = await written(
    receiptOf([
      partOf('Lost book', 4_000, {
        dueNowCents: 1_500,
        takenBack: [{ kind: 'refund', amountCents: 1_500, occurredOn: '2026-11-21' }],
      }),
      partOf('Chromebook screen', 6_000, {
        takenBack: [{ kind: 'bounced-check', amountCents: 6_000, occurredOn: '2026-12-01' }],
      }),
    ]),
  )
  const lines = read.pages.flat().map(line => line.join(' '))
  expect(lines.slice(lines.indexOf('Since then') + 1, -1)).toEqual([
    '$15.00 of the payment for Lost book was refunded on Nov 21, 2026.',
    'The check for Chromebook screen bounced: $60.00 was taken back on Dec 1, 2026.',
    'Of the $100.00 paid, $25.00 stands.',
    'On Nov 21, 2026, 10:15 AM, what is due on Lost book is $15.00.',
  ])
  expect(read.text).not.toContain('VOID')
})

test('M3 is marked void across every page when all its payments were voided, and says so in words', async () => {
  const voided = { occurredOn: '2026-11-21', reason: 'entered for the wrong student' }
  const parts = Array.from({ length: 60 }, (_, index) => partOf(`Fee ${index}`, 100, { voided, dueNowCents: 100 }))
  const { read } = await written(receiptOf(parts, { voided: true }))
  expect(read.pages.length).toBeGreaterThan(1)
  for (const page of read.pages) expect(page.flat().join(' ')).toContain('VOID')
  expect(read.text).toContain('This receipt is void: every payment on it was voided. It is no proof of payment.')
  expect(read.text.replaceAll('\n', ' ')).toContain(
    'The payment of $1.00 for Fee 7 was voided on Nov 21, 2026: entered for the wrong student.',
  )
  expect(read.text).toContain('Of the $60.00 paid, $0.00 stands.')
})

test('is the same file for the same data, and another one later only by its times', async () => {
  const receipt = receiptOf([partOf('Lost book', 4_000)])
  const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
  const [first, second] = [await written(receipt), await written(receipt)]
  expect(hashOf(first.file)).toBe(hashOf(second.file))
  const later = await written(receipt, { ...PAPER_FACTS, generatedAt: '2026-11-22T15:15:00.000Z' })
  expect(later.read.createdAt).toContain('20261122151500')
  expect(later.read.pages[0]?.slice(0, -1)).toEqual(first.read.pages[0]?.slice(0, -1))
})

test('has a title, a language and tags, so that it can be read aloud in order', async () => {
  const { read } = await written(receiptOf([partOf('Lost book', 4_000)]))
  expect([read.title, read.language, read.isTagged]).toEqual(['Receipt 17', 'en-US', true])
  expect(read.tags[0]?.slice(0, 3)).toEqual(['Document', 'P', 'H1'])
  expect(read.tags[0]?.join(' ')).toContain('Table TR TH TH TH TH TR TD TD TD TD TR TD TD TD TD')
})

test('F1 is readable by its owner alone', async () => {
  const { file } = await written(receiptOf([partOf('Lost book', 4_000)]))
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('says in a sentence that its folder is not there', async () => {
  const file = join(makeTempDir(), 'missing', 'receipt.pdf')
  expect(await writeReceipt(receiptOf([partOf('Lost book', 4_000)]), file, PAPER_FACTS)).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/missing" is not there, so no receipt was written\. Create it/),
  })
})
