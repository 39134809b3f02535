import { expect, it } from 'vitest'
import { importFilter } from '../../../../../contract/calls.ts'
import { importFilterOf } from '../../../../../renderer/tabs/import-log/import-filters.ts'

it('asks for what the address says: message, status, raw values, imported from and to', () => {
  const params = { status: 'Error', message: 'student', raw: '100203', from: '2026-11-01', to: '2026-11-20' }
  expect(importFilterOf(params)).toEqual({
    status: 'Error',
    message: 'student',
    raw: '100203',
    receivedFrom: '2026-11-01',
    receivedTo: '2026-11-20',
  })
})

it('leaves out what was typed into the address by hand and cannot be', () => {
  expect(importFilterOf({ status: 'Nonsense', from: '2026-13-45', order: 'sideways' })).toEqual({})
})

it('always gives a filter that the contract takes', () => {
  for (const params of [
    {},
    { status: 'Ignored', order: 'oldest', cause: 'unknown-student', run: 'r1' },
    { from: 'x', to: '2026-02-01' },
  ]) {
    expect(importFilter.safeParse(importFilterOf(params)).success).toBe(true)
  }
})
