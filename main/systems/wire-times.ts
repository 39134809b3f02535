import { dayInZone } from '../domain/zone.ts'

const TIME = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-][01]\d:?[0-5]\d)?$/
const DAY = /^\d{4}-[01]\d-[0-3]\d$/
const MIDNIGHT = /T00:00:00(?:\.0+)?(?:Z|[+-]\d\d:?\d\d)?$/
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Reads the times and days of outside systems, in the district's time zone. Each method gives null for a text that is no time. On the path of every record of a pull. */
export interface WireTimes {
  /** `YYYY-MM-DDTHH:MM:SS[.fraction]` with `Z`, an offset or nothing (= UTC) as UTC ISO with milliseconds; a bare day as its 00:00 UTC. */
  at(text: string): string | null
  /** The calendar day of a time: a bare day or a clock part of 00:00:00 is that day as written, else the day in the district's zone. */
  on(text: string): string | null
}

export function openWireTimes(timeZone: string): WireTimes {
  return {
    at: readTime,
    on: text => {
      const at = readTime(text)
      if (at === null) return null
      const isAsWritten = text.length === 10 || (text.startsWith('00:00:00', 11) && MIDNIGHT.test(text))
      return isAsWritten ? text.slice(0, 10) : dayInZone(Date.parse(at), timeZone)
    },
  }
}

function readTime(text: string): string | null {
  const isDay = text.length === 10 && DAY.test(text)
  if (!isDay && !TIME.test(text)) return null
  const year = Number(text.slice(0, 4))
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (month < 1 || month > 12 || day < 1 || day > monthDays(year, month)) return null
  if (isDay) return `${text}T00:00:00.000Z`
  if (twoDigits(text, 11) > 23) return null
  const isMs = text.charCodeAt(19) === 0x2e
  if (isMs && text.length === 24 && text.charCodeAt(23) === 0x5a) return text
  const last = text.charCodeAt(text.length - 1)
  const sign = text.length > 19 && last !== 0x5a ? Math.max(text.lastIndexOf('+'), text.lastIndexOf('-')) : -1
  const clock = `${text.slice(0, 19)}.${isMs ? fraction(text) : '000'}Z`
  if (sign < 19) return clock
  const offsetMinutes = twoDigits(text, sign + 1) * 60 + twoDigits(text, text.length - 2)
  const shifted = new Date(Date.parse(clock) - (text.charAt(sign) === '-' ? -1 : 1) * offsetMinutes * 60_000)
  const at = shifted.toISOString()
  // A time next to the ends of the calendar can be shifted out of the four-digit years.
  return at.length === 24 ? at : null
}

/** The first three digits of the fraction; further ones are cut, not rounded. */
function fraction(text: string): string {
  const digits = /^\d+/.exec(text.slice(20))?.[0] ?? ''
  return digits.slice(0, 3).padEnd(3, '0')
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
}

function monthDays(year: number, month: number): number {
  if (month === 2 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return 28
  return month === 2 ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}
