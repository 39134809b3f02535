import { formatMoney } from '../../contract/money.ts'
import type { Receipt, ReceiptPart } from '../../contract/rows/receipt.ts'
import { Paper, type PaperFacts } from './paper.ts'
import { drawTable } from './paper-table.ts'
import { capital, plainText, sayDay, sayDue, sayMethod, sayMoment } from './paper-words.ts'
import { type PaperReply, writePdfFile } from './pdf-file.ts'

/** Writes a receipt for whoever paid: what was taken and for what, and what became of it since. */
export function writeReceipt(receipt: Receipt, outFile: string, facts: PaperFacts): Promise<PaperReply> {
  return writePdfFile(outFile, 'receipt', drawReceipt(receipt, facts))
}

function drawReceipt(receipt: Receipt, facts: PaperFacts): Paper {
  const district = plainText(facts.district)
  const printed = `printed ${sayMoment(facts.generatedAt, facts.timeZone)}`
  const paper = new Paper(facts, {
    title: `Receipt ${receipt.number}`,
    foot: [district, `receipt ${receipt.number}`, printed].filter(part => part !== '').join(' · '),
  })
  if (district !== '') paper.write('P', district, { size: 12, bold: true })
  paper.write('H1', `Receipt ${receipt.number}`, { size: 20, bold: true, gapAfter: 8 })
  if (receipt.voided) {
    paper.markAcross('VOID')
    paper.write('P', 'This receipt is void: every payment on it was voided. It is no proof of payment.', {
      bold: true,
      gapAfter: 8,
    })
  }
  paper.writeFacts([
    ['Received', sayMoment(receipt.at, facts.timeZone)],
    ['Student', receipt.student === null ? null : plainText(receipt.student)],
    ['Student id', receipt.schoolId],
    ['Grade', receipt.grade],
    ['School', receipt.location === null ? null : plainText(receipt.location)],
    ['Paid by', receipt.method === null ? null : capital(sayMethod(receipt.method, receipt.checkNumber))],
    ['Taken by', plainText(receipt.operator)],
    ['Note', receipt.note === null ? null : plainText(receipt.note)],
  ])
  paper.doc.y += 12
  drawTable<ReceiptPart>(paper, {
    columns: [
      { head: 'Fee', width: 180, read: part => plainText(part.fee) },
      { head: 'Item', width: 144, read: itemOf },
      { head: 'Paid', width: 80, align: 'right', read: part => formatMoney(part.amountCents) },
      { head: 'Left due after it', width: 100, align: 'right', read: part => sayDue(part.dueAfterCents) },
    ],
    rows: receipt.parts,
    total: ['Total paid', '', formatMoney(receipt.totalCents), ''],
  })
  drawSince(paper, receipt, facts)
  return paper
}

/** The item's title, where it is not what the fee is called anyway. */
function itemOf({ item, fee }: ReceiptPart): string {
  return item === null || item === fee ? '' : plainText(item)
}

/** What happened to the payments after the receipt was given: without it, an old receipt would tell more than was kept. */
function drawSince(paper: Paper, receipt: Receipt, facts: PaperFacts): void {
  const events = receipt.parts.flatMap(part => [...voidOf(part), ...takenBackOf(part)])
  const moved = receipt.parts.filter(part => part.dueNowCents !== part.dueAfterCents)
  if (events.length === 0 && moved.length === 0) return
  paper.write('H2', 'Since then', { size: 13, bold: true, gapBefore: 16, gapAfter: 4 })
  for (const event of events) paper.write('P', event)
  const keptCents = receipt.totalCents - receipt.parts.reduce((sum, part) => sum + lostOf(part), 0)
  if (events.length > 0)
    paper.write('P', `Of the ${formatMoney(receipt.totalCents)} paid, ${formatMoney(keptCents)} stands.`, {
      bold: true,
      gapBefore: 4,
    })
  const now = sayMoment(facts.generatedAt, facts.timeZone)
  for (const part of moved)
    paper.write('P', `On ${now}, what is due on ${plainText(part.fee)} is ${sayDue(part.dueNowCents)}.`, {
      gapBefore: 4,
    })
}

function voidOf({ voided, amountCents, fee }: ReceiptPart): string[] {
  if (voided === null) return []
  const why = voided.reason === null ? '' : `: ${plainText(voided.reason)}`
  return [
    `The payment of ${formatMoney(amountCents)} for ${plainText(fee)} was voided on ${sayDay(voided.occurredOn)}${why}.`,
  ]
}

function takenBackOf({ takenBack, fee }: ReceiptPart): string[] {
  return takenBack.map(({ kind, amountCents, occurredOn }) =>
    kind === 'refund'
      ? `${formatMoney(amountCents)} of the payment for ${plainText(fee)} was refunded on ${sayDay(occurredOn)}.`
      : `The check for ${plainText(fee)} bounced: ${formatMoney(amountCents)} was taken back on ${sayDay(occurredOn)}.`,
  )
}

function lostOf({ voided, takenBack, amountCents }: ReceiptPart): number {
  return voided === null ? takenBack.reduce((sum, back) => sum + back.amountCents, 0) : amountCents
}
