import type { DeliveryRow, EntryRow, FeeNote, FeeStory } from '../../contract/rows/fee.ts'
import type { ImportRow } from '../../contract/rows/import.ts'
import { dayWords } from './time.ts'

/** One line of a fee's story: an entry with all that hangs on it, or a change that is not money. */
export type StoryLine = EntryLine | NoteLine

export interface EntryLine {
  kind: 'entry'
  key: string
  entry: EntryRow
  /** The fee's balance once this entry was written, in cents. */
  balanceCents: number
  /** The raw record that it came from. */
  source: ImportRow | null
  /** What was or is to be sent on because of it. */
  deliveries: DeliveryRow[]
  /** For a void: the entry that it takes back. */
  voids: EntryRow | null
  /** For an entry that was taken back: the void that did it. */
  voidedBy: EntryRow | null
}

export interface NoteLine {
  kind: 'note'
  key: string
  note: FeeNote
}

/**
 * Every entry and note of a fee in the order in which they were written, each with the balance after it and what stands behind it.
 * A delivery that belongs to no entry (the fee itself, sent on) stands behind the charge.
 */
export function feeTimeline(story: Pick<FeeStory, 'entries' | 'imports' | 'deliveries' | 'notes'>): StoryLine[] {
  const entries = new Map(story.entries.map(entry => [entry.id, entry]))
  const imports = new Map(story.imports.map(row => [row.id, row]))
  const voiders = new Map(story.entries.flatMap(entry => (entry.voidsEntryId ? [[entry.voidsEntryId, entry]] : [])))
  const charge = story.entries.find(entry => entry.kind === 'charge')
  const deliveries = Map.groupBy(story.deliveries, delivery => delivery.entryId ?? charge?.id ?? '')
  let balanceCents = 0
  const lines = story.entries.map((entry): EntryLine => {
    balanceCents += entry.amountCents
    return {
      kind: 'entry',
      key: entry.id,
      entry,
      balanceCents,
      source: entry.importId === null ? null : (imports.get(entry.importId) ?? null),
      deliveries: deliveries.get(entry.id) ?? [],
      voids: entry.voidsEntryId === null ? null : (entries.get(entry.voidsEntryId) ?? null),
      voidedBy: voiders.get(entry.id) ?? null,
    }
  })
  return withNotes(lines, story.notes)
}

/** Puts each note behind the last entry that was recorded no later than it. Notes come oldest first. */
function withNotes(entries: readonly EntryLine[], notes: readonly FeeNote[]): StoryLine[] {
  const lines: StoryLine[] = []
  let next = 0
  const add = (note: FeeNote) => lines.push({ kind: 'note', key: `note ${next} ${note.at} ${note.field}`, note })
  for (const line of entries) {
    for (let note = notes[next]; note !== undefined && note.at < line.entry.recordedAt; note = notes[next]) {
      add(note)
      next += 1
    }
    lines.push(line)
  }
  for (let note = notes[next]; note !== undefined; note = notes[next]) {
    add(note)
    next += 1
  }
  return lines
}

/** What a clerk reads of a change that is not money: `Due date changed from Oct 3, 2026 to Oct 17, 2026`. */
export function noteWords(note: Pick<FeeNote, 'field' | 'before' | 'after'>): string {
  const named = note.field.charAt(0).toUpperCase() + note.field.slice(1)
  if (note.before === null) return `${named} set to ${valueWords(note.after ?? '')}`
  if (note.after === null) return `${named} taken away, was ${valueWords(note.before)}`
  return `${named} changed from ${valueWords(note.before)} to ${valueWords(note.after)}`
}

function valueWords(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayWords(value) : `“${value}”`
}
