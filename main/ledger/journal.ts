import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

/** One line of the journal: an office entry or a delivery, as it was committed (K2). */
export interface JournalLine {
  at: string
  kind: 'entry' | 'delivery'
  /** UUIDv7 of the entry or delivery: replaying a line twice adds nothing. */
  id: string
  facts: Record<string, string | number | null>
}

/**
 * The append-only, fsynced file beside the ledger that keeps each office entry and delivery since the last backup.
 * A line is durable when `append` returns. A torn last line (power cut in the middle of a write) is told apart and left out when read.
 */
export function openJournal(file: string) {
  let handle = openSync(file, 'a', 0o600)
  return {
    append(lines: readonly JournalLine[]): void {
      if (lines.length === 0) return
      writeSync(handle, lines.map(line => `${JSON.stringify(line)}\n`).join(''))
      fsyncSync(handle)
    },
    /** Begins a new journal after a verified backup; the old one stays beside it until the next. */
    rotate(): void {
      closeSync(handle)
      renameSync(file, `${file}.before`)
      handle = openSync(file, 'a', 0o600)
      fsyncSync(handle)
    },
    close: (): void => closeSync(handle),
  }
}

/** Reads a journal's whole lines, oldest first; `torn` says that the last one was cut off. */
export function readJournal(file: string): { lines: JournalLine[]; torn: boolean } {
  if (!existsSync(file)) return { lines: [], torn: false }
  const texts = readFileSync(file, 'utf8').split('\n')
  const rest = texts.pop() ?? ''
  return { lines: texts.map(text => JSON.parse(text) as JournalLine), torn: rest !== '' }
}
