import type { JsonPiece } from './pretty-json.ts'

/** A value that the ledger knows the record by: a School Id, a Sku, an id. */
export interface KnownValue {
  value: string
  /** What it is, as the clerk calls it: `School Id`. */
  words: string
  /** Which one it is, where the value does not say it: the name of a location behind its id. */
  detail?: string
}

/** A stretch of the raw text to be marked, in characters. */
export interface RawMark {
  from: number
  to: number
  /** `found`: what a search was for. `matched`: a value by which the record was matched. */
  kind: 'found' | 'matched'
  words: string
  detail?: string
}

/** Beyond this many places a search marks no more: the clerk has long seen where it is. */
export const FOUND_MOST = 1_000

/** What the message names as the trouble, whatever it is. */
const NAMED: Omit<KnownValue, 'value'> = { words: 'in the message' }

/** Shorter values of a record are not looked for in a message: `5` or `No` would be found by chance. */
const NAMED_LEAST_CHARACTERS = 3

/**
 * Every place of a text in the raw record, as the engine's own search finds it: ASCII capitals and small letters are alike, all others are told apart.
 */
export function markFound(raw: string, text: string): RawMark[] {
  const wanted = lowerAscii(text.trim())
  if (wanted === '') return []
  const within = lowerAscii(raw)
  const marks: RawMark[] = []
  for (let from = within.indexOf(wanted); from >= 0; from = within.indexOf(wanted, from + wanted.length)) {
    marks.push({ from, to: from + wanted.length, kind: 'found', words: text.trim() })
    if (marks.length === FOUND_MOST) break
  }
  return marks
}

/** The values of a record by which it was matched, and those that the import's message names as the trouble. */
export function markMatched(pieces: readonly JsonPiece[], known: readonly KnownValue[], message: string): RawMark[] {
  const knownBy = new Map(known.map(one => [one.value.toLowerCase(), one]))
  const marks: RawMark[] = []
  for (const piece of pieces) {
    if (piece.kind !== 'text' && piece.kind !== 'number') continue
    const value = readValue(piece)
    const found = knownBy.get(value.toLowerCase()) ?? (isNamed(message, value) ? NAMED : undefined)
    if (found === undefined) continue
    const { words, detail } = found
    marks.push({ from: piece.from, to: piece.to, kind: 'matched', words, ...(detail === undefined ? {} : { detail }) })
  }
  return marks
}

/** A value as it reads, without its quotes. Values with escapes are rare in ids and are read in full. */
function readValue({ kind, text }: JsonPiece): string {
  if (kind !== 'text') return text
  return text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1)
}

/** True when the message quotes the value as a word of its own. */
function isNamed(message: string, value: string): boolean {
  if (value.length < NAMED_LEAST_CHARACTERS || value.length > message.length) return false
  const at = message.indexOf(value)
  if (at < 0) return false
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character)
  return !isWord(message[at - 1]) && !isWord(message[at + value.length])
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, capitals => capitals.toLowerCase())
}
