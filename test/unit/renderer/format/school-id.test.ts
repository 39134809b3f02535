import { expect, it } from 'vitest'
import { foldSchoolId } from '../../../../renderer/format/school-id.ts'

it('I2 offers for choice who carries a School Id that differs in case, blanks or leading zeros alone', () => {
  expect(foldSchoolId('00 123a')).toBe(foldSchoolId('123A'))
  expect(foldSchoolId('0')).toBe('0')
  expect(foldSchoolId('1230')).not.toBe(foldSchoolId('123'))
})
