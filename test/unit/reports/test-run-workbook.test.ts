import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TestRunContent } from '../../../contract/rows/test-run.ts'
import { writeTestRun } from '../../../main/reports/test-run-workbook.ts'
import { readWorkbook } from '../../fixtures/read-workbook.ts'
import { makeTempDir } from '../../fixtures/temp-dir.ts'

const FEE = { feeId: null, externalId: 'F-1', studentId: '200003', student: 'Bela Marrowmere', sku: 'LIB-LATE' }

const EMPTY: TestRunContent = {
  generatedAt: '2026-03-31T12:00:00.000Z',
  summary: [
    { label: 'Fees added', value: 0, as: 'count' },
    { label: 'Charged', value: 12_345, as: 'money' },
    { label: 'Task', value: 'iiQ Sync', as: 'text' },
  ],
  feesAdded: [],
  feesChanged: [],
  feesWaived: [],
  paymentsIn: [],
  paymentsOut: [],
  errors: [],
  rawRecords: [],
}

async function writeContent(content: Partial<TestRunContent>) {
  const file = join(makeTempDir(), 'test-run.xlsx')
  expect(await writeTestRun({ ...EMPTY, ...content }, file)).toMatchObject({ kind: 'written' })
  const sheets = await readWorkbook(file)
  return { sheets, rowsOf: (name: string) => sheets.find(sheet => sheet.name === name)?.rows }
}

test('T1 has one sheet each, in order; an empty one keeps its header and says so', async () => {
  const { sheets } = await writeContent({})
  expect(sheets.map(sheet => sheet.name)).toEqual([
    'Summary',
    'Fees added',
    'Fees changed',
    'Fees waived',
    'Payments in',
    'Payments out',
    'Errors',
    'Raw records',
  ])
  for (const sheet of sheets.slice(1)) {
    expect(sheet.headers.length).toBeGreaterThan(5)
    expect(sheet.rows).toHaveLength(1)
    expect(Object.values(sheet.rows[0] ?? {})).toContain('None in this run')
  }
})

test('shows each line of the summary as what it is', async () => {
  const { sheets, rowsOf } = await writeContent({})
  expect(rowsOf('Summary')).toEqual([
    { What: 'Fees added', Value: 0 },
    { What: 'Charged', Value: 123.45 },
    { What: 'Task', Value: 'iiQ Sync' },
  ])
  expect(sheets[0]?.sheet.getCell('B3').numFmt).toContain('$')
})

test('T1 writes what would be added, changed, waived, paid, sent and refused', async () => {
  const { rowsOf } = await writeContent({
    feesAdded: [
      [
        {
          ...FEE,
          item: 'Late book',
          category: 'Library',
          location: 'MHHS',
          name: 'Late',
          amountCents: 150,
          createdOn: '2026-03-01',
          dueOn: '2026-03-31',
          message: null,
        },
      ],
    ],
    feesChanged: [
      [
        {
          ...FEE,
          feeId: 'id-1',
          field: 'amount',
          before: '$1.50',
          after: '$2.50',
          amountCents: 100,
          message: 'An adjustment of $1.00.',
        },
      ],
    ],
    feesWaived: [[{ ...FEE, feeId: 'id-1', amountCents: 150, message: 'Zero is due in Incident IQ.' }]],
    paymentsIn: [
      [{ ...FEE, paymentId: 'P-1', kind: 'payment', amountCents: -150, occurredOn: '2026-03-02', message: null }],
    ],
    paymentsOut: [
      [
        {
          ...FEE,
          system: 'iiq',
          reference: 'fb-abcdefgh-1',
          kind: 'payment',
          amountCents: 150,
          message: 'Not sent: test mode.',
        },
      ],
    ],
    errors: [
      [
        {
          system: 'iiq',
          kind: 'fee',
          externalId: 'F-2',
          cause: 'unknown-student',
          message: 'No student has the School Id "9".',
          remedy: 'Correct it in Incident IQ.',
        },
      ],
    ],
  })
  const day = (text: string) => new Date(`${text}T00:00:00.000Z`)
  expect(rowsOf('Fees added')).toMatchObject([
    { 'External id': 'F-1', Amount: 1.5, Created: day('2026-03-01'), 'Due date': day('2026-03-31') },
  ])
  expect(rowsOf('Fees changed')).toMatchObject([{ Field: 'amount', Before: '$1.50', After: '$2.50', Adjustment: 1 }])
  expect(rowsOf('Fees waived')).toMatchObject([{ Waived: 1.5, Message: 'Zero is due in Incident IQ.' }])
  expect(rowsOf('Payments in')).toMatchObject([
    { 'Payment id': 'P-1', Type: 'Payment', Amount: -1.5, Date: day('2026-03-02') },
  ])
  expect(rowsOf('Payments out')).toMatchObject([{ To: 'Incident IQ', Reference: 'fb-abcdefgh-1', Amount: 1.5 }])
  expect(rowsOf('Errors')).toMatchObject([
    { System: 'Incident IQ', Cause: 'unknown-student', 'What to do': 'Correct it in Incident IQ.' },
  ])
})

test('writes raw records word for word from pages that come later, and says where one was cut', async () => {
  const raw = '{"Name":"Tab\\tand \\"quotes\\" & <tags>"}'
  async function* readPages() {
    for (const text of [raw, `{"Notes":"${'x'.repeat(40_000)}"}`]) {
      yield [{ system: 'iiq', kind: 'fee', externalId: 'F-1', status: 'Imported', message: null, raw: text } as const]
    }
  }
  const { rowsOf } = await writeContent({ rawRecords: readPages() })
  const [whole, cut] = rowsOf('Raw records')?.map(row => String(row['Raw record'])) ?? []
  expect(whole).toBe(raw)
  expect(cut).toHaveLength(32_767)
  expect(cut).toMatch(/cut here: the whole text has 40012 characters\]$/)
})
