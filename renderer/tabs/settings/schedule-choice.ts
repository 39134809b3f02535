// A schedule as a clerk chooses it, and the cron line that the engine keeps. The two are turned into each other without loss; a line of another shape stays a line.

/** `time` is `HH:MM`; `day` 0 is Sunday. */
export type ScheduleChoice =
  | { kind: 'none' }
  | { kind: 'daily'; time: string }
  | { kind: 'weekdays'; time: string }
  | { kind: 'weekly'; day: number; time: string }
  | { kind: 'hours'; every: number }
  | { kind: 'minutes'; every: number }
  | { kind: 'line'; line: string }
export type ScheduleKind = ScheduleChoice['kind']

/** Hours that divide a day, and minutes that divide an hour: others would leave a short gap once a day, or once an hour. */
export const EVERY_HOURS = [1, 2, 3, 4, 6, 8, 12] as const
export const EVERY_MINUTES = [5, 10, 15, 20, 30] as const
export const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const TIME_AT_FIRST = '02:30'

/** What a line means; null is no schedule. */
export function choiceOf(line: string | null): ScheduleChoice {
  if (line === null) return { kind: 'none' }
  const fields = line.trim().split(/\s+/)
  const [minute = '', hour = '', day, month, weekday = ''] = fields
  if (fields.length !== 5 || day !== '*' || month !== '*') return { kind: 'line', line }
  if (isNumber(minute, 59) && isNumber(hour, 23)) {
    const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
    if (weekday === '*') return { kind: 'daily', time }
    if (weekday === '1-5') return { kind: 'weekdays', time }
    if (isNumber(weekday, 6)) return { kind: 'weekly', day: Number(weekday), time }
  }
  if (weekday !== '*') return { kind: 'line', line }
  if (minute === '0' && hour === '*') return { kind: 'hours', every: 1 }
  const hours = everyOf(hour, EVERY_HOURS)
  if (minute === '0' && hours !== null) return { kind: 'hours', every: hours }
  const minutes = everyOf(minute, EVERY_MINUTES)
  return hour === '*' && minutes !== null ? { kind: 'minutes', every: minutes } : { kind: 'line', line }
}

/** The line of a choice, or null for none. */
export function lineOf(choice: ScheduleChoice): string | null {
  switch (choice.kind) {
    case 'none':
      return null
    case 'daily':
      return `${clockFields(choice.time)} * * *`
    case 'weekdays':
      return `${clockFields(choice.time)} * * 1-5`
    case 'weekly':
      return `${clockFields(choice.time)} * * ${choice.day}`
    case 'hours':
      return choice.every === 1 ? '0 * * * *' : `0 */${choice.every} * * *`
    case 'minutes':
      return `*/${choice.every} * * * *`
    case 'line':
      return choice.line.trim().replace(/\s+/g, ' ')
  }
}

/** Another kind of schedule; a time that was chosen stays. An own line begins with what the choice was before. */
export function changeKind(choice: ScheduleChoice, kind: ScheduleKind): ScheduleChoice {
  const time = 'time' in choice ? choice.time : TIME_AT_FIRST
  switch (kind) {
    case 'none':
      return { kind }
    case 'daily':
    case 'weekdays':
      return { kind, time }
    case 'weekly':
      return { kind, day: 1, time }
    case 'hours':
      return { kind, every: 2 }
    case 'minutes':
      return { kind, every: 30 }
    case 'line':
      return { kind, line: lineOf(choice) ?? '' }
  }
}

/** The choice as a sentence's end: `every night at 2:30 AM`. */
export function choiceWords(choice: ScheduleChoice): string {
  switch (choice.kind) {
    case 'none':
      return 'only when you run it'
    case 'daily':
      return `every ${isNight(choice.time) ? 'night' : 'day'} at ${clockWords(choice.time)}`
    case 'weekdays':
      return `every weekday at ${clockWords(choice.time)}`
    case 'weekly':
      return `every ${DAY_NAMES[choice.day] ?? ''} at ${clockWords(choice.time)}`
    case 'hours':
      return choice.every === 1 ? 'every hour' : `every ${choice.every} hours`
    case 'minutes':
      return `every ${choice.every} minutes`
    case 'line':
      return `by the line ${choice.line.trim()}`
  }
}

/** Why a choice cannot be kept, a sentence, or null. The engine has the last word on an own line. */
export function whyNot(choice: ScheduleChoice): string | null {
  if ('time' in choice && !/^\d{2}:\d{2}$/.test(choice.time)) return 'Enter a time of day, such as 2:30 AM.'
  if (choice.kind !== 'line') return null
  const fields = choice.line.trim().split(/\s+/)
  return fields.length === 5
    ? null
    : 'Write five fields (minute, hour, day, month, weekday), such as 30 2 * * * for every night at 2:30 AM.'
}

function clockFields(time: string): string {
  const [hour = '', minute = ''] = time.split(':')
  return `${Number(minute)} ${Number(hour)}`
}

function clockWords(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`
}

function isNight(time: string): boolean {
  const hour = Number(time.slice(0, 2))
  return hour < 6 || hour >= 20
}

function isNumber(field: string, most: number): boolean {
  return /^\d{1,2}$/.test(field) && Number(field) <= most
}

function everyOf(field: string, offered: readonly number[]): number | null {
  const every = Number(/^\*\/(\d{1,2})$/.exec(field)?.[1])
  return offered.includes(every) ? every : null
}
