import { expect, test } from 'vitest'
import type { RunItem } from '../../../../contract/rows/run.ts'
import { ITEM_GROUPS } from '../../../../renderer/format/run-item-groups.ts'

const item = (what: RunItem['what'], externalId: string | null = null): RunItem => ({
  what,
  feeId: 'fee-1',
  importId: null,
  externalId,
  student: null,
  fee: null,
  amountCents: -100,
  message: null,
})
const groupsOf = (one: RunItem) => ITEM_GROUPS.filter(group => group.fits(one)).map(group => group.id)

test('puts every item into exactly one group', () => {
  const whats = [
    'added',
    'changed',
    'payment',
    'adjustment',
    'waived',
    'voided',
    'error',
    'ignored',
    'unprocessed',
    'imported',
    'held',
  ] as const satisfies readonly RunItem['what'][]
  for (const what of whats) {
    expect(groupsOf(item(what)), what).toHaveLength(1)
    expect(groupsOf(item(what, 'aa-1')), what).toHaveLength(1)
  }
})

test('W1 tells the waivers of a rule from those that the system lists, as the counts do', () => {
  expect(groupsOf(item('waived'))).toEqual(['waived'])
  expect(groupsOf(item('waived', 'aa-1'))).toEqual(['payments'])
})
