/** Milliseconds of one UTC day. */
export const DAY_MS = 86_400_000
/** Midnight of July 1 in New York, counted from midnight UTC: summer time is always on then. */
export const JULY_MIDNIGHT_OFFSET_MS = 4 * 3_600_000

/** The UTC midnight at or before a moment (milliseconds). */
export function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS
}

/** `YYYY-MM-DD` of a moment, in UTC. */
export function writeDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/**
 * July 1 (UTC midnight) of the school year whose fees are in hand. During July itself that is still the old year:
 * otherwise a practice district opened on July 2 would hold no fee at all.
 */
export function startOfSchoolYear(today: number): number {
  const shifted = new Date(today - 31 * DAY_MS)
  const year = shifted.getUTCMonth() >= 6 ? shifted.getUTCFullYear() : shifted.getUTCFullYear() - 1
  return Date.UTC(year, 6, 1)
}

/** Reads the `MM/DD/YYYY` of a date filter as that day's UTC midnight; undefined when it is no real day. */
export function readFilterDay(text: string): number | undefined {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  if (match === null) return undefined
  const at = Date.parse(`${match[3]}-${match[1]}-${match[2]}T00:00:00Z`)
  // A day such as 02/30 is taken for March 2 by some engines, so the text is compared with what was read.
  return Number.isNaN(at) || writeDay(at).slice(8) !== match[2] ? undefined : at
}

/** How a time is spelt on the wire: all three are legal there. */
export type TimeStyle = 'zulu' | 'bare' | 'offset'

/** Writes a moment as `YYYY-MM-DDTHH:MM:SS.mmm` with `Z`, nothing (= UTC) or New York's summer offset. */
export function writeTime(at: number, style: TimeStyle): string {
  if (style === 'zulu') return new Date(at).toISOString()
  if (style === 'bare') return new Date(at).toISOString().slice(0, -1)
  return `${new Date(at - JULY_MIDNIGHT_OFFSET_MS).toISOString().slice(0, -1)}-04:00`
}
