import { expect, test } from 'vitest'
import { RUN_OUTCOMES } from '../../../../contract/rows/run.ts'
import { exitOfError, exitOfOutcome } from '../../../../main/hosts/terminal/exit-codes.ts'

test('exits by the outcome of a run: 0 succeeded, 2 partly, 3 waits for approval, 1 for everything else', () => {
  const codes = Object.fromEntries(RUN_OUTCOMES.map(outcome => [outcome, exitOfOutcome(outcome)]))
  expect(codes).toEqual({
    running: 1,
    succeeded: 0,
    partly: 2,
    failed: 1,
    waiting: 3,
    superseded: 1,
    discarded: 1,
    interrupted: 1,
    cancelled: 1,
  })
})

test('exits 4 when not set up, 5 when secrets are unreadable, and 1 on every other refusal', () => {
  expect(exitOfError('not-set-up')).toBe(4)
  expect(exitOfError('secrets-unreadable')).toBe(5)
  for (const code of ['bad-request', 'not-found', 'refused', 'busy', 'closed', 'failed'] as const)
    expect(exitOfError(code)).toBe(1)
})
