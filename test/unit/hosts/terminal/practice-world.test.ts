import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { openPracticeWorld } from '../../../../main/hosts/terminal/practice-world.ts'
import { scratch } from './typed.ts'

async function open(folder: string) {
  const world = await openPracticeWorld(folder)
  onTestFinished(() => world.close())
  return world
}

test('the practice district is the same one at the same address at the next start', async () => {
  const { data } = scratch()
  const first = await open(data)
  await first.close()
  const second = await open(data)
  expect([second.settings, second.moved]).toEqual([first.settings, false])
})

test('it takes another port when its own is taken, and says so', async () => {
  const { data } = scratch()
  const first = await open(data)
  await first.close()
  const other = createServer().listen(Number(new URL(first.settings.systems.iiq.baseUrl).port), '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const second = await open(data)
  expect(second.moved).toBe(true)
  expect({ ...second.settings.systems.iiq, baseUrl: '' }).toEqual({ ...first.settings.systems.iiq, baseUrl: '' })
})
