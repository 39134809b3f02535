import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs'

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
 * A line is durable when `append` returns. A torn last line (power cut in the middle of a write) is told apart and left out when read, and cut off when the
 * journal is opened: nobody was told that it is kept, and the next line must not be glued to it.
 */
export function openJournal(file: string) {
  cutTornLine(file)
  let handle = openSync(file, 'a', 0o600)
  return {
    append(lines: readonly JournalLine[]): void {
      if (lines.length === 0) return
      writeWhole(handle, Buffer.from(lines.map(line => `${JSON.stringify(line)}\n`).join('')))
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

/** Writes all bytes or none: a full disk takes a part of them, and that part is taken back. */
function writeWhole(handle: number, bytes: Buffer): void {
  const { size } = fstatSync(handle)
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done)
  } catch (error) {
    ftruncateSync(handle, size)
    throw error
  }
}

function cutTornLine(file: string): void {
  if (!existsSync(file)) return
  const bytes = readFileSync(file)
  const whole = bytes.lastIndexOf('\n') + 1
  if (whole < bytes.length) truncateSync(file, whole)
}
