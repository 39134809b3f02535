import { expect, it } from 'vitest'
import { calls } from '../../../../contract/calls.ts'
import { TOPICS } from '../../../../contract/events.ts'
import { hostCalls } from '../../../../contract/host-calls.ts'
import { isLong, STALE_BY_TOPIC } from '../../../../renderer/api/live.ts'

it('asks something again for every topic, and only what reads', () => {
  for (const topic of TOPICS) {
    expect(STALE_BY_TOPIC[topic].length, topic).toBeGreaterThan(0)
    for (const name of STALE_BY_TOPIC[topic]) expect({ ...calls, ...hostCalls }, name).toHaveProperty([name])
  }
})

it.each(['imports.list', 'runs.list', 'fees.list', 'errors.list'] as const)('keeps %s fresh by some topic', name => {
  expect(TOPICS.some(topic => STALE_BY_TOPIC[topic].includes(name))).toBe(true)
})

it('does not ask a list again by itself once many pages are loaded', () => {
  const query = (pages: number) => ({ state: { data: { pages: Array.from({ length: pages }), pageParams: [] } } })
  expect(isLong(query(5))).toBe(false)
  expect(isLong(query(6))).toBe(true)
  expect(isLong({ state: { data: undefined } })).toBe(false)
})
