import { expect, test } from 'vitest'
import { LIMITS } from '../../../contract/limits.ts'
import { WindowSessions } from '../../../main/engine/window-sessions.ts'

function at(startMs: number) {
  const clock = { nowMs: startMs }
  return { clock, sessions: new WindowSessions(() => clock.nowMs) }
}

test('F2 a session ends by itself when nobody touches it, however often it is asked for', () => {
  const { clock, sessions } = at(1_000)
  const session = sessions.begin('ana')
  for (let minute = 1; minute < 10; minute += 1) {
    clock.nowMs = 1_000 + minute * 60_000
    expect(sessions.operatorOf(session)).toBe('ana')
  }
  clock.nowMs = 1_000 + LIMITS.sessionIdleMs
  expect(sessions.operatorOf(session)).toBeNull()
  expect(sessions.touch(session)).toBeNull()
})

test('F2 a touch keeps a session, and says until when', () => {
  const { clock, sessions } = at(0)
  const session = sessions.begin('ana')
  clock.nowMs = LIMITS.sessionIdleMs - 1
  expect(sessions.touch(session)).toBe(new Date(2 * LIMITS.sessionIdleMs - 1).toISOString())
  clock.nowMs = 2 * LIMITS.sessionIdleMs - 2
  expect(sessions.operatorOf(session)).toBe('ana')
})

test('F2 a session that has ended is not touched alive again', () => {
  const { clock, sessions } = at(0)
  const session = sessions.begin('ana')
  clock.nowMs = LIMITS.sessionIdleMs
  expect(sessions.touch(session)).toBeNull()
  expect(sessions.operatorOf(session)).toBeNull()
})

test('F2 a new PIN ends the other windows of that operator, and nobody else', () => {
  const { sessions } = at(0)
  const [mine, other, others] = [sessions.begin('ana'), sessions.begin('ana'), sessions.begin('ben')]
  sessions.endAll('ana', mine)
  expect([mine, other, others].map(one => sessions.operatorOf(one))).toEqual(['ana', null, 'ben'])
})

test('F2 sessions are 256 random bits, and made-up ones are nobody', () => {
  const { sessions } = at(0)
  const all = new Set(Array.from({ length: 50 }, () => sessions.begin('ana')))
  expect(all.size).toBe(50)
  for (const session of all) expect(session).toMatch(/^[\w-]{43}$/)
  for (const made of ['', 'locked', 'ana', '__proto__']) expect(sessions.operatorOf(made)).toBeNull()
})
