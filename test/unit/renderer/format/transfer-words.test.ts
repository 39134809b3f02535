import { expect, test } from 'vitest'
import { DELIVERY_STATES } from '../../../../contract/rows/fee.ts'
import {
  isAboutPostType,
  transferMoves,
  transferStateWords,
  transferWords,
} from '../../../../renderer/format/transfer-words.ts'
import { deliveryRow } from './fee-facts.ts'

test('every state of a transfer has words of its own', () => {
  expect(new Set(DELIVERY_STATES.map(transferStateWords)).size).toBe(DELIVERY_STATES.length)
  const told = DELIVERY_STATES.map(state => transferWords(deliveryRow({ state })))
  expect(new Set(told).size).toBe(DELIVERY_STATES.length)
  expect(told.filter(words => !words.includes('Incident IQ'))).toEqual([])
})

test('D2 what is settled is left alone; what failed can be sent again, marked as sent, or not sent', () => {
  const moves = (changes: Parameters<typeof deliveryRow>[0]) => transferMoves(deliveryRow(changes))
  for (const state of ['delivered', 'cancelled', 'done', 'ignored'] as const) expect(moves({ state })).toEqual([])
  for (const state of ['failed', 'refused', 'unknown'] as const)
    expect(moves({ state })).toEqual(['retry-delivery', 'mark-sent', 'ignore-delivery'])
  expect(moves({ state: 'held' })).toEqual(['mark-sent', 'ignore-delivery'])
  expect(moves({ state: 'waiting' })).toEqual(['mark-sent', 'ignore-delivery'])
  expect(moves({ state: 'waiting', nextAt: '2026-11-20T12:00:00.000Z' })).toContain('retry-delivery')
})

test('leads to Settings only where the reason is what it is posted as', () => {
  const about = (reason: string | null) => isAboutPostType(deliveryRow({ reason }))
  expect(about('Incident IQ has several item types for payments: choose "post payments as" in Settings')).toBe(true)
  expect(about('Incident IQ refused it (400). It said: LineItemTypeId is unknown.')).toBe(true)
  expect(about('Incident IQ says that the fee was deleted there (409).')).toBe(false)
  expect(about(null)).toBe(false)
})
