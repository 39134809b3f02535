import { type JsonPiece, prettyJson } from './pretty-json.ts'
import { type KnownValue, markFound, markMatched, type RawMark } from './raw-marks.ts'

/** A piece of a record as it is drawn. */
export interface RawPiece {
  key: number
  kind: JsonPiece['kind'] | 'plain' | 'cut'
  text: string
  mark: RawMark | null
  /** True for the piece with which its mark ends: there stands what it is. */
  endsMark: boolean
  /** Which of the places found this is, counted from 0; null for any other piece. Only the first piece of a place has it. */
  place: number | null
}

/** Some lines of a record. Drawn with colours only while they are in sight, so that a record of any size is shown at once. */
export interface RawBlock {
  key: number
  text: string
  pieces: RawPiece[]
  /** The first and last place found in it; null without any. */
  places: { first: number; last: number } | null
}

export interface RawView {
  blocks: RawBlock[]
  isJson: boolean
  /** How many places the search found. */
  found: number
  /** What the record was matched by, each once. */
  matched: string[]
  /** True when values were cut short. */
  cut: boolean
}

export interface RawRequest {
  /** What the clerk searched raw values for; empty for nothing. */
  search: string
  known: readonly KnownValue[]
  /** The import's message, where its trouble is to be marked; empty for none. */
  message: string
  /** Longer values are cut short. */
  valueCharactersMost: number
}

/** Lines of one block. */
const BLOCK_LINES = 120

/** A raw record as blocks of lines, indented where it is JSON and with its marks. No character of a value is changed. */
export function viewRaw(raw: string, request: RawRequest): RawView {
  const pieces = prettyJson(raw)
  const matched = pieces === null ? [] : markMatched(pieces, request.known, request.message)
  const found = markFound(raw, request.search)
  const parts = splitAtMarks(pieces ?? plainPieces(raw), matched, found)
  const { blocks, cut } = gather(parts, request.valueCharactersMost)
  return {
    blocks,
    isJson: pieces !== null,
    found: found.length,
    matched: [...new Set(matched.map(mark => mark.words))],
    cut,
  }
}

type Part = Omit<RawPiece, 'key'>

/** A text with its place in the raw record. */
interface Stretch {
  text: string
  from: number
  to: number
}

/** Text that is no JSON, line by line, so that long ones come in blocks too. */
function plainPieces(raw: string): (Stretch & { kind: 'plain' })[] {
  let from = 0
  return raw.split(/(?<=\n)/).map(text => {
    const piece = { kind: 'plain' as const, text, from, to: from + text.length }
    from += text.length
    return piece
  })
}

/** Cuts pieces where a mark begins or ends. Where marks lie over one another, what was searched for wins. */
function splitAtMarks(
  pieces: readonly (Stretch & { kind: RawPiece['kind'] })[],
  matched: readonly RawMark[],
  found: readonly RawMark[],
): Part[] {
  const parts: Part[] = []
  let nextMatched = 0
  let nextFound = 0
  let told = -1
  for (const { kind, text, from, to } of pieces) {
    while ((matched[nextMatched]?.to ?? Number.POSITIVE_INFINITY) <= from) nextMatched += 1
    while ((found[nextFound]?.to ?? Number.POSITIVE_INFINITY) <= from) nextFound += 1
    const whole = matched[nextMatched]
    const base = whole !== undefined && whole.from < to && whole.to > from ? whole : null
    let at = 0
    const add = (until: number, mark: RawMark | null, place: number | null) => {
      if (until <= at) return
      parts.push({ kind, text: text.slice(at, until), mark, endsMark: mark !== null && from + until >= mark.to, place })
      at = until
    }
    for (let place = nextFound; place < found.length; place += 1) {
      const mark = found[place]
      if (mark === undefined || mark.from >= to) break
      add(Math.max(from, mark.from) - from, base, null)
      add(Math.min(to, mark.to) - from, mark, place > told ? place : null)
      told = Math.max(told, place)
    }
    // The blank that printing puts behind a colon stands nowhere in the raw text, and is never marked.
    add(text.length, base, null)
  }
  return parts
}

function gather(parts: readonly Part[], valueCharactersMost: number): { blocks: RawBlock[]; cut: boolean } {
  const blocks: RawBlock[] = []
  let cut = false
  let lines = 0
  let block: RawBlock | null = null
  const add = (part: Part) => {
    if (block === null || lines >= BLOCK_LINES) {
      block = { key: blocks.length, text: '', pieces: [], places: null }
      blocks.push(block)
      lines = 0
    }
    block.pieces.push({ ...part, key: block.pieces.length })
    block.text += part.text
    if (part.place !== null) block.places = { first: block.places?.first ?? part.place, last: part.place }
    lines += part.text.split('\n').length - 1
  }
  for (const part of parts) {
    const excess = part.text.length - valueCharactersMost
    if (excess <= 0) {
      add(part)
      continue
    }
    cut = true
    add({ ...part, text: part.text.slice(0, valueCharactersMost) })
    add({
      kind: 'cut',
      text: `… ${excess.toLocaleString('en-US')} more characters`,
      mark: null,
      endsMark: false,
      place: null,
    })
  }
  return { blocks, cut }
}
