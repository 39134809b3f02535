import { expect, test } from 'vitest'
import type { BridgeStatus } from '../../../../contract/rows/status.ts'
import { GATHER_MS, isQuiet, type NoticeStep, Notices } from '../../../../main/hosts/desktop/notice-policy.ts'

const loud = { on: true, quiet: false }
const status = (openErrors: number, waitingRuns = 0) => ({ openErrors, waitingRuns }) as BridgeStatus
const words = (steps: NoticeStep[]) => steps.map(step => ('show' in step ? step.show.words : `clear ${step.clear}`))

/** Notices of a ledger that had `openErrors` open when it was opened, at time 0. */
function opened(openErrors = 0): Notices {
  const notices = new Notices()
  notices.status(status(openErrors), 0)
  return notices
}

test('errors that were open before are not news', () => {
  expect(opened(4).due(GATHER_MS, loud)).toEqual([])
})

test('several new errors within a few seconds are one notification that counts them', () => {
  const notices = opened(1)
  notices.status(status(2), 1_000)
  notices.status(status(4), 3_000)
  expect(notices.due(3_000, loud)).toEqual([])
  expect(notices.nextLookMs(3_000)).toBe(1_000 + GATHER_MS)
  expect(words(notices.due(1_000 + GATHER_MS, loud))).toEqual(['3 sync errors need a look.'])
  expect(notices.due(20_000, loud)).toEqual([])
})

test('errors that go on coming do not put the notification off for ever', () => {
  const notices = opened()
  for (let second = 1; second <= 6; second++) notices.status(status(second), second * 1_000)
  expect(words(notices.due(6_000, loud))).toEqual(['6 sync errors need a look.'])
})

test('a later error is told with those that nobody has looked at', () => {
  const notices = opened()
  notices.status(status(1), 0)
  expect(words(notices.due(GATHER_MS, loud))).toEqual(['1 sync error needs a look.'])
  notices.status(status(2), 10_000)
  expect(words(notices.due(10_000 + GATHER_MS, loud))).toEqual(['2 sync errors need a look.'])
})

test('what the person has clicked or put away is not counted again', () => {
  const notices = opened()
  notices.status(status(3), 0)
  notices.due(GATHER_MS, loud)
  notices.looked('errors')
  notices.status(status(4), 10_000)
  expect(words(notices.due(10_000 + GATHER_MS, loud))).toEqual(['1 sync error needs a look.'])
})

test('resolving the errors takes the notification back', () => {
  const notices = opened()
  notices.status(status(2), 0)
  notices.due(GATHER_MS, loud)
  notices.status(status(0), 10_000)
  expect(words(notices.due(10_000, loud))).toEqual(['clear errors'])
})

test('errors that are resolved before they are told are never told', () => {
  const notices = opened()
  notices.status(status(2), 0)
  notices.status(status(0), 1_000)
  expect(notices.due(GATHER_MS, loud)).toEqual([])
  expect(notices.nextLookMs(GATHER_MS)).toBeNull()
})

test('a run that waits at the brake is told at once, and taken back when it is decided', () => {
  const notices = opened()
  notices.status(status(0, 1), 1_000)
  expect(words(notices.due(1_000, loud))).toEqual([expect.stringContaining('waits for your approval')])
  notices.status(status(0, 0), 2_000)
  expect(words(notices.due(2_000, loud))).toEqual(['clear brake'])
})

test('a failed live run is told until one succeeds; a failed test run is not', () => {
  const notices = opened()
  notices.runClosed({ mode: 'test', outcome: 'failed' }, 0)
  expect(notices.due(0, loud)).toEqual([])
  notices.runClosed({ mode: 'live', outcome: 'failed' }, 1_000)
  expect(words(notices.due(1_000, loud))).toEqual([expect.stringContaining('The last sync failed')])
  notices.runClosed({ mode: 'live', outcome: 'cancelled' }, 2_000)
  expect(notices.due(2_000, loud)).toEqual([])
  notices.runClosed({ mode: 'live', outcome: 'partly' }, 3_000)
  expect(words(notices.due(3_000, loud))).toEqual(['clear failed'])
})

test('an engine that stops once is not told; one that stops again and again is, until it runs steadily', () => {
  const notices = opened()
  notices.engine('restarting', 0)
  notices.engine('up', 500)
  expect(notices.due(500, loud)).toEqual([])
  for (const ms of [1_000, 2_000]) notices.engine('restarting', ms)
  expect(words(notices.due(2_000, loud))).toEqual([expect.stringContaining('stopped several times')])
  notices.engine('up', 3_000)
  expect(notices.due(30_000, loud)).toEqual([])
  expect(notices.nextLookMs(30_000)).toBe(63_000)
  expect(words(notices.due(63_000, loud))).toEqual(['clear engine'])
})

test('three stops of the engine over a whole day are not told', () => {
  const notices = opened()
  for (const hour of [0, 8, 16]) notices.engine('restarting', hour * 3_600_000)
  expect(notices.due(16 * 3_600_000, loud)).toEqual([])
})

test('in the quiet hours nothing is shown, and what still stands is shown when they end', () => {
  const notices = opened()
  notices.status(status(2), 0)
  notices.status(status(2, 1), 0)
  expect(notices.due(GATHER_MS, { on: true, quiet: true })).toEqual([])
  expect(notices.nextLookMs(GATHER_MS)).toBe(GATHER_MS + 60_000)
  notices.status(status(2, 0), 30_000)
  expect(words(notices.due(70_000, loud))).toEqual(['2 sync errors need a look.'])
})

test('switching notifications off takes back what is shown', () => {
  const notices = opened()
  notices.status(status(2), 0)
  notices.due(GATHER_MS, loud)
  expect(words(notices.due(10_000, { on: false, quiet: false }))).toEqual(['clear errors'])
})

test('another ledger takes back what was told of the first, and its own old errors are no news', () => {
  const notices = opened()
  notices.status(status(2), 0)
  notices.due(GATHER_MS, loud)
  notices.forget()
  notices.status(status(40), 10_000)
  expect(words(notices.due(20_000, loud))).toEqual(['clear errors'])
})

test('F1 no notification carries anything but counts', () => {
  const notices = opened()
  notices.status(status(12, 1), 0)
  notices.runClosed({ mode: 'live', outcome: 'failed' }, 0)
  for (const ms of [0, 1, 2]) notices.engine('restarting', ms)
  const shown = words(notices.due(GATHER_MS, loud))
  expect(shown).toHaveLength(4)
  expect(shown.filter(each => /[$@]|\d\.\d/.test(each))).toEqual([])
})

const at = (time: string) => new Date(`2026-03-10T${time}:00`)

test('quiet hours within a day: from the first minute until the last is over', () => {
  const hours = { from: '12:00', to: '13:30' }
  expect(['11:59', '12:00', '13:29', '13:30'].map(time => isQuiet(hours, at(time)))).toEqual([false, true, true, false])
})

test('quiet hours over midnight', () => {
  const hours = { from: '20:00', to: '07:00' }
  expect(['19:59', '20:00', '23:59', '00:00', '06:59', '07:00'].map(time => isQuiet(hours, at(time)))).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
  ])
})

test('no quiet hours, and hours of no length, are never quiet', () => {
  expect(isQuiet(null, at('03:00'))).toBe(false)
  expect(isQuiet({ from: '03:00', to: '03:00' }, at('03:00'))).toBe(false)
})
