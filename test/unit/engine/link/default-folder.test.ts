import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { defaultDataFolder, practiceDataFolder } from '../../../../main/engine/link/default-folder.ts'

test('the environment names the data folder before the platform does', () => {
  expect(defaultDataFolder({ FEEBRIDGE_DATA: 'here' }, 'linux')).toBe(resolve('here'))
})

test('the default data folder is where each platform keeps data that does not roam', () => {
  expect(defaultDataFolder({}, 'linux')).toBe(join(homedir(), '.local/share/feebridge'))
  expect(defaultDataFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/feebridge')
  expect(defaultDataFolder({}, 'darwin')).toBe(join(homedir(), 'Library/Application Support/Feebridge'))
  expect(defaultDataFolder({ LOCALAPPDATA: '/local' }, 'win32')).toBe(join('/local', 'Feebridge'))
})

test('practice data lives beside the real data, never inside it', () => {
  expect(practiceDataFolder({ FEEBRIDGE_DATA: '/data' }, 'linux')).toBe(resolve('/data-practice'))
})
