import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { settingsFile } from '../../../contract/settings.ts'
import { type Practice, startPractice } from '../../../main/practice/practice.ts'
import { call, FEES_PATH, listUsers, searchItems, searchTypes, startSmall, TEST_NOW } from './ask-practice.ts'

let open: Practice[] = []

afterEach(async () => {
  await Promise.all(open.map(practice => practice.close()))
  open = []
})

async function start(options: Parameters<typeof startSmall>[0] = {}): Promise<Practice> {
  const practice = await startSmall(options)
  open.push(practice)
  return practice
}

async function hashOfAll(practice: Practice): Promise<string> {
  const answers = [
    await searchItems(practice),
    await searchItems(practice, [['isdeleted', 'true']]),
    await searchTypes(practice),
    await listUsers(practice, '?$s=1000'),
    await call(practice, 'GET', '/api/v1.0/locations/all'),
    await call(practice, 'GET', `${FEES_PATH}/sync/options`),
  ]
  return createHash('sha256')
    .update(answers.map(answer => answer.text).join())
    .digest('hex')
}

test('the same seed and day give the same bytes, another seed gives others', async () => {
  const [first, second, other] = [await start(), await start(), await start({ seed: 2 })]
  expect(await hashOfAll(first)).toBe(await hashOfAll(second))
  expect(await hashOfAll(other)).not.toBe(await hashOfAll(first))
  const { baseUrl: _url, ...credentials } = first.settings().systems.iiq
  expect(second.settings().systems.iiq).toMatchObject(credentials)
  expect(other.settings().systems.iiq.apiKey).not.toBe(credentials.apiKey)
})

test('two moments of one day give the same bytes', async () => {
  const practices = await Promise.all(
    ['2026-11-17T00:00:00Z', '2026-11-17T23:59:59Z'].map(moment =>
      startPractice({ students: 40, fees: 60, now: () => Date.parse(moment) }),
    ),
  )
  open.push(...practices)
  const hashes = await Promise.all(practices.map(hashOfAll))
  expect(hashes[0]).toBe(hashes[1])
})

test('the settings name this server, its credentials and July 1 of the running school year', async () => {
  const practice = await start()
  const { district, systems, tasks } = practice.settings()
  expect(district).toEqual({ name: 'Practice district', timeZone: 'America/New_York', overdueDays: 30 })
  expect(systems.iiq).toMatchObject({
    baseUrl: practice.origin,
    apiDomain: 'practice',
    app: 'paymentsFeeTracker',
    categoryMode: 'import',
    createdSince: '2026-07-01',
    waiveZeroDue: true,
    waiveMissing: true,
    instantPayments: false,
    exportPayments: false,
  })
  expect(tasks['iiq-sync']).toEqual({ on: true, schedule: '30 2 * * *', testMode: false })
  const acting = await listUsers(practice, '', [['userid', systems.iiq.userId]])
  expect(acting.body.Items).toMatchObject([{ UserId: systems.iiq.userId, SchoolIdNumber: null }])
})

test('settings import takes the settings as they are', async () => {
  const practice = await start()
  expect(settingsFile.parse(practice.settings())).toEqual(practice.settings())
})

test('every district holds what the rules speak of', async () => {
  const practice = await start({ students: 120, fees: 400 })
  const { iiq } = practice
  const [fees, users] = [iiq.fees(), iiq.users()]
  expect(fees).toHaveLength(400)
  const carriers = (number: string | null) => users.filter(user => user.schoolIdNumber === number)
  const twin = users.find(user => user.schoolIdNumber !== null && carriers(user.schoolIdNumber).length > 1)
  expect(carriers(twin?.schoolIdNumber ?? null)).toHaveLength(2)
  expect(fees.filter(fee => fee.schoolIdNumber === twin?.schoolIdNumber)).toHaveLength(1)
  expect(carriers(null).length).toBeGreaterThan(2)
  expect(fees.filter(fee => fee.schoolIdNumber !== null && carriers(fee.schoolIdNumber).length === 0)).toHaveLength(1)
  const leaver = users.find(user => user.isDeleted)
  expect(fees.filter(fee => fee.userId === leaver?.id)).toHaveLength(1)
  expect(fees.some(fee => fee.assetId !== null && fee.userId === null && fee.schoolIdNumber === null)).toBe(true)
  expect(fees.some(fee => fee.ticketId !== null && fee.userId !== null && fee.schoolIdNumber === null)).toBe(true)
  const due = fees.map(fee => [Math.sign(fee.amountDueCents ?? 0), fee.amountDueCents === fee.amountCents].join())
  expect(new Set(due)).toEqual(new Set(['1,true', '1,false', '0,true', '0,false', '-1,false']))
  const cutOff = '2026-07-01T04:00:00.000Z'
  expect(fees.filter(fee => fee.createdDate < cutOff).length).toBeGreaterThan(5)
  expect(fees.some(fee => fee.createdDate === cutOff)).toBe(true)
  expect(fees.some(fee => fee.createdDate === '2026-07-01T03:59:59.999Z')).toBe(true)
  const locations = iiq.locations()
  expect(locations.filter(one => one.abbreviation === null)).toHaveLength(1)
  expect(locations.filter(one => one.isDeleted)).toHaveLength(1)
  const kinds = iiq.itemTypes().map(type => type.kind)
  expect(['Fee', 'Payment', 'Adjustment'].map(kind => kinds.filter(one => one === kind).length)).toEqual([15, 1, 1])
  expect(fees.every(fee => Date.parse(fee.modifiedDate) < TEST_NOW)).toBe(true)
})

test('a raw record is about 800 characters long', async () => {
  const practice = await start({ fees: 500 })
  const { body, text } = await searchItems(practice)
  const average = text.length / body.ItemCount
  expect(average).toBeGreaterThan(740)
  expect(average).toBeLessThan(860)
})

test('a district below 20 fees holds plain fees only', async () => {
  const practice = await start({ fees: 5 })
  expect(practice.iiq.fees()).toHaveLength(5)
  expect(practice.iiq.deletedItems()).toHaveLength(0)
})

test('a size that is no count is refused by name', async () => {
  await expect(startPractice({ fees: -1 })).rejects.toThrow('fees must be a whole number')
})

test('a path outside the systems is not found', async () => {
  const practice = await start()
  expect((await call(practice, 'GET', '/')).status).toBe(404)
})
