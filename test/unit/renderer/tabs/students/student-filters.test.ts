import { expect, test } from 'vitest'
import { studentFields, studentFilterOf } from '../../../../../renderer/tabs/students/student-filters.ts'

test('every filter of the list comes from the address, and what does not fit is left out', () => {
  expect(studentFilterOf({ search: 'ada', location: 'MHHS', owing: 'yes', open: 'x' })).toEqual({
    search: 'ada',
    location: 'MHHS',
    owing: true,
  })
  expect(studentFilterOf({ owing: 'maybe', status: 'open' })).toEqual({})
})

test('each field that can be set is one that the filter reads', () => {
  const params = Object.fromEntries(studentFields([]).map(field => [field.key, 'yes']))
  expect(Object.keys(studentFilterOf(params)).toSorted()).toEqual(Object.keys(params).toSorted())
})
