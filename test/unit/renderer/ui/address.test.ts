import { expect, it } from 'vitest'
import { changeParams, hashOf, parseAddress } from '../../../../renderer/ui/address.ts'

it('reads back the filters that it wrote', () => {
  const params = { message: 'no student & "quote" = 100%', status: 'Error' }
  expect(parseAddress(hashOf('import-log', params))).toEqual({ tab: 'import-log', params })
})

it('writes equal filters as equal addresses, whatever their order', () => {
  expect(hashOf('fees', { status: 'open', asset: 'A1' })).toBe(hashOf('fees', { asset: 'A1', status: 'open' }))
})

it('takes a filter away with null or an empty text, and leaves the others', () => {
  expect(changeParams({ status: 'Error', open: 'x' }, { open: null })).toEqual({ status: 'Error' })
  expect(changeParams({ status: 'Error', message: 'a' }, { message: '' })).toEqual({ status: 'Error' })
})

it.each(['', '#', '#/'])('reads "%s" as no tab', hash => {
  expect(parseAddress(hash)).toEqual({ tab: '', params: {} })
})
