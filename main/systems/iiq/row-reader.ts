import { parseCents } from '../../../contract/money.ts'
import type { WireTimes } from '../wire-times.ts'

/** What is wrong with a row: a short word, and a sentence part that quotes the field and its value. */
export interface Trouble {
  cause: string
  what: string
  remedy: string
}

/** What a clerk can do about most bad rows. */
export const CORRECT_IT = 'Correct it in Incident IQ; the next sync reads it again.'
const ID_MOST = 64

/**
 * An amount's text as it stands in the row only differs in cents from what its parsed number says if it has an exponent, three and more decimals, or more digits than a number keeps.
 * Matches such a number after a key; inside a text it may match without need, which only costs time.
 */
const UNUSUAL_NUMBER = /"\s*:\s*-?(?:\d{16}|\d+(?:\.\d{3}|\.?\d*[eE]))/

type ParseWithSource = (
  text: string,
  reviver: (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown,
) => unknown
const parseWithSource: ParseWithSource = JSON.parse

/**
 * Takes a parsed row's fields one by one and remembers the first that is wrong, so that the path of good rows has no branches for bad ones: read all fields, then look at `trouble`.
 * A required field that is wrong reads as an empty value. Absent and null are the same.
 */
export class RowReader {
  trouble: Trouble | null = null
  private readonly row: Record<string, unknown>
  private readonly raw: string
  private readonly times: WireTimes
  /** The source text of each number of the row itself, once asked for. */
  private sources: Map<string, string> | null = null

  constructor(row: Record<string, unknown>, raw: string, times: WireTimes) {
    this.row = row
    this.raw = raw
    this.times = times
  }

  text(field: string): string {
    const value = this.row[field]
    if (typeof value === 'string') return value
    this.refuse(field, value, 'a text')
    return ''
  }

  /** A text that may be absent; an empty one counts as absent. */
  textOrNull(field: string): string | null {
    const value = this.row[field]
    if (value === undefined || value === null || value === '') return null
    if (typeof value === 'string') return value
    this.refuse(field, value, 'a text')
    return null
  }

  /** A text that may be absent and that some send as a number, such as a ticket number or a grade. */
  wordOrNull(field: string): string | null {
    const value = this.row[field]
    return typeof value === 'number' ? String(value) : this.textOrNull(field)
  }

  /** An id in the form in which ids are compared: GUIDs without case. */
  key(field: string): string {
    const id = this.text(field)
    if (this.trouble === null && (id === '' || id.length > ID_MOST))
      this.refuse(field, id, `an id of 1 to ${ID_MOST} characters`)
    return id.toLowerCase()
  }

  keyOrNull(field: string): string | null {
    const id = this.textOrNull(field)
    return id === null ? null : this.key(field)
  }

  flag(field: string): boolean {
    const value = this.row[field]
    if (typeof value === 'boolean') return value
    this.refuse(field, value, 'true or false')
    return false
  }

  /** A time as UTC ISO with milliseconds. */
  time(field: string): string {
    const text = this.text(field)
    const at = this.times.at(text)
    if (at !== null) return at
    this.note(
      'bad-time',
      `its ${field} is ${quoted(text)}, which is not a time such as 2026-03-01T08:00:00Z`,
      CORRECT_IT,
    )
    return ''
  }

  /** The calendar day of a time or day that may be absent. */
  dayOrNull(field: string): string | null {
    const text = this.textOrNull(field)
    if (text === null) return null
    const on = this.times.on(text)
    if (on === null)
      this.note(
        'bad-time',
        `its ${field} is ${quoted(text)}, which is not a day or time such as 2026-03-01`,
        CORRECT_IT,
      )
    return on
  }

  /** Integer cents, read from the decimal text of a JSON number (M1): never rounded. */
  cents(field: string, unit: 'dollars' | 'cents'): number {
    const cents = this.centsOrNull(field, unit)
    if (cents === null) this.refuse(field, null, 'a number')
    return cents ?? 0
  }

  centsOrNull(field: string, unit: 'dollars' | 'cents'): number | null {
    const value = this.row[field]
    if (value === undefined || value === null) return null
    if (typeof value !== 'number') {
      this.note('bad-amount', `its ${field} is ${quoted(value)}, where a number is required`, CORRECT_IT)
      return 0
    }
    const text = this.sourceOf(field, value)
    const inDollars = unit === 'dollars' ? text : centsAsDollars(text)
    const parsed = parseCents(inDollars ?? '')
    if (parsed.kind === 'cents') return parsed.cents
    const reason = inDollars === null ? 'is not a whole number of cents' : parsed.reason
    this.note('bad-amount', `its ${field} is ${cut(text)}, which ${reason}`, `Nothing was rounded. ${CORRECT_IT}`)
    return 0
  }

  /** A number as it was written, for a sentence. */
  written(field: string): string {
    const value = this.row[field]
    return cut(typeof value === 'number' ? this.sourceOf(field, value) : quoted(value))
  }

  /** Remembers what is wrong, unless something is already. */
  note(cause: string, what: string, remedy: string): void {
    this.trouble ??= { cause, what, remedy }
  }

  private refuse(field: string, value: unknown, wanted: string): void {
    if (value === undefined || value === null)
      this.note('missing-field', `its ${field} is missing, where ${wanted} is required`, CORRECT_IT)
    else this.note('mistyped-field', `its ${field} is ${quoted(value)}, where ${wanted} is required`, CORRECT_IT)
  }

  /** The number as it was written. The parsed number's own text is the same up to trailing zeros, unless the row holds an unusual number. */
  private sourceOf(field: string, value: number): string {
    if (this.sources === null) this.sources = UNUSUAL_NUMBER.test(this.raw) ? numberSources(this.raw) : NO_SOURCES
    return this.sources.get(field) ?? String(value)
  }
}

const NO_SOURCES = new Map<string, string>()

/** The source texts of the numbers that are fields of the row itself, not of objects inside it. */
function numberSources(raw: string): Map<string, string> {
  const found: { holder: unknown; key: string; source: string }[] = []
  const row = parseWithSource(raw, function (key, value, context) {
    if (typeof value === 'number' && context?.source !== undefined)
      found.push({ holder: this, key, source: context.source })
    return value
  })
  return new Map(found.filter(({ holder }) => holder === row).map(({ key, source }) => [key, source]))
}

function centsAsDollars(text: string): string | null {
  const match = /^(-?)(\d+)$/.exec(text)
  if (match === null) return null
  const digits = (match[2] ?? '').padStart(3, '0')
  return `${match[1]}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** An id in the form in which ids are compared, or null when it is none. */
export function keyOf(id: unknown): string | null {
  return typeof id === 'string' && id !== '' && id.length <= ID_MOST ? id.toLowerCase() : null
}

/** A value as a sentence shows it: as JSON, not too long. */
export function quoted(value: unknown): string {
  return cut(JSON.stringify(value) ?? 'nothing')
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
