// renderer/format turns values into the words a clerk reads: times, counts, money, statuses. Pure functions; no components, no calls.

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs more than using it a thousand times, and a table shows a thousand times. */
function formatOf(timeZone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${name}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-US', { ...options, timeZone })
  formats.set(key, known)
  return known
}

/** The day of a moment in the district's zone, as `YYYY-MM-DD`. */
export function dayOf(atMs: number, timeZone: string): string {
  const parts = formatOf(timeZone, 'day', { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(atMs)
  const part = (type: string) => parts.find(each => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** A moment as people say it: `today 2:30 AM`, `yesterday 4:10 PM`, `Fri 2:30 AM` within the next six days, `Nov 3, 2:30 AM`, `Nov 3, 2025`. */
export function momentWords(at: string, timeZone: string, nowMs: number): string {
  const atMs = Date.parse(at)
  const clock = formatOf(timeZone, 'clock', { hour: 'numeric', minute: '2-digit' }).format(atMs)
  const days = daysBetween(dayOf(nowMs, timeZone), dayOf(atMs, timeZone))
  if (days === 0) return `today ${clock}`
  if (days === -1) return `yesterday ${clock}`
  if (days === 1) return `tomorrow ${clock}`
  if (days > 1 && days < 7) return `${formatOf(timeZone, 'weekday', { weekday: 'short' }).format(atMs)} ${clock}`
  const sameYear = dayOf(nowMs, timeZone).slice(0, 4) === dayOf(atMs, timeZone).slice(0, 4)
  if (!sameYear) return formatOf(timeZone, 'full-day', { year: 'numeric', month: 'short', day: 'numeric' }).format(atMs)
  return `${formatOf(timeZone, 'short-day', { month: 'short', day: 'numeric' }).format(atMs)}, ${clock}`
}

/** A moment to the second with its zone, for those who hover. */
export function momentExact(at: string, timeZone: string): string {
  return formatOf(timeZone, 'exact', { dateStyle: 'full', timeStyle: 'long' }).format(Date.parse(at))
}

/** The time of day of a moment, to the second: `2:30:05 AM`. */
export function clockExact(at: string, timeZone: string): string {
  return formatOf(timeZone, 'clock-exact', { timeStyle: 'medium' }).format(Date.parse(at))
}

/** A day (`YYYY-MM-DD`, which is already the district's) as `Nov 3, 2026`. */
export function dayWords(on: string): string {
  return formatOf('UTC', 'full-day', { year: 'numeric', month: 'short', day: 'numeric' }).format(
    Date.parse(`${on}T00:00:00Z`),
  )
}

/** A day as one says it within its year: `Sep 3`; of another year than today's `Sep 3, 2025`. */
export function shortDayWords(on: string, todayOn: string): string {
  if (on.slice(0, 4) !== todayOn.slice(0, 4)) return dayWords(on)
  return formatOf('UTC', 'short-day', { month: 'short', day: 'numeric' }).format(Date.parse(`${on}T00:00:00Z`))
}

/** How long something took: `< 0.1 s`, `0.4 s`, `12 s`, `3 min 12 s`, `1 h 5 min`. */
export function durationWords(durationMs: number): string {
  if (durationMs < 100) return '< 0.1 s'
  if (durationMs < 10_000) return `${(durationMs / 1000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** Days from one day to another; below zero when the other lies before it. */
export function daysBetween(fromOn: string, toOn: string): number {
  return Math.round((Date.parse(`${toOn}T00:00:00Z`) - Date.parse(`${fromOn}T00:00:00Z`)) / DAY_MS)
}
