import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { CallRequest } from '../../contract/calls.ts'
import { schoolYearSince } from '../../main/domain/zone.ts'
import { centsOf } from '../fixtures/paper-texts.ts'
import { readPdf } from '../fixtures/read-pdf.ts'
import { type District, scenario } from './district.ts'

/** Two fees of one student, made here. */
async function twoFees(d: District, student: { id: string }): Promise<[string, string]> {
  const { feeId: first } = await d.call('fees.add', {
    student: student.id,
    sku: sku(d),
    amount: '40',
    name: 'Lost book',
  })
  const { feeId: second } = await d.call('fees.add', {
    student: student.id,
    sku: sku(d),
    amount: '19.95',
    name: 'Lock',
  })
  return [first, second]
}

const sku = (d: District) => d.value<string>("SELECT sku FROM item_types WHERE type = 'fee' ORDER BY seq LIMIT 1")

async function aStudent(d: District) {
  await d.run()
  const [student] = (await d.call('students.list', { limit: 1 })).items
  if (student === undefined) throw new Error('There is no student.')
  return student
}

const pay = (d: District, parts: CallRequest<'fees.pay'>['parts'], more: Partial<CallRequest<'fees.pay'>> = {}) =>
  d.call('fees.pay', { parts, method: 'check', checkNumber: '1042', ...more })

async function receiptOf(d: District, id: string) {
  const outFile = join(d.dataDir, 'receipt.pdf')
  const reply = await d.call('reports.receipt', { id, outFile })
  return { reply, outFile, read: await readPdf(outFile) }
}

async function statementOf(d: District, student: string, more: { since?: string } = {}) {
  const outFile = join(d.dataDir, 'statement.pdf')
  const reply = await d.call('reports.statement', { student, outFile, ...more })
  return { reply, outFile, read: await readPdf(outFile) }
}

scenario('one receipt covers a payment for several fees, and says what is left of each', { fees: 4 }, async d => {
  const student = await aStudent(d)
  const [book, lock] = await twoFees(d, student)
  const { receiptId, receiptNumber } = await pay(
    d,
    [
      { id: book, amount: '15.50' },
      { id: lock, amount: '19.95' },
    ],
    { note: 'From her aunt' },
  )
  const { reply, read, outFile } = await receiptOf(d, String(receiptNumber))
  expect(reply).toEqual({ file: outFile, bytes: statSync(outFile).size })
  const lines = read.pages[0] ?? []
  expect(lines).toContainEqual(['Alder Vale Schools'])
  expect(lines).toContainEqual([`Receipt ${receiptNumber}`])
  expect(lines).toContainEqual(['Student', student.name])
  expect(lines).toContainEqual(['Paid by', 'Check 1042'])
  expect(lines).toContainEqual(['Taken by', 'June Office'])
  expect(lines).toContainEqual(['Note', 'From her aunt'])
  const told = lines.filter(line => line[0] === 'Lost book' || line[0] === 'Lock')
  expect(told.map(line => [line[0], ...line.slice(-2)])).toEqual([
    ['Lost book', '$15.50', '$24.50'],
    ['Lock', '$19.95', '$0.00'],
  ])
  expect(lines).toContainEqual(['Total paid', '$35.45'])
  expect(read.text).not.toContain('Since then')
  expect(await d.call('receipts.show', { id: receiptId })).toMatchObject({ number: receiptNumber, totalCents: 3_545 })
})

scenario('an old receipt tells what became of its payments since', { fees: 4 }, async d => {
  const student = await aStudent(d)
  const [book, lock] = await twoFees(d, student)
  const paid = await pay(d, [
    { id: book, amount: '40' },
    { id: lock, amount: '10' },
  ])
  const [bookPayment = '', lockPayment = ''] = paid.results.flatMap(one => one.entryIds)
  await d.call('fees.refund', { id: book, entry: bookPayment, amount: '5' })
  const before = await receiptOf(d, paid.receiptId)
  expect(before.read.text).toContain('$5.00 of the payment for Lost book was refunded on ')
  expect(before.read.text).toContain('Of the $50.00 paid, $45.00 stands.')
  expect(before.read.text).toMatch(/what is due on Lost book is \$5\.00\./)
  expect(before.read.text).not.toContain('VOID')
  await d.call('fees.void', { id: lock, entry: lockPayment, reason: 'Typed twice' })
  const after = await receiptOf(d, paid.receiptId)
  expect(after.read.text).toMatch(/The payment of \$10\.00 for Lock was voided on .*: Typed twice\./)
  expect(after.read.text).toContain('Of the $50.00 paid, $35.00 stands.')
  expect(after.read.text).not.toContain('VOID')
  expect(after.read.pages[0]).toContainEqual(['Total paid', '$50.00'])
})

scenario('M3 a receipt all of whose payments are void is marked so', { fees: 4 }, async d => {
  const student = await aStudent(d)
  const [book] = await twoFees(d, student)
  const paid = await pay(d, [{ id: book, amount: '40' }])
  const [payment = ''] = paid.results.flatMap(one => one.entryIds)
  await d.call('fees.void', { id: book, entry: payment, reason: 'Wrong student' })
  expect((await receiptOf(d, paid.receiptId)).read.pages[0]?.flat().join(' ')).toContain('VOID')
  expect(await d.call('receipts.show', { id: paid.receiptId })).toMatchObject({ voided: true, totalCents: 4_000 })
})

scenario('receipts are found by student and by fee, the newest first, page by page', { fees: 4 }, async d => {
  const student = await aStudent(d)
  const [book, lock] = await twoFees(d, student)
  for (const id of [book, lock, book]) await pay(d, [{ id, amount: '1' }])
  const numbers = async (request: CallRequest<'receipts.list'>) =>
    (await d.call('receipts.list', request)).items.map(one => one.number)
  expect(await numbers({ fee: book })).toEqual([3, 1])
  expect(await numbers({ student: student.id })).toEqual([3, 2, 1])
  expect(await numbers({ student: student.schoolId ?? '' })).toEqual([3, 2, 1])
  expect(await numbers({ student: 'nobody' })).toEqual([])
  const first = await d.call('receipts.list', { limit: 2 })
  expect(first.items.map(one => [one.number, one.student, one.method, one.checkNumber, one.operator])).toEqual([
    [3, student.name, 'check', '1042', 'June Office'],
    [2, student.name, 'check', '1042', 'June Office'],
  ])
  expect(await numbers({ limit: 2, after: first.next ?? '' })).toEqual([1])
})

scenario('M4 a statement adds up to what the ledger says the student owes', { fees: 40 }, async d => {
  const student = await aStudent(d)
  const [book, lock] = await twoFees(d, student)
  const paid = await pay(d, [
    { id: book, amount: '50' },
    { id: lock, amount: '4.95' },
  ])
  await d.call('fees.waive', { parts: [{ id: lock, amount: '5' }], reason: 'Family hardship' })
  const { balanceCents } = (await d.call('students.show', { id: student.id })).student
  const { read } = await statementOf(d, student.id)
  const lines = read.pages.flat()
  const last = (...begin: string[]) =>
    centsOf(lines.find(line => begin.every((cell, index) => line[index] === cell))?.at(-1) ?? '')
  expect(last('Total')).toBe(balanceCents)
  expect(last('Balance')).toBe(balanceCents)
  expect(read.text).toContain(`Payment by check 1042, receipt ${paid.receiptNumber}: Lost book`)
  expect(lines.find(line => line[0] === 'Lost book')?.at(-1)).toBe('credit $10.00')
  // Why something was waived is between the office and the family.
  expect(read.text).not.toContain('hardship')
  const fees = (await d.call('fees.list', { student: student.id, limit: 1000 })).items
  const overdueCents = fees.reduce((sum, fee) => sum + (fee.overdue ? fee.balanceCents : 0), 0)
  if (overdueCents > 0)
    expect(read.text).toMatch(
      /\$[\d,]+\.\d\d (of what is owed is overdue|is overdue, before the credit is taken off)\./,
    )
  for (const fee of fees) if (fee.balanceCents !== 0) expect(read.text).toContain(fee.name.split(' ')[0])
})

scenario('a statement brings forward what was before its first day', { fees: 30 }, async d => {
  const student = await aStudent(d)
  await twoFees(d, student)
  const today = d.value<string>('SELECT max(occurred_on) FROM entries')
  const usual = await statementOf(d, student.schoolId ?? '')
  expect(usual.read.text).toContain(`from Jul 1, ${schoolYearSince(today).slice(0, 4)} to `)
  const { read } = await statementOf(d, student.schoolId ?? '', { since: today })
  const beforeCents = d.value<number>(
    'SELECT coalesce(sum(e.amount_cents), 0) FROM entries e JOIN fees f ON f.seq = e.fee_seq JOIN people p ON p.seq = f.person_seq WHERE p.id = ? AND e.occurred_on < ?',
    student.id,
    today,
  )
  const brought = read.pages.flat().find(line => line[1] === 'Balance brought forward')
  expect(centsOf(brought?.at(-1) ?? '')).toBe(beforeCents)
  expect(
    await d.ask('reports.statement', { student: student.id, since: '2999-01-01', outFile: 'x.pdf' }),
  ).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'since' } })
})

scenario('F1 every paper is a line of the audit trail, and its owner alone can read it', { fees: 4 }, async d => {
  const student = await aStudent(d)
  const [book] = await twoFees(d, student)
  const { receiptId } = await pay(d, [{ id: book, amount: '1' }])
  const receipt = await receiptOf(d, receiptId)
  const statement = await statementOf(d, student.id)
  if (process.platform !== 'win32')
    for (const { outFile } of [receipt, statement]) expect(statSync(outFile).mode & 0o777).toBe(0o600)
  const rows = d.rows<{ actor: string; action: string; subject: string; facts: string }>(
    "SELECT actor, action, subject, facts FROM audit WHERE action LIKE 'report.%' ORDER BY seq",
  )
  expect(rows.map(({ facts, ...row }) => ({ ...row, facts: JSON.parse(facts) }))).toEqual([
    { actor: 'June Office', action: 'report.receipt', subject: receiptId, facts: { file: receipt.outFile, pages: 1 } },
    {
      actor: 'June Office',
      action: 'report.statement',
      subject: student.id,
      facts: { file: statement.outFile, pages: statement.read.pages.length },
    },
  ])
})

scenario(
  'F2 whoever may look may print a receipt; a statement needs the permission to export',
  { fees: 4 },
  async d => {
    const student = await aStudent(d)
    const [book] = await twoFees(d, student)
    const { receiptId } = await pay(d, [{ id: book, amount: '1' }])
    await d.call('operators.add', { name: 'Vi', role: 'Viewer', osAccount: 'vi' })
    const viewer = { host: 'terminal', operator: 'vi' } as const
    const outFile = join(d.dataDir, 'paper.pdf')
    expect((await d.engine().call('reports.receipt', { id: receiptId, outFile }, viewer)).ok).toBe(true)
    expect(await d.engine().call('reports.statement', { student: student.id, outFile }, viewer)).toMatchObject({
      ok: false,
      error: { code: 'not-permitted', message: expect.stringContaining('"Export"') },
    })
  },
)

scenario('says what is wrong in a sentence, and writes nothing', { fees: 4 }, async d => {
  const student = await aStudent(d)
  const [book] = await twoFees(d, student)
  const { receiptId } = await pay(d, [{ id: book, amount: '1' }])
  const refusals = [
    [{ id: '99', outFile: join(d.dataDir, 'x.pdf') }, 'not-found', 'There is no receipt "99"'],
    [{ id: 'nothing', outFile: join(d.dataDir, 'x.pdf') }, 'not-found', 'There is no receipt "nothing"'],
    [{ id: receiptId, outFile: join(d.dataDir, 'ledger.db') }, 'bad-request', 'does not end in .pdf'],
    [{ id: receiptId, outFile: join(d.dataDir, 'missing', 'x.pdf') }, 'failed', 'missing" is not there'],
  ] as const
  for (const [request, code, words] of refusals)
    expect(await d.ask('reports.receipt', request)).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining(words) },
    })
  expect(await d.ask('reports.statement', { student: 'nobody', outFile: join(d.dataDir, 'x.pdf') })).toMatchObject({
    ok: false,
    error: { code: 'not-found', message: expect.stringContaining('Nobody has the School Id "nobody"') },
  })
  expect(readdirSync(d.dataDir).filter(name => name.includes('pdf'))).toEqual([])
  expect(d.value<number>("SELECT count(*) FROM audit WHERE action LIKE 'report.%'")).toBe(0)
})
