import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PREFERENCES_AT_FIRST } from '../../../../contract/host-calls.ts'
import type { Log } from '../../../../main/domain/ports.ts'
import { openPreferences } from '../../../../main/hosts/desktop/preferences-file.ts'
import { openWindowMemory } from '../../../../main/hosts/desktop/window-memory.ts'
import { makeTempDir } from '../../../fixtures/temp-dir.ts'

function place() {
  const folder = makeTempDir()
  const lines: string[] = []
  const line: Log['info'] = text => void lines.push(text)
  return { folder, lines, log: { info: line, warn: line, error: line } satisfies Log }
}

test('preferences are the first ones until the person chooses, and then what was chosen', async () => {
  const { folder, lines, log } = place()
  const preferences = openPreferences(folder, log)
  expect(preferences.read()).toEqual(PREFERENCES_AT_FIRST)
  const chosen = { ...PREFERENCES_AT_FIRST, closeToTray: false, quietHours: { from: '20:00', to: '07:00' } }
  await preferences.write(chosen)
  expect(openPreferences(folder, log).read()).toEqual(chosen)
  expect(lines).toEqual([])
})

test('a damaged preferences file means the first ones, and the log says so', () => {
  const { folder, lines, log } = place()
  writeFileSync(join(folder, 'preferences.json'), '{"closeToTray": fal')
  expect(openPreferences(folder, log).read()).toEqual(PREFERENCES_AT_FIRST)
  expect(lines).toEqual([expect.stringContaining('preferences.json was damaged')])
})

test('preferences of another version keep what both know', () => {
  const { folder, lines, log } = place()
  writeFileSync(join(folder, 'preferences.json'), '{"notifications": false, "laterChoice": 7}')
  expect(openPreferences(folder, log).read()).toEqual({ ...PREFERENCES_AT_FIRST, notifications: false })
  expect(lines).toEqual([])
})

test('preferences that cannot be written leave the ones before in force', async () => {
  const { folder, log } = place()
  const preferences = openPreferences(folder, log)
  mkdirSync(join(folder, 'preferences.json.part'))
  await expect(preferences.write({ ...PREFERENCES_AT_FIRST, notifications: false })).rejects.toThrow()
  expect(preferences.read()).toEqual(PREFERENCES_AT_FIRST)
})

test('F1 what is kept is readable by its owner alone', async () => {
  const { folder, log } = place()
  await openPreferences(folder, log).write(PREFERENCES_AT_FIRST)
  openWindowMemory(folder, log).keepSaidTray()
  const modes = ['preferences.json', 'window.json'].map(name => statSync(join(folder, name)).mode & 0o777)
  expect(modes).toEqual([0o600, 0o600])
})

test('the window remembers where it stood and what it has said once', () => {
  const { folder, log } = place()
  const memory = openWindowMemory(folder, log)
  const place1 = { bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximised: true }
  memory.keepPlaces({ last: '7', displays: { '7': place1 } })
  memory.keepSaidTray()
  const again = openWindowMemory(folder, log)
  expect([again.places().last, again.places().displays['7'], again.saidTray()]).toEqual(['7', place1, true])
})

test('a damaged memory of the window is forgotten and written anew', () => {
  const { folder, lines, log } = place()
  writeFileSync(join(folder, 'window.json'), '{"last": "1", "displays": {"1": {"bounds": {"x": "left"}}}}')
  const memory = openWindowMemory(folder, log)
  expect([memory.places().last, memory.saidTray()]).toEqual([null, false])
  expect(lines).toEqual([expect.stringContaining('window.json was damaged')])
  memory.keepSaidTray()
  expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toMatchObject({ saidTray: true })
})

test('a place that cannot be written down is no more than a line of the log', () => {
  const { folder, lines, log } = place()
  mkdirSync(join(folder, 'window.json.part'))
  openWindowMemory(folder, log).keepSaidTray()
  expect(lines).toEqual([expect.stringContaining('window.json cannot be written')])
})
