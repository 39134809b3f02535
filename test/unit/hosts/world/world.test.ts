import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SettingsView } from '../../../../contract/settings.ts'
import { openWorld, type World } from '../../../../main/hosts/world/world.ts'
import { anotherSystem, CLERK, fileFor, freshPlaces, openHere } from './open-here.ts'

async function settingsOf(world: World): Promise<SettingsView> {
  const reply = await world.engine.call('settings.show', {}, CLERK)
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value
}

async function closedRuns(world: World) {
  const reply = await world.engine.call('runs.list', {}, CLERK)
  return reply.ok ? reply.value.items.filter(run => run.outcome !== 'running') : []
}

test('a first start opens the practice district beside the own folder, and syncs it by itself', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  expect(world.view()).toEqual({
    ledger: 'practice',
    dataFolder: places.practice,
    ownIsSetUp: false,
    canSwitch: true,
    canPlay: true,
  })
  expect((await settingsOf(world)).practice).toBe(true)
  expect(existsSync(places.own)).toBe(false)
  await expect.poll(() => closedRuns(world), { timeout: 20_000 }).toHaveLength(1)
})

test('a set-up makes the own ledger, keeps its key there alone, and opens it for everybody who listens', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  const system = await anotherSystem()
  const heard: unknown[] = []
  world.engine.subscribe(event => heard.push(event))
  const done = await world.setUp(fileFor(system), CLERK)
  expect(done.ok && done.value.settings.district?.name).toBe('North Harbor')
  expect(world.view()).toMatchObject({ ledger: 'own', dataFolder: places.own, ownIsSetUp: true, canPlay: false })
  expect(world.told).toContainEqual({ kind: 'ledger' })
  expect(await settingsOf(world)).toMatchObject({ practice: false, district: { name: 'North Harbor' } })
  const key = system.settings().systems.iiq.apiKey
  expect(readFileSync(join(places.own, 'secrets.json'), 'utf8')).toContain(key)
  expect(readFileSync(join(places.practice, 'secrets.json'), 'utf8')).not.toContain(key)
  await world.engine.call('bridge.pause', { until: 30 }, CLERK)
  expect(heard).toContainEqual(expect.objectContaining({ kind: 'changed' }))
})

test('a refused set-up leaves nothing behind, and the practice district open', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  const system = await anotherSystem()
  const refused = [
    [fileFor(system, { baseUrl: 'http://192.0.2.7' }), 'systems.iiq.baseUrl'],
    [fileFor(system, { createdSince: 'yesterday' }), 'systems.iiq.createdSince'],
    [fileFor(system, { apiKey: undefined }), 'systems.iiq.apiKey'],
    [{ ...fileFor(system), tasks: { 'iiq-sync': { schedule: 'every night at noon' } } }, 'schedule'],
    [{ systems: fileFor(system).systems }, 'district'],
  ] as const
  for (const [file, field] of refused) {
    const reply = await world.setUp(file, CLERK)
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request', field } })
    expect(existsSync(places.own), `${field} left a folder`).toBe(false)
  }
  expect(world.view()).toMatchObject({ ledger: 'practice', ownIsSetUp: false })
  expect((await settingsOf(world)).practice).toBe(true)
})

test('a refused set-up takes away only what it made', async () => {
  const places = freshPlaces()
  mkdirSync(places.own)
  writeFileSync(join(places.own, 'notes.txt'), 'kept')
  const world = await openHere(places)
  const reply = await world.setUp(fileFor(await anotherSystem(), { baseUrl: 'http://192.0.2.7' }), CLERK)
  expect(reply.ok).toBe(false)
  expect(readdirSync(places.own)).toEqual(['notes.txt'])
})

test('a district that is set up is not set up again', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  const file = fileFor(await anotherSystem())
  expect((await world.setUp(file, CLERK)).ok).toBe(true)
  expect(await world.setUp(file, CLERK)).toMatchObject({ ok: false, error: { code: 'refused' } })
  expect(await world.switchTo('practice')).toBeNull()
  expect(await world.setUp(file, CLERK)).toMatchObject({ ok: false, error: { code: 'refused' } })
})

test('the ledgers are opened back and forth, and the next start opens the own one', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  expect(await world.switchTo('own')).toMatchObject({ code: 'not-set-up' })
  await world.setUp(fileFor(await anotherSystem()), CLERK)
  expect(await world.switchTo('practice')).toBeNull()
  expect((await settingsOf(world)).practice).toBe(true)
  expect(await world.switchTo('own')).toBeNull()
  expect((await settingsOf(world)).practice).toBe(false)
  await world.close()
  const next = await openHere(places)
  expect(next.view()).toMatchObject({ ledger: 'own', ownIsSetUp: true })
  await next.close()
  const asked = await openHere(places, { first: 'practice' })
  expect(asked.view()).toMatchObject({ ledger: 'practice', ownIsSetUp: true })
})

test('F2 a ledger keeps its name over a look at the other one, and practice that was thrown away is another', async () => {
  const world = await openHere(freshPlaces())
  await world.setUp(fileFor(await anotherSystem()), CLERK)
  const own = world.ledgerKey()
  expect(await world.switchTo('practice')).toBeNull()
  const practice = world.ledgerKey()
  expect(practice).not.toBe(own)
  expect(await world.throwAwayPractice()).toBeNull()
  expect(world.ledgerKey()).toBe(own)
  expect(await world.switchTo('practice')).toBeNull()
  expect(world.ledgerKey()).not.toBe(practice)
})

test('an own ledger that cannot be opened is a sentence, and the open one stays', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  await world.setUp(fileFor(await anotherSystem()), CLERK)
  expect(await world.switchTo('practice')).toBeNull()
  writeFileSync(join(places.own, 'ledger.db'), 'this is no ledger')
  expect(await world.switchTo('own')).toMatchObject({ code: 'failed', message: expect.stringContaining('damaged') })
  expect((await settingsOf(world)).practice).toBe(true)
})

test('a run of the own district is not cut short by a look at practice', async () => {
  const places = freshPlaces()
  const system = await anotherSystem()
  system.iiq.faults.slow = { ms: 1_000 }
  const world = await openHere(places)
  await world.setUp(fileFor(system), CLERK)
  await world.engine.call('runs.start', { task: 'iiq-sync' }, CLERK)
  expect(await world.switchTo('practice')).toMatchObject({ code: 'busy' })
  expect(world.view().ledger).toBe('own')
})

test('two changes at once: the second is told to wait', async () => {
  const world = await openHere(freshPlaces())
  const file = fileFor(await anotherSystem())
  const [first, second] = await Promise.all([world.setUp(file, CLERK), world.setUp(file, CLERK)])
  expect([first.ok, second]).toEqual([true, { ok: false, error: expect.objectContaining({ code: 'busy' }) }])
})

test('practice data that is thrown away comes back fresh while no district is set up', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  const before = await settingsOf(world)
  writeFileSync(join(places.practice, 'left-by-somebody'), 'x')
  expect(await world.throwAwayPractice()).toBeNull()
  expect(world.view()).toMatchObject({ ledger: 'practice', canPlay: true })
  expect((await settingsOf(world)).ledgerId).not.toBe(before.ledgerId)
  expect(existsSync(join(places.practice, 'left-by-somebody'))).toBe(false)
  expect(readdirSync(join(places.practice, '..'))).toEqual(['practice'])
})

test('practice data that is thrown away leads to the own district where that is set up', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  await world.setUp(fileFor(await anotherSystem()), CLERK)
  await world.switchTo('practice')
  expect(await world.throwAwayPractice()).toBeNull()
  expect([world.view().ledger, existsSync(places.practice), existsSync(places.own)]).toEqual(['own', false, true])
  // Nothing is left to throw away; asking again harms nothing.
  expect(await world.throwAwayPractice()).toBeNull()
  expect((await settingsOf(world)).practice).toBe(false)
})

test('a folder without the practice mark is never thrown away', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  await world.setUp(fileFor(await anotherSystem()), CLERK)
  // Somebody took the mark away: now it may be anything.
  rmSync(join(places.practice, 'practice.json'))
  expect(await world.throwAwayPractice()).toMatchObject({ code: 'failed' })
  expect(existsSync(join(places.practice, 'ledger.db'))).toBe(true)
})

test('a practice district that another process has open is not thrown away', async () => {
  const places = freshPlaces()
  const world = await openHere(places)
  await world.setUp(fileFor(await anotherSystem()), CLERK)
  await openHere({ own: `${places.own}-other`, practice: places.practice })
  expect(await world.throwAwayPractice()).toMatchObject({ code: 'busy' })
  expect(existsSync(join(places.practice, 'ledger.db'))).toBe(true)
})

test('a folder that was named alone is served as it is, without switching', async () => {
  const places = freshPlaces()
  const refused = await openWorld({ places, caller: CLERK, first: 'named-only' })
  expect(refused).toMatchObject({ ok: false, error: { code: 'not-set-up' } })
  expect(existsSync(places.own)).toBe(false)
  const world = await openHere(places)
  await world.setUp(fileFor(await anotherSystem()), CLERK)
  await world.close()
  const served = await openHere(places, { first: 'named-only' })
  expect(served.view()).toMatchObject({ ledger: 'own', canSwitch: false, canPlay: false })
  expect(await served.switchTo('practice')).toMatchObject({ code: 'refused' })
  expect(existsSync(join(places.practice, 'ledger.db'))).toBe(true)
})

test('a closed world answers calls and changes with a sentence', async () => {
  const world = await openHere(freshPlaces())
  await world.close()
  expect(await world.engine.call('status.read', {}, CLERK)).toMatchObject({ ok: false, error: { code: 'closed' } })
  expect(await world.throwAwayPractice()).toMatchObject({ code: 'closed' })
  expect(world.engineState()).toEqual({ kind: 'stopped' })
})
