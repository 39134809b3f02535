import { expect, it } from 'vitest'
import { feeFilter } from '../../../../../contract/calls.ts'
import { feeFields, feeFilterOf } from '../../../../../renderer/tabs/fees/fee-filters.ts'

it('gives an asset or a ticket its balance: its fees are a filter away', () => {
  expect(feeFilterOf({ asset: 'A10001' })).toEqual({ asset: 'A10001' })
  expect(feeFilterOf({ ticket: 'T-5', overdue: 'yes' })).toEqual({ ticket: 'T-5', overdue: true })
})

it('turns every choice that the filters offer into a request that the contract takes', () => {
  for (const field of feeFields([], [])) {
    const values = field.kind === 'choice' ? field.options.map(option => option.value) : ['NHS']
    for (const value of values) {
      const filter = feeFilterOf({ [field.key]: value })
      expect(Object.keys(filter), `${field.key}=${value}`).toHaveLength(1)
      expect(feeFilter.safeParse(filter).success).toBe(true)
    }
  }
})

it('leaves out what cannot be', () => {
  expect(feeFilterOf({ status: 'lost', system: 'abacus', order: 'random', overdue: 'maybe' })).toEqual({})
})
