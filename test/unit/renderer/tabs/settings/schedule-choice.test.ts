import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  changeKind,
  choiceOf,
  choiceWords,
  EVERY_HOURS,
  EVERY_MINUTES,
  lineOf,
  type ScheduleChoice,
  whyNot,
} from '../../../../../renderer/tabs/settings/schedule-choice.ts'

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const choice: fc.Arbitrary<ScheduleChoice> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  time.map(at => ({ kind: 'daily', time: at }) as const),
  time.map(at => ({ kind: 'weekdays', time: at }) as const),
  fc.tuple(fc.integer({ min: 0, max: 6 }), time).map(([day, at]) => ({ kind: 'weekly', day, time: at }) as const),
  fc.constantFrom(...EVERY_HOURS).map(every => ({ kind: 'hours', every }) as const),
  fc.constantFrom(...EVERY_MINUTES).map(every => ({ kind: 'minutes', every }) as const),
)

test('reads its own line back as the choice it was', () => {
  fc.assert(
    fc.property(choice, chosen => {
      const line = lineOf(chosen)
      expect(choiceOf(line)).toEqual(chosen)
    }),
  )
})

test.each([
  ['30 2 * * *', { kind: 'daily', time: '02:30' }, 'every night at 2:30 AM'],
  ['0 12 * * 1-5', { kind: 'weekdays', time: '12:00' }, 'every weekday at 12:00 PM'],
  ['5 7 * * 0', { kind: 'weekly', day: 0, time: '07:05' }, 'every Sunday at 7:05 AM'],
  ['0 */6 * * *', { kind: 'hours', every: 6 }, 'every 6 hours'],
  ['*/15 * * * *', { kind: 'minutes', every: 15 }, 'every 15 minutes'],
])('reads %s', (line, expected, words) => {
  expect(choiceOf(line)).toEqual(expected)
  expect(choiceWords(choiceOf(line))).toBe(words)
})

test.each(['0 0 1 * *', '*/7 * * * *', '0 */5 * * *', '0 2,14 * * *', '30 2 * * 1,3', 'nonsense'])(
  'keeps %s, which no choice says, as it is',
  line => {
    expect(choiceOf(line)).toEqual({ kind: 'line', line })
    expect(lineOf(choiceOf(line))).toBe(line)
  },
)

test('keeps the time of day when another kind is chosen, and begins an own line with the line so far', () => {
  const nightly = { kind: 'daily', time: '03:45' } as const
  expect(changeKind(nightly, 'weekdays')).toEqual({ kind: 'weekdays', time: '03:45' })
  expect(changeKind(nightly, 'line')).toEqual({ kind: 'line', line: '45 3 * * *' })
  expect(changeKind({ kind: 'none' }, 'daily')).toEqual({ kind: 'daily', time: '02:30' })
})

test('says why a choice cannot be kept', () => {
  expect(whyNot({ kind: 'daily', time: '' })).toContain('time of day')
  expect(whyNot({ kind: 'line', line: '* *' })).toContain('five fields')
  expect(whyNot({ kind: 'line', line: '0 2 1 * *' })).toBeNull()
})
