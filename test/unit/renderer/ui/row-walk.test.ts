import { expect, it } from 'vitest'
import { findMoved } from '../../../../renderer/ui/row-walk.ts'

const listOf = (ids: readonly string[]) => ({ idAt: (index: number) => ids[index] })

it('finds a row first where it would stand if all new rows came above it', () => {
  expect(findMoved(listOf(['new', 'a', 'b', 'c']), 'b', [2, 1])).toBe(2)
})

it('finds a row near by when others came or went on both sides', () => {
  expect(findMoved(listOf(['b', 'c', 'x', 'y', 'z']), 'b', [4, 3])).toBe(0)
})

it('says that a row is gone', () => {
  expect(findMoved(listOf(['a', 'c']), 'b', [1])).toBeNull()
})
