import { expect, it } from 'vitest'
import { foldSchoolId, namedBy } from '../../../../renderer/format/school-id.ts'

it('I2 offers for choice who carries a School Id that differs in case, blanks or leading zeros alone', () => {
  expect(foldSchoolId('00 123a')).toBe(foldSchoolId('123A'))
  expect(foldSchoolId('0')).toBe('0')
  expect(foldSchoolId('1230')).not.toBe(foldSchoolId('123'))
})

it('I2 takes the student whom a scanned School Id names, not one whose id only holds it', () => {
  const student = (name: string, schoolId: string | null) => ({ name, schoolId })
  const [ada, bo, cy] = [student('Ada', '20011'), student('Bo', '200113'), student('Cy', '200113')]
  expect(namedBy(' 20011 ', [bo, ada])).toBe(ada)
  expect(namedBy('quay', [ada])).toBe(ada)
  expect(namedBy('2001', [ada, bo])).toBeNull()
  expect(namedBy('200113', [bo, cy])).toBeNull()
  expect(namedBy('x', [])).toBeNull()
})
