import { Cron } from 'croner'

/** A schedule: a five-field cron line in a zone. croner runs a time that DST skips right after the gap, and one that it repeats once (Z3). */
function cronOf(line: string, timeZone: string): Cron {
  return new Cron(line, { timezone: timeZone, mode: '5-part', paused: true })
}

/** Why a line cannot be a schedule, or null. */
export function checkSchedule(line: string): string | null {
  try {
    return cronOf(line, 'UTC').nextRun() === null ? 'it names a time that never comes.' : null
  } catch (error) {
    // The library's words are for programmers.
    if (!(error instanceof Error)) throw error
    return 'it is not a schedule of five fields (minute, hour, day, month, weekday).'
  }
}

/** The latest time at or before now for which the schedule asks for a run, UTC ms, or null. */
export function latestOccurrenceMs(line: string, timeZone: string, nowMs: number): number | null {
  const [latest] = cronOf(line, timeZone).previousRuns(1, new Date(nowMs + 1))
  return latest === undefined ? null : latest.getTime()
}

/** The next time after now for which the schedule asks for a run, UTC ms, or null. */
export function nextOccurrenceMs(line: string, timeZone: string, nowMs: number): number | null {
  return cronOf(line, timeZone).nextRun(new Date(nowMs))?.getTime() ?? null
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** A schedule as people say it; a line of an unusual shape is given as it is. */
export function sayScheduleWords(line: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = line.trim().split(/\s+/)
  const plainDays = day === '*' && month === '*'
  const every = /^\*\/(\d+)$/
  if (plainDays && hour === '*' && weekday === '*' && minute === '*') return 'every minute'
  const minutes = every.exec(minute)?.[1]
  if (plainDays && hour === '*' && weekday === '*' && minutes !== undefined) return `every ${minutes} minutes`
  if (plainDays && weekday === '*' && minute === '0') {
    if (hour === '*') return 'every hour'
    const hours = every.exec(hour)?.[1]
    if (hours !== undefined) return `every ${hours} hours`
  }
  if (plainDays && hour === '*' && weekday === '*' && /^\d+$/.test(minute))
    return `every hour at ${minute.padStart(2, '0')} minutes past`
  if (!plainDays || !/^\d+$/.test(minute) || !/^\d+$/.test(hour)) return `by the schedule ${line}`
  const time = sayTime(Number(hour), Number(minute))
  if (weekday === '*') return `every ${Number(hour) < 6 || Number(hour) >= 20 ? 'night' : 'day'} at ${time}`
  if (weekday === '1-5') return `every weekday at ${time}`
  if (/^[0-6]$/.test(weekday)) return `every ${DAYS[Number(weekday)] ?? ''} at ${time}`
  return `by the schedule ${line}`
}

function sayTime(hour: number, minute: number): string {
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`
}
