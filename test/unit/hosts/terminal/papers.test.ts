import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FeeRow } from '../../../../contract/rows/fee.ts'
import { readPdf } from '../../../fixtures/read-pdf.ts'
import { connected, documentOf, typed } from './typed.ts'

test('writes a receipt and a statement as PDF, and says where', async () => {
  const { data, folder } = await connected()
  expect((await typed('run', 'iiq-sync', '--data', data)).code).not.toBe(1)
  const listed = await typed('--json', 'fees', 'list', '--status', 'open', '--data', data)
  const [fee] = documentOf<{ items: FeeRow[] }>(listed).items
  if (fee === undefined || fee.studentId === null) throw new Error('There is no open fee of a student.')
  const paid = await typed('--json', 'fees', 'pay', fee.id, '--amount', '1.25', '--method', 'cash', '--data', data)
  const { receiptId, receiptNumber } = documentOf<{ receiptId: string; receiptNumber: number }>(paid)

  const receipt = join(folder, 'receipt.pdf')
  const written = await typed('report', 'receipt', String(receiptNumber), '--out', receipt, '--data', data)
  expect(written).toEqual({ code: 0, out: `The receipt was written to ${receipt}.\n`, err: '' })
  expect((await readPdf(receipt)).text).toContain('Total paid $1.25')
  const again = await typed('--json', 'report', 'receipt', receiptId, '--out', receipt, '--data', data)
  expect(documentOf(again)).toEqual({ file: receipt, bytes: expect.any(Number) })

  const statement = join(folder, 'statement.pdf')
  const student = ['--student', fee.studentId]
  const told = await typed(
    'report',
    'statement',
    ...student,
    '--out',
    statement,
    '--since',
    '2020-01-01',
    '--data',
    data,
  )
  expect(told).toEqual({ code: 0, out: `The statement was written to ${statement}.\n`, err: '' })
  const { text } = await readPdf(statement)
  expect(text).toContain('Everything since Jan 1, 2020')
  expect(text).toContain(`Payment by cash, receipt ${receiptNumber}: ${fee.name}`)

  const refused = await typed('report', 'receipt', '9', '--out', join(folder, 'none.pdf'), '--data', data)
  expect(refused).toMatchObject({ out: '', err: expect.stringContaining('There is no receipt "9"') })
  expect(refused.code).not.toBe(0)
  const misnamed = await typed('report', 'statement', ...student, '--out', join(folder, 'none.txt'), '--data', data)
  expect(misnamed).toMatchObject({ code: 1, err: expect.stringContaining('.pdf') })
  expect(existsSync(join(folder, 'none.pdf'))).toBe(false)
})
