import { readJournal } from '../ledger/journal.ts'
import { readUnjournaled } from '../ledger/unjournaled.ts'
import type { Core } from './core.ts'

/** Journals that a disk refused to write to: what they lack is filled in before anything else goes there, because lines are kept in their order. */
const lagging = new WeakSet<Core['journal']>()

/**
 * Journals the office entries behind a number, which have just been committed (K2). They are committed whatever becomes of the journal: a clerk who was told
 * that the payment failed would take it twice.
 */
export function journalSince(core: Core, afterSeq: number): void {
  const { ledger, journal, log } = core
  try {
    if (lagging.has(journal)) fillJournal(core)
    else journal.append(readUnjournaled(ledger.db, afterSeq))
    lagging.delete(journal)
  } catch (error) {
    if (!isLostDisk(error)) throw error
    lagging.add(journal)
    log.error('The journal could not be written. It is filled with the next entry, or at the next start.', {
      error: error.message,
    })
  }
}

/** Errors of the operating system carry a code; anything else is a bug. */
function isLostDisk(error: unknown): error is Error {
  return error instanceof Error && 'code' in error
}

/** Writes into the journal what was committed and did not reach it any more, because the process died in between (K2). */
export function fillJournal(core: Core): void {
  const { ledger, folder, journal } = core
  const kept = [`${folder.journal}.before`, folder.journal].flatMap(file => readJournal(file).lines)
  const seqs = kept.flatMap(({ kind, facts }) => (kind === 'entry' ? Number(facts.seq) : []))
  // What the last backup holds need not be in the journal.
  const backedUp = Number(ledger.settings.meta('backed-up-entries') ?? 0)
  const last = seqs.reduce((most, seq) => Math.max(most, seq), backedUp)
  // The last line may have been torn between an entry and its deliveries: what is there already adds nothing when it is read.
  const known = new Set(kept.map(line => line.id))
  const lines = readUnjournaled(ledger.db, Math.max(backedUp, last - 1)).filter(line => !known.has(line.id))
  journal.append(lines)
  if (lines.length > 0)
    core.log.warn('The last stop came before the journal was written; it is filled.', { lines: lines.length })
}
