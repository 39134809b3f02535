import { assertNever } from '../../contract/assert-never.ts'
import { formatMoney } from '../../contract/money.ts'
import type { EntryKind } from '../../contract/rows/fee.ts'
import type { Statement, StatementEntry, StatementFee } from '../../contract/rows/statement.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'
import { Paper, type PaperFacts } from './paper.ts'
import { drawTable, type PaperColumn } from './paper-table.ts'
import { plainText, sayDay, sayDue, sayMethod, sayMoment } from './paper-words.ts'
import { type PaperReply, writePdfFile } from './pdf-file.ts'
import { ENTRY_KIND_WORDS } from './words.ts'

/** Writes a student's account for the family: what is owed, and everything that led there. Reasons and notes stay in the office. */
export function writeStatement(statement: Statement, outFile: string, facts: PaperFacts): Promise<PaperReply> {
  return writePdfFile(outFile, 'statement', drawStatement(statement, facts))
}

function drawStatement(statement: Statement, facts: PaperFacts): Paper {
  const { student, since, today } = statement
  const district = plainText(facts.district)
  const name = plainText(student.name)
  const paper = new Paper(facts, {
    title: `Statement of ${name}`,
    foot: [district, `statement of ${name}`, sayDay(today)].filter(part => part !== '').join(' · '),
  })
  if (district !== '') paper.write('P', district, { size: 12, bold: true })
  paper.write('H1', 'Statement', { size: 20, bold: true, gapAfter: 8 })
  paper.writeFacts([
    ['Student', name],
    ['Student id', student.schoolId],
    ['Grade', student.grade],
    ['School', student.location === null ? null : plainText(student.location)],
    ['Date', sayMoment(facts.generatedAt, facts.timeZone)],
    ['Entries', `from ${sayDay(since)} to ${sayDay(today)}`],
  ])
  drawBalance(paper, statement)
  drawFees(paper, statement)
  drawEntries(paper, statement)
  drawSums(paper, statement)
  return paper
}

function drawBalance(paper: Paper, { fees, today }: Statement): void {
  const balanceCents = balanceOf(fees)
  const overdueCents = balanceOf(fees.filter(fee => fee.overdue))
  const creditCents = -balanceOf(fees.filter(fee => fee.balanceCents < 0))
  const words =
    balanceCents < 0
      ? `Nothing is owed on ${sayDay(today)}: there is a credit of ${formatMoney(-balanceCents)}.`
      : `Owed on ${sayDay(today)}: ${formatMoney(balanceCents)}`
  paper.write('P', words, { size: 14, bold: true, gapBefore: 12 })
  // With a credit beside it, more can be overdue than is owed in all.
  const isBefore = creditCents > 0 ? 'is overdue, before the credit is taken off' : 'of what is owed is overdue'
  if (overdueCents > 0) paper.write('P', `${formatMoney(overdueCents)} ${isBefore}.`)
  if (creditCents > 0 && balanceCents >= 0)
    paper.write('P', `A credit of ${formatMoney(creditCents)} is taken into account.`)
}

function drawFees(paper: Paper, { fees }: Statement): void {
  heading(paper, 'What is owed')
  if (fees.length === 0) {
    paper.write('P', 'Every fee is settled.')
    return
  }
  const money = (head: string, read: (fee: StatementFee) => string): PaperColumn<StatementFee> => ({
    head,
    width: 66,
    align: 'right',
    read,
  })
  const sum = (read: (fee: StatementFee) => number) => formatMoney(fees.reduce((cents, fee) => cents + read(fee), 0))
  drawTable(paper, {
    columns: [
      { head: 'Fee', width: 134, read: fee => plainText(fee.name) },
      { head: 'Due', width: 106, read: fee => `${sayDay(fee.dueOn)}${fee.overdue ? ', overdue' : ''}` },
      money('Charged', fee => formatMoney(fee.amountCents)),
      money('Paid', fee => formatMoney(fee.paidCents)),
      money('Waived', fee => formatMoney(fee.waivedCents)),
      money('Left due', fee => sayDue(fee.balanceCents)),
    ],
    rows: fees,
    total: [
      'Total',
      '',
      sum(fee => fee.amountCents),
      sum(fee => fee.paidCents),
      sum(fee => fee.waivedCents),
      sayDue(balanceOf(fees)),
    ],
  })
}

/** An entry with the balance after it; the first line is the balance that was brought forward. */
interface AccountLine {
  on: string
  what: string
  amount: string
  balanceCents: number
}

function drawEntries(paper: Paper, { entries, broughtForwardCents, since, today }: Statement): void {
  heading(paper, `Everything since ${sayDay(since)}`)
  let balanceCents = broughtForwardCents
  const brought = { on: since, what: 'Balance brought forward', amount: '', balanceCents }
  const lines = entries.map((entry): AccountLine => {
    balanceCents += entry.amountCents
    const what = `${sayEntry(entry)}: ${plainText(entry.fee)}`
    return { on: entry.occurredOn, what, amount: formatMoney(entry.amountCents), balanceCents }
  })
  drawTable<AccountLine>(paper, {
    columns: [
      { head: 'Date', width: 80, read: line => sayDay(line.on) },
      { head: 'What', width: 254, read: line => line.what },
      { head: 'Amount', width: 80, align: 'right', read: line => line.amount },
      { head: 'Balance', width: 90, align: 'right', read: line => sayDue(line.balanceCents) },
    ],
    rows: [brought, ...lines],
    total: [sayDay(today), 'Balance', '', sayDue(balanceCents)],
  })
}

function sayEntry({ kind, voidsKind, method, checkNumber, receiptNumber, system }: StatementEntry): string {
  if (kind === 'void') return `Void of ${ENTRY_KIND_WORDS[voidsKind ?? 'charge'].toLowerCase()}`
  const parts = [
    method === null ? ENTRY_KIND_WORDS[kind] : `${ENTRY_KIND_WORDS[kind]} by ${sayMethod(method, checkNumber)}`,
    receiptNumber === null ? '' : `receipt ${receiptNumber}`,
    kind === 'charge' || system === 'feebridge' ? '' : `through ${SYSTEM_NAMES[system]}`,
  ]
  return parts.filter(part => part !== '').join(', ')
}

const SUMS = ['Charged', 'Adjusted', 'Waived', 'Paid', 'Given back', 'Moved between fees'] as const
type SumName = (typeof SUMS)[number]

/** How the account came from its first balance to its last, a line for each kind. A void counts with what it takes back (M4). */
function drawSums(paper: Paper, { entries, broughtForwardCents }: Statement): void {
  heading(paper, 'In sum')
  const sums = new Map<SumName, number>()
  for (const entry of entries) {
    const name = sumOf(entry.kind === 'void' ? (entry.voidsKind ?? 'charge') : entry.kind)
    sums.set(name, (sums.get(name) ?? 0) + entry.amountCents)
  }
  const lines = SUMS.flatMap(name => (sums.has(name) ? [{ name, cents: sums.get(name) ?? 0 }] : []))
  drawTable<{ name: string; cents: number }>(paper, {
    columns: [
      { head: 'What', width: 404, read: line => line.name },
      { head: 'Amount', width: 100, align: 'right', read: line => formatMoney(line.cents) },
    ],
    rows: [{ name: 'Balance brought forward', cents: broughtForwardCents }, ...lines],
    total: ['Balance', sayDue(lines.reduce((cents, line) => cents + line.cents, broughtForwardCents))],
  })
}

function sumOf(kind: EntryKind): SumName {
  switch (kind) {
    case 'charge':
    case 'void':
      return 'Charged'
    case 'adjustment':
      return 'Adjusted'
    case 'waiver':
      return 'Waived'
    case 'payment':
      return 'Paid'
    case 'refund':
    case 'bounced-check':
      return 'Given back'
    case 'transfer':
      return 'Moved between fees'
    default:
      return assertNever(kind)
  }
}

function heading(paper: Paper, text: string): void {
  paper.write('H2', text, { size: 13, bold: true, gapBefore: 16, gapAfter: 4 })
}

function balanceOf(fees: readonly StatementFee[]): number {
  return fees.reduce((cents, fee) => cents + fee.balanceCents, 0)
}
