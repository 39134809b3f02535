/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, Map<number, number>>()

/**
 * The zone's offset from UTC in ms at an instant. Remembered by UTC day, because Intl is slow and pulls ask for every record;
 * on the few days on which the offset changes it is worked out each time.
 */
function offsetMs(timeZone: string, atMs: number): number {
  let known = offsets.get(timeZone)
  if (known === undefined) {
    known = new Map()
    offsets.set(timeZone, known)
  }
  const day = Math.floor(atMs / DAY_MS)
  const offset = known.get(day)
  if (offset !== undefined) return Number.isNaN(offset) ? computeOffsetMs(timeZone, atMs) : offset
  const first = computeOffsetMs(timeZone, day * DAY_MS)
  const last = computeOffsetMs(timeZone, (day + 1) * DAY_MS - 1000)
  known.set(day, first === last ? first : Number.NaN)
  return first === last ? first : computeOffsetMs(timeZone, atMs)
}

function computeOffsetMs(timeZone: string, atMs: number): number {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(atMs)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - atMs
}

const dayNames = new Map<number, Day>()

/** The name of the n-th day since 1970. */
function nameDay(number: number): Day {
  let name = dayNames.get(number)
  if (name === undefined) {
    name = new Date(number * DAY_MS).toISOString().slice(0, 10)
    dayNames.set(number, name)
  }
  return name
}

/** The calendar day in a zone at an instant (UTC ms). */
export function dayInZone(atMs: number, timeZone: string): Day {
  return nameDay(Math.floor((atMs + offsetMs(timeZone, atMs)) / DAY_MS))
}

/** UTC ms of 00:00 of a day in a zone (Z1). Where DST skips midnight, the first instant of that day. */
export function startOfDayMs(day: Day, timeZone: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`)
  // The offset at the guess can be the other side of a change; a second look settles it, and a skipped midnight lands after it.
  let guess = asUtc - offsetMs(timeZone, asUtc)
  guess = asUtc - offsetMs(timeZone, guess)
  return dayInZone(guess, timeZone) < day ? guess + HOUR_MS : guess
}

/** The day `count` days later (or earlier). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** The UTC day to send as "created since": the cut-off's first instant, widened by a day, because a system compares UTC days its own way (P4). */
export function widenedUtcDay(cutOffOn: Day, timeZone: string): Day {
  return addDays(new Date(startOfDayMs(cutOffOn, timeZone)).toISOString().slice(0, 10), -1)
}

/** The month and day on which a school year begins. */
const YEAR_BEGINS = '07-01'

/** The first day of the school year that a day is in: July 1 on or before it. */
export function schoolYearSince(today: Day): Day {
  const year = Number(today.slice(0, 4))
  return today.slice(5) >= YEAR_BEGINS ? `${year}-${YEAR_BEGINS}` : `${year - 1}-${YEAR_BEGINS}`
}
