import { expect, it } from 'vitest'
import { moveOf } from '../../../../renderer/ui/table-keys.ts'

it.each([
  ['ArrowDown', 3, 4],
  ['ArrowUp', 3, 2],
  ['PageDown', 3, 18],
  ['PageUp', 3, 0],
  ['Home', 3, 0],
  ['End', 3, 99],
])('%s walks from row %i to row %i', (key, from, index) => {
  expect(moveOf(key, from, 100)).toEqual({ kind: 'move', index })
})

it('stays on the first and the last row', () => {
  expect(moveOf('ArrowUp', 0, 100)).toEqual({ kind: 'move', index: 0 })
  expect(moveOf('ArrowDown', 99, 100)).toEqual({ kind: 'move', index: 99 })
})

it('opens a row only when one is active', () => {
  expect(moveOf('Enter', 3, 100)).toEqual({ kind: 'open' })
  expect(moveOf('Enter', -1, 100)).toEqual({ kind: 'move', index: 0 })
})

it('leaves every other key to the browser', () => {
  expect(moveOf('Tab', 3, 100)).toEqual({ kind: 'none' })
  expect(moveOf('a', 3, 100)).toEqual({ kind: 'none' })
  expect(moveOf('ArrowDown', -1, 0)).toEqual({ kind: 'none' })
})
