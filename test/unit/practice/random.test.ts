import { expect, test } from 'vitest'
import { createRandom } from '../../../main/practice/random.ts'

test('the same seed and label repeat, another label does not', () => {
  const draw = (label: string) => {
    const random = createRandom(7, label)
    return [random.next(), random.below(1000), random.guid(), random.hex(11)]
  }
  expect(draw('fees')).toEqual(draw('fees'))
  expect(draw('fees')).not.toEqual(draw('people'))
})

test('guids are distinct and of version 4', () => {
  const random = createRandom(1, 'guids')
  const guids = Array.from({ length: 5000 }, () => random.guid())
  expect(new Set(guids).size).toBe(5000)
  for (const guid of guids)
    expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('between includes both ends', () => {
  const random = createRandom(1, 'between')
  const drawn = new Set(Array.from({ length: 500 }, () => random.between(3, 5)))
  expect([...drawn].sort()).toEqual([3, 4, 5])
})
