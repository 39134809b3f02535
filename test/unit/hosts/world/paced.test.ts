import { expect, test } from 'vitest'
import { paced } from '../../../../main/hosts/world/paced.ts'

test('the first call acts at once, the next ones together later, and none is lost', async () => {
  let acted = 0
  const telling = paced(30, () => {
    acted += 1
  })
  for (let call = 0; call < 5; call += 1) telling.call()
  expect(acted).toBe(1)
  await expect.poll(() => acted).toBe(2)
  telling.end()
})

test('after its end nothing acts any more', async () => {
  let acted = 0
  const telling = paced(5, () => {
    acted += 1
  })
  telling.call()
  telling.call()
  telling.end()
  const later = Promise.withResolvers<void>()
  setTimeout(later.resolve, 30)
  await later.promise
  expect(acted).toBe(1)
})
