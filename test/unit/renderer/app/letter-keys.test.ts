import { expect, test } from 'vitest'
import { letterMoveOf, TAB_LETTERS } from '../../../../renderer/app/letter-keys.ts'

test('a letter opens its tab only right behind a G, whatever its case', () => {
  expect(letterMoveOf('f', false)).toEqual({ kind: 'none' })
  expect(letterMoveOf('g', false)).toEqual({ kind: 'go' })
  expect(letterMoveOf('f', true)).toEqual({ kind: 'open', tab: 'fees' })
  expect(letterMoveOf('H', true)).toEqual({ kind: 'open', tab: 'sync-history' })
  expect(letterMoveOf('z', true)).toEqual({ kind: 'none' })
})

test('a question mark shows the list, also behind a G', () => {
  expect(letterMoveOf('?', false)).toEqual({ kind: 'list' })
  expect(letterMoveOf('?', true)).toEqual({ kind: 'list' })
})

test('a slash goes to the search, also behind a G', () => {
  expect(letterMoveOf('/', false)).toEqual({ kind: 'search', types: false })
  expect(letterMoveOf('/', true)).toEqual({ kind: 'search', types: false })
})

test('a digit begins a search with itself, as a scanned card does', () => {
  expect(letterMoveOf('7', false)).toEqual({ kind: 'search', types: true })
  expect(letterMoveOf('0', true)).toEqual({ kind: 'search', types: true })
})

test('no two tabs have the same letter', () => {
  const letters = Object.values(TAB_LETTERS)
  expect(new Set(letters).size).toBe(letters.length)
})
