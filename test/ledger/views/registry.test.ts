import { expect, it } from 'vitest'
import { calls } from '../../../contract/calls.ts'
import { views } from '../../../main/ledger/views/registry.ts'

it('answers every call that only reads, and no other', () => {
  const reads = Object.entries(calls).flatMap(([name, call]) => (call.access === 'read' ? [name] : []))
  expect(Object.keys(views).toSorted()).toEqual(reads.toSorted())
})
