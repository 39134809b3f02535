import { expect, test } from 'vitest'
import { type DueFacts, isDue, isRetryDue } from '../../../main/domain/due.ts'
import { latestOccurrenceMs, nextOccurrenceMs } from '../../../main/engine/schedule.ts'

const ZONE = 'America/New_York'
const NIGHTLY = '30 2 * * *'
const at = (text: string) => Date.parse(text)

/** What a tick at a moment sees of a nightly task that was set up long ago. */
function tickAt(now: string, facts: Partial<DueFacts> = {}): DueFacts {
  const nowMs = at(now)
  return {
    on: true,
    latestOccurrenceMs: latestOccurrenceMs(NIGHTLY, ZONE, nowMs),
    coveredOccurrenceMs: null,
    scheduledSinceMs: at('2026-01-01T00:00:00Z'),
    pausedUntilMs: null,
    running: false,
    nowMs,
    ...facts,
  }
}

/** Ticks through a stretch of time and tells at which moments (UTC) a run was opened. */
function runsBetween(from: string, to: string, stepMs: number): string[] {
  const opened: string[] = []
  let covered = latestOccurrenceMs(NIGHTLY, ZONE, at(from))
  for (let nowMs = at(from); nowMs <= at(to); nowMs += stepMs) {
    const facts = tickAt(new Date(nowMs).toISOString(), { coveredOccurrenceMs: covered })
    if (!isDue(facts)) continue
    covered = facts.latestOccurrenceMs
    opened.push(new Date(covered ?? 0).toISOString())
  }
  return opened
}

test('Z3 a schedule missed by sleep is caught up once, however many times were missed', () => {
  const waking = tickAt('2026-10-09T15:00:00Z', { coveredOccurrenceMs: at('2026-10-05T06:30:00Z') })
  expect(isDue(waking)).toBe(true)
  expect(waking.latestOccurrenceMs).toBe(at('2026-10-09T06:30:00Z'))
  expect(isDue({ ...waking, coveredOccurrenceMs: waking.latestOccurrenceMs })).toBe(false)
})

test('Z3 ticks that come twice, late or after a jump of the clock open one run', () => {
  expect(runsBetween('2026-10-01T00:00:00Z', '2026-10-04T00:00:00Z', 15_000 * 7)).toEqual([
    '2026-10-01T06:30:00.000Z',
    '2026-10-02T06:30:00.000Z',
    '2026-10-03T06:30:00.000Z',
  ])
  const covered = at('2026-10-09T06:30:00Z')
  // Set back by a day, the clock sees an occurrence that lies before the one that was covered.
  expect(isDue(tickAt('2026-10-08T12:00:00Z', { coveredOccurrenceMs: covered }))).toBe(false)
})

test('Z3 on both days of a clock change the nightly run takes place once', () => {
  // In spring 02:30 does not exist; in autumn a nightly 01:30 would come twice.
  expect(runsBetween('2026-03-07T12:00:00Z', '2026-03-09T12:00:00Z', 600_000)).toHaveLength(2)
  expect(runsBetween('2026-10-31T12:00:00Z', '2026-11-02T12:00:00Z', 600_000)).toHaveLength(2)
  const autumn = [at('2026-11-01T05:35:00Z'), at('2026-11-01T06:35:00Z')].map(nowMs =>
    latestOccurrenceMs('30 1 * * *', ZONE, nowMs),
  )
  expect(new Set(autumn).size).toBe(1)
  expect(nextOccurrenceMs('30 1 * * *', ZONE, at('2026-11-01T05:35:00Z'))).toBe(at('2026-11-02T06:30:00Z'))
})

test('Z3 a pause holds runs until it ends', () => {
  const paused = { pausedUntilMs: at('2026-10-09T16:00:00Z'), coveredOccurrenceMs: at('2026-10-08T06:30:00Z') }
  expect(isDue(tickAt('2026-10-09T15:59:59Z', paused))).toBe(false)
  expect(isDue(tickAt('2026-10-09T16:00:00Z', paused))).toBe(true)
})

test('Z3 nothing runs twice at once, nor while it is off or without a schedule', () => {
  expect(isDue(tickAt('2026-10-09T15:00:00Z', { running: true }))).toBe(false)
  expect(isDue(tickAt('2026-10-09T15:00:00Z', { on: false }))).toBe(false)
  expect(isDue(tickAt('2026-10-09T15:00:00Z', { latestOccurrenceMs: null }))).toBe(false)
})

test('a time from before the task was switched on or its schedule changed is not owed', () => {
  expect(isDue(tickAt('2026-10-09T15:00:00Z', { scheduledSinceMs: at('2026-10-09T12:00:00Z') }))).toBe(false)
  expect(isDue(tickAt('2026-10-10T15:00:00Z', { scheduledSinceMs: at('2026-10-09T12:00:00Z') }))).toBe(true)
})

test('a scheduled run that could not reach its system is tried again after 15 minutes, then less and less often', () => {
  const lastStartedMs = at('2026-10-09T06:30:00Z')
  const dueAfterMinutes = (inRow: number) => {
    for (let minutes = 0; minutes <= 1_000; minutes += 1)
      if (isRetryDue({ inRow, lastStartedMs }, lastStartedMs + minutes * 60_000)) return minutes
    return null
  }
  expect([1, 2, 3, 4, 5, 6].map(dueAfterMinutes)).toEqual([15, 30, 60, 120, 240, 240])
  expect(dueAfterMinutes(0)).toBe(null)
})
