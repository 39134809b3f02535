import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import type { TransactionRow } from '../../../contract/rows/transaction.ts'
import { TRANSACTION_COLUMNS, writeTransactions } from '../../../main/reports/transactions-workbook.ts'
import { readWorkbook } from '../../fixtures/read-workbook.ts'
import { makeTempDir } from '../../fixtures/temp-dir.ts'

const FACTS = { district: 'Maple Hollow', timeZone: 'America/New_York', generatedAt: '2026-03-31T12:00:00.000Z' }

const PAYMENT: TransactionRow = {
  id: '0195e9a0-0000-7000-8000-000000000001',
  occurredOn: '2026-03-08',
  kind: 'payment',
  sku: 'LB-SCREEN',
  item: 'Laptop screen',
  category: 'Devices',
  name: 'Laptop screen',
  description: 'Found at check-in',
  amountCents: -4_029,
  feeBalanceCents: 8_471,
  dueOn: '2026-04-07',
  status: 'partly-paid',
  studentId: '00123456',
  student: 'Ada Birchwick',
  grade: '07',
  location: 'MHHS',
  assetTag: 'PD-40001',
  ticket: 'T-7001',
  system: 'iiq',
  externalId: '3f2a3f60-5a1c-4d7e-9a43-0d6a6a1f2b10',
  runId: '0195e9a0-0000-7000-8000-0000000000aa',
}

async function exportRows(rows: readonly TransactionRow[]) {
  const file = join(makeTempDir(), 'transactions.xlsx')
  const reply = await writeTransactions(() => ({ rows, next: null }), file, FACTS)
  expect(reply).toMatchObject({ kind: 'written', rows: rows.length })
  const [transactions, about] = await readWorkbook(file)
  if (transactions === undefined || about === undefined) throw new Error('A sheet is missing.')
  return { transactions, about }
}

test('has the 21 promised columns in their order, with an entry as a clerk reads it', async () => {
  const { transactions } = await exportRows([PAYMENT])
  expect(transactions.headers).toHaveLength(21)
  expect(transactions.rows).toEqual([
    {
      'Transaction id': PAYMENT.id,
      Date: new Date('2026-03-08T00:00:00.000Z'),
      Type: 'Payment',
      SKU: 'LB-SCREEN',
      Item: 'Laptop screen',
      Category: 'Devices',
      Name: 'Laptop screen',
      Description: 'Found at check-in',
      Amount: -40.29,
      'Balance of the fee': 84.71,
      'Due date': new Date('2026-04-07T00:00:00.000Z'),
      Status: 'Partly paid',
      'Student id': '00123456',
      Student: 'Ada Birchwick',
      Grade: '07',
      Location: 'MHHS',
      'Asset tag': 'PD-40001',
      Ticket: 'T-7001',
      System: 'Incident IQ',
      'External id': PAYMENT.externalId,
      Run: PAYMENT.runId,
    },
  ])
  expect(Object.keys(transactions.rows[0] ?? {})).toEqual(TRANSACTION_COLUMNS.map(column => column.header))
})

test('M1 writes amounts as real numbers with a currency format, and days as real dates', async () => {
  const { transactions } = await exportRows([PAYMENT])
  const amount = transactions.sheet.getCell('I2')
  expect([amount.type, amount.numFmt]).toEqual([ExcelJS.ValueType.Number, '"$"#,##0.00;[Red]-"$"#,##0.00'])
  const day = transactions.sheet.getCell('B2')
  expect([day.type, day.numFmt]).toEqual([ExcelJS.ValueType.Date, 'yyyy-mm-dd'])
})

test('keeps text that begins with = + - @ or a control character as text, in cells of the Text format', async () => {
  const texts = ['=HYPERLINK("http://x.example","pay")', '+1', '-2+3', '@SUM(1)', '\t=1', '\r=1', '\u0001=1']
  const { transactions } = await exportRows(texts.map(name => ({ ...PAYMENT, name, studentId: name })))
  // A carriage return is a line break to XML, wherever it stands.
  const expected = [...texts.slice(0, 5), '\n=1', '␁=1']
  expect(transactions.rows.map(row => row.Name)).toEqual(expected)
  expect(transactions.rows.map(row => row['Student id'])).toEqual(expected)
  for (const [index] of texts.entries()) {
    const cell = transactions.sheet.getCell(`G${index + 2}`)
    expect([ExcelJS.ValueType.String, ExcelJS.ValueType.RichText]).toContain(cell.type)
    expect(cell.numFmt).toBe('@')
    expect(cell.formula).toBeUndefined()
  }
})

test('leaves cells empty for what is not known', async () => {
  const { transactions } = await exportRows([
    { ...PAYMENT, kind: 'charge', ticket: null, student: null, externalId: null, runId: null },
  ])
  expect(transactions.rows).toMatchObject([{ Ticket: null, Student: null, 'External id': null, Run: null }])
})

test('asks for page after page, and for none beyond the last', async () => {
  const asked: number[] = []
  const file = join(makeTempDir(), 'transactions.xlsx')
  const read = async (after: number) => {
    asked.push(after)
    return { rows: [PAYMENT, PAYMENT], next: after === 0 ? 7 : after === 7 ? 19 : null }
  }
  expect(await writeTransactions(read, file, FACTS)).toMatchObject({ kind: 'written', rows: 6 })
  expect(asked).toEqual([0, 7, 19])
  const [transactions] = await readWorkbook(file)
  expect(transactions?.sheet.autoFilter).toBe('A1:U7')
  expect(transactions?.sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }])
})

test('keeps the header when there is no transaction', async () => {
  const { transactions } = await exportRows([])
  expect(transactions.headers).toHaveLength(21)
  expect(transactions.rows).toEqual([])
})

test('says on a second sheet whose transactions these are and when they were read', async () => {
  const { about } = await exportRows([PAYMENT])
  expect(about.rows.slice(0, 4)).toEqual([
    { What: 'District', Value: 'Maple Hollow' },
    { What: 'Begun (UTC)', Value: FACTS.generatedAt },
    { What: 'Time zone of all days', Value: 'America/New_York' },
    { What: 'Transactions', Value: 1 },
  ])
})
