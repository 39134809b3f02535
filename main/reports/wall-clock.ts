/** Clocks on the wall change their distance to UTC at the start of a quarter of an hour, if at all. */
const QUARTER_MS = 15 * 60_000

/** Tells UTC times as clocks on the wall of a zone show them, `YYYY-MM-DDTHH:MM:SS`. Intl is slow, and rows near each other are of one quarter of an hour. */
export function wallClockOf(timeZone: string): (at: string | null) => string | null {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  let quarter = Number.NaN
  let offsetMs = 0
  return at => {
    if (at === null) return null
    const atMs = Date.parse(at)
    if (Number.isNaN(atMs)) return at
    if (Math.floor(atMs / QUARTER_MS) !== quarter) {
      quarter = Math.floor(atMs / QUARTER_MS)
      offsetMs = wallMs(format, quarter * QUARTER_MS) - quarter * QUARTER_MS
    }
    return new Date(atMs + offsetMs).toISOString().slice(0, 19)
  }
}

/** What the clock shows at an instant, as if it were UTC. */
function wallMs(format: Intl.DateTimeFormat, atMs: number): number {
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(atMs)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
