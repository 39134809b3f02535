import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../contract/limits.ts'
import type { DeliveryState, EntryKind } from '../../../contract/rows/fee.ts'
import {
  type AboutDelivery,
  decideAction,
  deliveryBackoffMs,
  type Gate,
  type HeldOrNot,
  holdOf,
  isOwedToIiq,
  judgeLookup,
} from '../../../main/domain/delivery.ts'

/** A payment of $20 that stands in Incident IQ. */
const DELIVERED: AboutDelivery = {
  kind: 'payment',
  state: 'delivered',
  action: 'create',
  amountCents: -2_000,
  externalId: 'row-1',
  attempts: 1,
  aboutSeq: null,
}

const decide = (kind: EntryKind, amountCents: number, about: Partial<AboutDelivery> | null = null) => {
  const decision = decideAction({ kind, amountCents, about: about === null ? null : { ...DELIVERED, ...about } })
  if (decision.kind !== 'send') return decision.kind
  const { action } = decision
  return action.action === 'remove' ? `remove ${action.externalId}` : `${action.type} ${action.amountCents}`
}

describe('what a delivery is', () => {
  test('what is owed goes to a fee of Incident IQ, never back to where it came from (D7, I7, W4)', () => {
    const entry = { kind: 'payment', system: 'feebridge', rule: null } as const
    expect(isOwedToIiq({ system: 'iiq' }, entry)).toBe(true)
    expect(isOwedToIiq({ system: 'feebridge' }, entry)).toBe(false)
    expect(isOwedToIiq({ system: 'iiq' }, { ...entry, system: 'iiq' })).toBe(false)
    expect(isOwedToIiq({ system: 'iiq' }, { ...entry, kind: 'waiver', rule: 'missing-there' })).toBe(false)
    expect(isOwedToIiq({ system: 'iiq' }, { ...entry, kind: 'charge' })).toBe(false)
  })

  test('a payment lowers what is due there, a waiver and an adjustment are signed as they are', () => {
    expect(decide('payment', -2_000)).toBe('payment 2000')
    expect(decide('transfer', 2_000)).toBe('payment -2000')
    expect(decide('waiver', -500)).toBe('adjustment -500')
    expect(decide('adjustment', 300)).toBe('adjustment 300')
  })

  test('the whole of a payment of ours that is given back is removed there, a part is a negative payment', () => {
    for (const kind of ['refund', 'bounced-check', 'void'] as const)
      expect(decide(kind, 2_000, {})).toBe('remove row-1')
    expect(decide('refund', 500, {})).toBe('payment -500')
  })

  test('what was paid there is given back by a positive adjustment', () => {
    expect(decide('refund', 2_000)).toBe('adjustment 2000')
    expect(decide('bounced-check', 2_000)).toBe('adjustment 2000')
  })

  test('D6 what was entered there by hand has no row of ours to remove: its opposite is sent', () => {
    expect(decide('void', 2_000, { state: 'done', externalId: null })).toBe('payment -2000')
    expect(decide('void', 500, { kind: 'waiver', state: 'done', amountCents: -500 })).toBe('adjustment 500')
  })

  test('D6 what takes back a row that was removed sends it anew, and money paid there stays an adjustment', () => {
    expect(decide('void', -2_000, { kind: 'refund', action: 'remove', amountCents: 2_000, aboutSeq: 7 })).toBe(
      'payment 2000',
    )
    expect(decide('void', -2_000, { kind: 'refund', amountCents: 2_000, state: 'done', externalId: null })).toBe(
      'adjustment -2000',
    )
  })

  test('D6 what takes back what never got there is cancelled, and what is not known yet waits', () => {
    for (const state of ['cancelled', 'ignored'] as const) expect(decide('void', 2_000, { state })).toBe('cancel')
    const open: DeliveryState[] = ['waiting', 'held', 'unknown', 'failed', 'refused']
    for (const state of open) expect([state, decide('void', 2_000, { state })]).toEqual([state, 'hold'])
  })
})

const OPEN: Gate = {
  taskOn: true,
  testMode: false,
  hasCredentials: true,
  pausedUntil: null,
  instantOn: true,
  exportOn: false,
  adjustmentsOn: false,
  paymentsSince: null,
  catchUp: false,
  paymentType: null,
  adjustmentType: null,
  isSelected: key => key === 'books',
}
const PAYMENT: HeldOrNot = {
  kind: 'payment',
  aboutKind: null,
  aboutState: null,
  aboutSystem: null,
  isInstant: true,
  madeOn: '2026-11-20',
  categoryKey: 'books',
  isMissingThere: false,
}
const hold = (one: Partial<HeldOrNot>, gate: Partial<Gate>) => holdOf({ ...PAYMENT, ...one }, { ...OPEN, ...gate })

describe('when a delivery may be tried', () => {
  test('D1 a payment goes at once when the task is on, the credentials are there and the option is on', () => {
    expect(hold({}, {})).toBeNull()
  })

  test.each([
    ['the task is off', {}, { taskOn: false }, 'iiQ Sync is off'],
    ['the credentials are missing', {}, { hasCredentials: false }, 'credentials'],
    ['the option was turned off', {}, { instantOn: false }, 'Instantly Export Payments was turned off'],
    ['the task is in test mode', {}, { testMode: true }, 'test mode'],
    ['the bridge is paused', {}, { pausedUntil: '2026-11-20T12:00:00.000Z' }, 'paused'],
    ['its category is not selected', { categoryKey: 'sports' }, {}, 'category is not selected'],
    ['it has no category there', { categoryKey: null }, {}, 'category is not selected'],
    ['its fee is gone there', { isMissingThere: true }, {}, 'no longer in Incident IQ'],
    ['no item type is chosen', {}, { paymentType: 'choose "post payments as"' }, 'post payments as'],
  ] as [string, Partial<HeldOrNot>, Partial<Gate>, string][])(
    'D1 it is held and says so when %s',
    (_why, one, gate, says) => {
      expect(hold(one, gate)).toContain(says)
    },
  )

  test('D5 a refused one holds what depends on it, and says so', () => {
    expect(hold({ kind: 'void', aboutKind: 'payment', aboutState: 'refused' }, {})).toContain('was refused')
    expect(hold({ kind: 'void', aboutKind: 'payment', aboutState: 'delivered' }, {})).toBeNull()
  })

  test('D8 waivers and adjustments go under a switch of their own, and what takes them back with them', () => {
    for (const kind of ['waiver', 'adjustment'] as const) {
      expect(hold({ kind }, {})).toBe('Exporting waivers and adjustments is off')
      expect(hold({ kind: 'void', aboutKind: kind }, {})).toBe('Exporting waivers and adjustments is off')
      expect(hold({ kind }, { adjustmentsOn: true })).toBeNull()
    }
    expect(hold({ kind: 'void', aboutKind: 'payment' }, {})).toBeNull()
  })

  test('D8 the refund of a payment made there is still a refund: "post adjustments as" applies, the switch does not', () => {
    const refund = { kind: 'refund', aboutSystem: 'iiq' } as const
    expect(hold(refund, {})).toBeNull()
    expect(hold(refund, { adjustmentType: 'choose "post adjustments as"' })).toContain('post adjustments as')
    expect(hold(refund, { paymentType: 'choose "post payments as"' })).toBeNull()
  })

  const later = { isInstant: false }
  test('D1 what was not sent at once waits for a run, with Export Payments on', () => {
    expect(hold(later, {})).toContain('Export Payments is off')
    expect(hold(later, { exportOn: true })).toBe('The next iiQ Sync sends it')
    expect(hold(later, { exportOn: true, catchUp: true })).toBeNull()
  })

  test('Z1 "do not send payments older than" is that day itself included', () => {
    const run = { exportOn: true, catchUp: true }
    expect(hold(later, { ...run, paymentsSince: '2026-11-20' })).toBeNull()
    expect(hold(later, { ...run, paymentsSince: '2026-11-21' })).toContain('older payments are not sent')
  })
})

describe('attempts and look-ups', () => {
  test('D3 each wait is twice the last, spread by chance, up to the longest', () => {
    const first = LIMITS.deliveryFirstRetryMs
    expect([1, 2, 3].map(attempts => deliveryBackoffMs(attempts, 1))).toEqual([first, first * 2, first * 4])
    expect(deliveryBackoffMs(1, 0)).toBe(first / 2)
    expect(deliveryBackoffMs(50, 1)).toBe(LIMITS.deliveryMostRetryMs)
  })

  test('D4 only two look-ups that count and find nothing allow another attempt', () => {
    expect(judgeLookup([], 0, false)).toEqual({ kind: 'look-again' })
    expect(judgeLookup([], 0, true)).toEqual({ kind: 'look-again' })
    expect(judgeLookup([], 1, false)).toEqual({ kind: 'look-again' })
    expect(judgeLookup([], 1, true)).toEqual({ kind: 'send-again' })
  })

  test('D4 what is found counts at any time, and two found is for the clerk', () => {
    expect(judgeLookup(['a'], 0, false)).toEqual({ kind: 'found', externalId: 'a' })
    expect(judgeLookup(['a', 'b'], 1, true)).toEqual({ kind: 'twice', externalIds: ['a', 'b'] })
  })
})
