import { readJournal } from '../ledger/journal.ts'
import { readUnjournaled } from '../ledger/unjournaled.ts'
import type { Core } from './core.ts'

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
