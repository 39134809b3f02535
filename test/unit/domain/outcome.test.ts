import { expect, test } from 'vitest'
import { NO_COUNTS, outcomeOf, type RunFacts } from '../../../main/domain/outcome.ts'

const outcome = (facts: Partial<Omit<RunFacts, 'counts'>>, counts: Partial<RunFacts['counts']> = {}) =>
  outcomeOf({
    failed: false,
    cancelled: false,
    waits: false,
    complete: true,
    ...facts,
    counts: { ...NO_COUNTS, ...counts },
  })

test('the outcome is counted, never assumed', () => {
  expect(outcome({}, { pulled: 10 })).toBe('succeeded')
  expect(outcome({}, { pulled: 10, errors: 1 })).toBe('partly')
  expect(outcome({ complete: false }, { pulled: 10 })).toBe('partly')
  expect(outcome({ failed: true }, { pulled: 10 })).toBe('partly')
  expect(outcome({ failed: true, complete: false })).toBe('failed')
})

test('a list without a single fee is a success when it is whole', () => {
  expect(outcome({})).toBe('succeeded')
})

test('cancelled and waiting come before what was counted', () => {
  expect(outcome({ cancelled: true, failed: true }, { errors: 3 })).toBe('cancelled')
  expect(outcome({ waits: true }, { errors: 3 })).toBe('waiting')
})
