import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { openPracticeWorld } from '../../../../main/hosts/world/practice-world.ts'
import { scratch } from '../terminal/typed.ts'

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

test('what a clerk played there is still there at the next start, and troubles are not', async () => {
  const { data } = scratch()
  const first = await open(data)
  const { students, feeTypes } = first.play.show()
  const move = { student: students[0]?.id ?? '', feeType: feeTypes[0]?.id ?? '', amount: '77.70' }
  await first.play.play({ move: 'add-fee', ...move })
  const added = first.play.show().fees.find(fee => fee.amountCents === 7_770)
  await first.play.play({ move: 'pay-fee', fee: added?.id ?? '', amount: '7.70' })
  await first.play.play({ move: 'trouble', trouble: 'server-errors', on: true })
  const { effects } = first.play.show()
  await first.close()
  const second = await open(data)
  const shown = second.play.show()
  expect(shown.fees.find(fee => fee.id === added?.id)).toMatchObject({ amountCents: 7_770, dueCents: 7_000 })
  expect([shown.troubles, shown.effects.length]).toEqual([[], effects.length - 1])
})

test('what the bridge sent there is still there at the next start, and a fee that was added after it is the same one', async () => {
  const { data } = scratch()
  const first = await open(data)
  const { iiq } = first.settings.systems
  const { students, feeTypes, fees } = first.play.show()
  const [paid, given] = fees.filter(fee => fee.dueCents > 1_000)
  const ask = async (path: string, method: string, body?: object) => {
    const headers = {
      Authorization: `Bearer ${iiq.apiKey}`,
      SiteId: iiq.siteId,
      ProductId: iiq.productId,
      Client: 'ApiClient',
      'Content-Type': 'application/json',
    }
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const answer = await fetch(`${iiq.baseUrl}/apps/${iiq.app}/api/data/${path}`, init)
    return (method === 'DELETE' ? null : await answer.json()) as { Uid: string; Items: { LineItemTypeId: string }[] }
  }
  const filters = { Skip: 0, Limit: 1, Filters: [{ Facet: 'type', Value: 'Payment' }] }
  const [type] = (await ask('line-item-types/search', 'POST', filters)).Items
  const pay = (feeId: string, reference: string) =>
    ask('line-items', 'POST', {
      LineItemTypeId: type?.LineItemTypeId,
      Type: 'Payment',
      Amount: 2.5,
      AppliesToLineItemId: feeId,
      ExternalReference: reference,
      RecordedByUserId: iiq.userId,
    })
  await pay(paid?.id ?? '', 'fb-testtest-1')
  const { Uid } = await pay(given?.id ?? '', 'fb-testtest-2')
  await ask(`line-items/${Uid}`, 'DELETE')
  const move = { student: students[0]?.id ?? '', feeType: feeTypes[0]?.id ?? '', amount: '77.70' }
  await first.play.play({ move: 'add-fee', ...move })
  const before = first.play.show()
  await first.close()
  const after = (await open(data)).play.show()
  expect(after.fees).toEqual(before.fees)
  expect(after.fees.find(fee => fee.id === paid?.id)?.dueCents).toBe((paid?.dueCents ?? 0) - 250)
  expect(after.effects.filter(one => one.by === 'feebridge')).toHaveLength(3)
})

test('whoever watches hears of moves and of requests', async () => {
  const { data } = scratch()
  const world = await open(data)
  let heard = 0
  const stop = world.onActivity(() => {
    heard += 1
  })
  await world.play.play({ move: 'delete-many', count: 1 })
  expect(heard).toBe(1)
  await fetch(`${world.settings.systems.iiq.baseUrl}/api/v1.0/locations/all`)
  await expect.poll(() => heard).toBe(3)
  stop()
  await world.play.play({ move: 'delete-many', count: 1 })
  expect(heard).toBe(3)
})
