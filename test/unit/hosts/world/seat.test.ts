import { expect, test } from 'vitest'
import { Seat } from '../../../../main/hosts/world/seat.ts'

const ACCOUNT = { host: 'browser', operator: 'mlopez' } as const

test('F2 a new window asks in the name of the computer account, and keeps nothing else that it was given', () => {
  const seat = new Seat({ ...ACCOUNT, session: 's', as: { operator: 'Ana', pin: '1' }, itself: true })
  expect(seat.callerAt('own')).toEqual(ACCOUNT)
})

test('F2 once signed in, a window never falls back to the computer account', () => {
  const seat = new Seat(ACCOUNT)
  seat.signIn('own', 'first')
  expect(seat.callerAt('own')).toEqual({ ...ACCOUNT, session: 'first' })
  seat.lock('own')
  expect(seat.callerAt('own').session).toBe('locked')
  seat.signIn('own', 'second')
  expect(seat.callerAt('own')).toEqual({ ...ACCOUNT, session: 'second' })
})

test('F2 a session of one ledger is not shown to another', () => {
  const seat = new Seat(ACCOUNT)
  seat.signIn('own', 'of the district')
  expect(seat.callerAt('practice')).toEqual(ACCOUNT)
  expect(seat.callerAt('own').session).toBe('of the district')
})
