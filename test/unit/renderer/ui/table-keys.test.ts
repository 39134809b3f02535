import { expect, it } from 'vitest'
import { type KeyPress, moveOf } from '../../../../renderer/ui/table-keys.ts'

const HUNDRED = { count: 100, canSelect: true }
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ key, ...held })
const to = (index: number, isExtending = false) => ({ kind: 'move', index, extends: isExtending })

it.each([
  ['ArrowDown', 3, 4],
  ['ArrowUp', 3, 2],
  ['PageDown', 3, 18],
  ['PageUp', 3, 0],
  ['Home', 3, 0],
  ['End', 3, 99],
])('%s walks from row %i to row %i', (key, from, index) => {
  expect(moveOf(press(key), from, HUNDRED)).toEqual(to(index))
})

it('stays on the first and the last row', () => {
  expect(moveOf(press('ArrowUp'), 0, HUNDRED)).toEqual(to(0))
  expect(moveOf(press('ArrowDown'), 99, HUNDRED)).toEqual(to(99))
})

it('opens a row only when one is active', () => {
  expect(moveOf(press('Enter'), 3, HUNDRED)).toEqual({ kind: 'open' })
  expect(moveOf(press('Enter'), -1, HUNDRED)).toEqual(to(0))
})

it('selects with Space, Shift and Ctrl+A where rows can be selected', () => {
  expect(moveOf(press(' '), 3, HUNDRED)).toEqual({ kind: 'toggle' })
  expect(moveOf(press('ArrowDown', { shiftKey: true }), 3, HUNDRED)).toEqual(to(4, true))
  expect(moveOf(press('a', { ctrlKey: true }), 3, HUNDRED)).toEqual({ kind: 'select-all' })
  expect(moveOf(press('Escape'), 3, HUNDRED)).toEqual({ kind: 'clear' })
})

it('opens with Space, and leaves the other keys of a selection alone, where rows cannot be selected', () => {
  const list = { count: 100, canSelect: false }
  expect(moveOf(press(' '), 3, list)).toEqual({ kind: 'open' })
  expect(moveOf(press('ArrowDown', { shiftKey: true }), 3, list)).toEqual(to(4))
  expect(moveOf(press('a', { ctrlKey: true }), 3, list)).toEqual({ kind: 'none' })
  expect(moveOf(press('Escape'), 3, list)).toEqual({ kind: 'none' })
})

it('leaves every other key to the browser', () => {
  expect(moveOf(press('Tab'), 3, HUNDRED)).toEqual({ kind: 'none' })
  expect(moveOf(press('a'), 3, HUNDRED)).toEqual({ kind: 'none' })
  expect(moveOf(press('c', { ctrlKey: true }), 3, HUNDRED)).toEqual({ kind: 'none' })
  expect(moveOf(press('ArrowDown', { altKey: true }), 3, HUNDRED)).toEqual({ kind: 'none' })
  expect(moveOf(press('ArrowDown'), -1, { count: 0, canSelect: true })).toEqual({ kind: 'none' })
})
