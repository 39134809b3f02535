import { expect, test } from 'vitest'
import { checkSchedule, sayScheduleWords } from '../../../main/engine/schedule.ts'

// The same lines and words as the window's own picker gives.
test.each([
  ['30 2 * * *', 'every night at 2:30 AM'],
  ['0 12 * * *', 'every day at 12:00 PM'],
  ['0 12 * * 1-5', 'every weekday at 12:00 PM'],
  ['5 7 * * 0', 'every Sunday at 7:05 AM'],
  ['0 * * * *', 'every hour'],
  ['0 */6 * * *', 'every 6 hours'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['20 * * * *', 'every hour at 20 minutes past'],
  ['0 0 1 * *', 'by the schedule 0 0 1 * *'],
])('says %s as people do', (line, words) => {
  expect(checkSchedule(line)).toBeNull()
  expect(sayScheduleWords(line)).toBe(words)
})

test('says why a line cannot be a schedule', () => {
  expect(checkSchedule('nonsense')).toContain('five fields')
  expect(checkSchedule('0 0 31 2 *')).toContain('never comes')
})
