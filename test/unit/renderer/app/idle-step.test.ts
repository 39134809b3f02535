import { expect, test } from 'vitest'
import { LIMITS } from '../../../../contract/limits.ts'
import { idleStep } from '../../../../renderer/app/idle-step.ts'

const MINUTE = 60_000
const fresh = { inputAtMs: 0, touchedAtMs: 0 }

test('F2 tells the engine of an input at most once a minute', () => {
  const first = idleStep({ inputAtMs: 0, touchedAtMs: -MINUTE }, 'here', 0)
  expect(first.touches).toBe(true)
  const soon = idleStep(first.state, 'here', 59_999)
  expect(soon.touches).toBe(false)
  expect(idleStep(soon.state, 'here', MINUTE).touches).toBe(true)
})

test('F2 warns a minute before the lock, and locks when the engine would end the session', () => {
  const at = (nowMs: number) => idleStep(fresh, null, nowMs)
  expect(at(LIMITS.sessionIdleMs - MINUTE - 1)).toMatchObject({ warns: false, locks: false })
  expect(at(LIMITS.sessionIdleMs - MINUTE)).toMatchObject({ warns: true, locks: false })
  expect(at(LIMITS.sessionIdleMs)).toMatchObject({ warns: false, locks: true })
})

test('F2 an input that comes after the time, as after sleep, locks and keeps nothing alive', () => {
  expect(idleStep(fresh, 'here', LIMITS.sessionIdleMs + 1)).toMatchObject({ locks: true, touches: false })
})

test('F2 work in another tab keeps this one open, and is told to the engine there', () => {
  const step = idleStep(fresh, 'elsewhere', 9 * MINUTE)
  expect(step).toMatchObject({ touches: false, state: { inputAtMs: 9 * MINUTE } })
  expect(idleStep(step.state, null, 10 * MINUTE)).toMatchObject({ locks: false, warns: false })
})
