import { Refusal } from '../../contract/app-error.ts'
import { newestEntrySeq } from '../ledger/views/transactions.ts'
import { noAbsences } from './absences.ts'
import type { Core } from './core.ts'
import { journalSince } from './fill-journal.ts'
import { planCase } from './plan.ts'
import { writePlan } from './record.ts'
import { openBook } from './references.ts'
import { nowOf, todayOf } from './run-context.ts'

/**
 * The clerk's answer to a change that only a person may decide (C1). Accepting plans the record anew and lets the change through, in the clerk's name;
 * keeping ours leaves the fee as it is and remembers what Incident IQ said, so that the same change does not ask again.
 */
export function answerConflict(
  core: Core,
  question: { importSeq: number | null; feeSeq: number | null; key: string },
  answer: 'accept-change' | 'keep-ours',
  operator: string,
): void {
  const { ledger } = core
  const { importSeq, feeSeq, key } = question
  const pending = importSeq === null ? null : ledger.imports.bySeq(importSeq)
  if (pending === null || feeSeq === null) throw new Refusal('refused', 'This error asks no question.')
  const at = nowOf(core)
  if (answer === 'keep-ours') {
    ledger.transact(() => {
      ledger.imports.dismiss(pending.seq, 'kept-ours', `${operator} kept ours.`, null)
      ledger.fees.keepOurs(feeSeq, amountOf(core, pending.seq))
      ledger.errors.close(key, 'resolved', at, operator)
      ledger.audit.append({ at, actor: operator, action: 'change.keep-ours', subject: pending.externalKey, facts: {} })
    })
    return
  }
  const context = core.runner.officeContext(operator)
  const basis = {
    book: openBook(context, new Set()),
    absences: noAbsences(),
    mayRemove: false,
    today: todayOf(context),
  }
  const newestBefore = newestEntrySeq(ledger.db)
  ledger.transact(() => {
    const planned = planCase(
      context,
      { ...basis, accepts: true },
      { feeKey: pending.subjectKey ?? pending.externalKey, fee: pending, movements: [] },
    )
    writePlan(context, planned)
    ledger.errors.close(key, 'resolved', at, operator)
    ledger.audit.append({
      at,
      actor: operator,
      action: 'change.accept',
      subject: pending.externalKey,
      facts: { entries: planned.plan.entries.length },
    })
  })
  journalSince(core, newestBefore)
}

function amountOf(core: Core, importSeq: number): number | null {
  const source = core.runner.officeContext('').system.read('line-items', core.ledger.imports.body(importSeq) ?? '')
  return source.kind === 'fee' ? source.amountCents : null
}
