import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ask, expect, needsStandIn, reply, sync, test } from './desktop-test.ts'

/** Every file below a folder that holds a text. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => readFileSync(file).includes(text))
}

test('moves the key from the key file to the key store of the computer, and finds it there again', async ({
  start,
  place,
  ownDistrict,
}) => {
  const key = ownDistrict.settings.systems?.iiq?.apiKey ?? ''
  const plain = join(place.own, 'secrets.json')
  const sealed = join(place.own, 'secrets.sealed')
  expect(readFileSync(plain, 'utf8')).toContain(key)
  for (let starts = 0; starts < 2; starts += 1) {
    const desktop = await start()
    const page = await desktop.window()
    expect(await sync(page)).toMatchObject({ outcome: 'succeeded' })
    expect([existsSync(plain), existsSync(sealed)]).toEqual([false, true])
    expect(JSON.stringify(await ask(page, 'settings.show', {}))).not.toContain(key)
    await desktop.app.close()
  }
  expect(statSync(sealed).mode & 0o077).toBe(0)
  expect(filesWith(place.own, key)).toEqual([])
  expect(filesWith(place.userData, key)).toEqual([])
})

test('leaves the key in the key file where the computer has no key store', async ({ start, place, ownDistrict }) => {
  const desktop = await start({ env: { ELECTRON_HOST_NO_KEY_STORE: '1' } })
  needsStandIn(desktop)
  expect(await sync(await desktop.window())).toMatchObject({ outcome: 'succeeded' })
  expect(readFileSync(join(place.own, 'secrets.json'), 'utf8')).toContain(ownDistrict.settings.systems?.iiq?.apiKey)
  expect(existsSync(join(place.own, 'secrets.sealed'))).toBe(false)
})

test('says what to do when the key store that holds the key does not open, and loses nothing', async ({
  start,
  place,
  ownDistrict: _,
}) => {
  const first = await start()
  await sync(await first.window())
  await first.app.close()
  const locked = await start({ env: { ELECTRON_HOST_NO_KEY_STORE: '1' } })
  needsStandIn(locked)
  const page = await locked.window()
  expect(await reply(page, 'runs.start', { task: 'iiq-sync', trigger: 'clerk' })).toMatchObject({
    ok: false,
    error: { code: 'secrets-unreadable', message: expect.stringMatching(/key store/) },
  })
  expect((await ask(page, 'settings.show', {})).secretsTrouble).toMatch(/enter the API Key again/)
  await locked.close()
  const unlocked = await start()
  expect(await sync(await unlocked.window())).toMatchObject({ outcome: 'succeeded' })
  expect(existsSync(join(place.own, 'secrets.sealed'))).toBe(true)
})
