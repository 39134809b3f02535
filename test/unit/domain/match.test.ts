import { expect, test } from 'vitest'
import { foldKey, matchSchoolId, type PeopleBook, type PersonRef } from '../../../main/domain/match.ts'

const person = (seq: number, schoolId: string, isDeleted = false): PersonRef => ({
  seq,
  externalId: `user-${seq}`,
  name: `Person ${seq}`,
  schoolId,
  isDeleted,
  locationSeq: null,
})

function book(people: PersonRef[], choices: Record<string, PersonRef> = {}): PeopleBook {
  return {
    bySchoolId: schoolId => people.filter(one => one.schoolId === schoolId),
    byKey: () => undefined,
    chosen: schoolId => choices[schoolId],
    nearMiss: schoolId => people.find(one => foldKey(one.schoolId ?? '') === foldKey(schoolId)) ?? null,
  }
}

test('I2 keys match exactly: case, blanks and leading zeros make a near miss, never a match', () => {
  const [ada] = [person(1, '0012345')]
  expect(matchSchoolId('0012345', book([ada]))).toEqual({ kind: 'person', person: ada })
  for (const near of ['12345', '00 12345', '012345']) {
    expect(matchSchoolId(near, book([ada]))).toEqual({ kind: 'unknown', schoolId: near, nearMiss: ada })
  }
  expect(matchSchoolId('99', book([ada]))).toEqual({ kind: 'unknown', schoolId: '99', nearMiss: null })
})

test('I2 a School Id that two live people carry is nobody’s until the clerk chooses', () => {
  const [ada, bo] = [person(1, '7'), person(2, '7')]
  expect(matchSchoolId('7', book([ada, bo]))).toEqual({ kind: 'ambiguous', schoolId: '7', people: [ada, bo] })
  expect(matchSchoolId('7', book([ada, bo], { 7: bo }))).toEqual({ kind: 'person', person: bo })
})

test('I2 deleted accounts count only where no live one carries the School Id', () => {
  const [gone, live, goneToo] = [person(1, '7', true), person(2, '7'), person(3, '7', true)]
  expect(matchSchoolId('7', book([gone, live, goneToo]))).toEqual({ kind: 'person', person: live })
  expect(matchSchoolId('7', book([gone]))).toEqual({ kind: 'person', person: gone })
  expect(matchSchoolId('7', book([gone, goneToo]))).toMatchObject({ kind: 'ambiguous' })
})

test('I2 a key of zeros alone keeps one', () => {
  expect([foldKey('000'), foldKey('0'), foldKey(' 0 01a ')]).toEqual(['0', '0', '1a'])
})
