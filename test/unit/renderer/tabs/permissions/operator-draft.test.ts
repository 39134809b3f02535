import { expect, test } from 'vitest'
import { PERMISSIONS } from '../../../../../contract/permissions.ts'
import type { OperatorRow } from '../../../../../contract/rows/operator.ts'
import { addedOf, changesOf, draftOf, wrongIn } from '../../../../../renderer/tabs/permissions/operator-draft.ts'
import { PERMISSION_GROUPS } from '../../../../../renderer/tabs/permissions/permission-groups.ts'

const ANA: OperatorRow = {
  id: 'a',
  name: 'Ana Cash',
  role: 'Cashier',
  osAccount: null,
  hasPin: true,
  locations: ['CHS', 'MMS'],
  archived: false,
}

test('an operator who is saved as opened changes nothing', () => {
  expect(changesOf(draftOf(ANA), ANA)).toEqual({})
})

test('only what was changed is sent, and an empty account is none', () => {
  const draft = { ...draftOf(ANA), role: 'Viewer', osAccount: '  ', locations: 'all' }
  expect(changesOf(draft, ANA)).toEqual({ role: 'Viewer', locations: null })
})

test('a PIN is sent when it is typed or taken away, and never otherwise', () => {
  expect(changesOf({ ...draftOf(ANA), pin: '1234' }, ANA)).toEqual({ pin: '1234' })
  expect(changesOf({ ...draftOf(ANA), takesPin: 'yes' }, ANA)).toEqual({ pin: null })
})

test('a new operator is sent whole', () => {
  const draft = { ...draftOf(null), name: ' Ben ', role: 'Cashier', osAccount: 'ben', locations: 'CHS' }
  expect(addedOf(draft)).toEqual({ name: 'Ben', role: 'Cashier', osAccount: 'ben', locations: ['CHS'] })
})

test('names, roles, PINs and locations that cannot be are said at their field', () => {
  const wrong = wrongIn({ ...draftOf(null), pin: '12', locations: '' })
  expect(Object.keys(wrong).sort()).toEqual(['locations', 'name', 'pin', 'role'])
  expect(wrongIn(draftOf(ANA))).toEqual({})
})

test('F2 the window shows every permission once', () => {
  const shown = PERMISSION_GROUPS.flatMap(group => group.permissions)
  expect([...shown].sort()).toEqual([...PERMISSIONS].sort())
})
