import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { originOf, ownAddress, shownAddress } from './addresses.ts'
import { decodeClone, encodeClone } from './page/clone.ts'
import { ELECTRON_VERSION } from './running.ts'
import { readStartOptions } from './start-options.ts'
import { Emulated, strict } from './strict.ts'

test('is of the version of Electron whose types it follows', () => {
  const installed = join(import.meta.dirname, '../../node_modules/electron/package.json')
  expect(ELECTRON_VERSION).toBe((JSON.parse(readFileSync(installed, 'utf8')) as { version: string }).version)
})

test('throws by name for a member that is not emulated, of a module and of an instance', () => {
  class EmulatedThing extends Emulated {
    known = 1
  }
  const thing = new EmulatedThing() as unknown as Record<string, unknown>
  expect(thing.known).toBe(1)
  expect(() => thing.unknown).toThrow('electron-host: thing.unknown is not emulated')
  const shell = strict('shell', { beep: () => 'beep' }) as unknown as Record<string, () => string>
  expect(shell.beep?.()).toBe('beep')
  expect(() => shell.readShortcutLink).toThrow('electron-host: shell.readShortcutLink is not emulated')
})

test('an emulated object emits events as any of Node does', () => {
  const heard: unknown[] = []
  const thing = new Emulated().once('a', (...args) => heard.push(...args))
  expect([thing.emit('a', 1, 2), thing.emit('a', 3), thing.listenerCount('a')]).toEqual([true, false, 0])
  expect(heard).toEqual([1, 2])
})

test('carries over the bridge what structured clone carries', () => {
  const value = {
    text: 'é "quoted"',
    list: [1, -0, Number.NaN, Number.POSITIVE_INFINITY, undefined, null],
    big: 12n,
    day: new Date(0),
    map: new Map<unknown, unknown>([['a', new Set([1])]]),
    bytes: new Uint8Array([0, 255]),
    pattern: /a+/gi,
    marked: { $clone: 'date', v: 1 },
  }
  expect(decodeClone(encodeClone(value))).toEqual(value)
  const error = decodeClone(encodeClone(Object.assign(new RangeError('too much'), { code: 7 })))
  expect(error).toMatchObject({ name: 'RangeError', message: 'too much' })
  expect(error).not.toHaveProperty('code')
})

test.each([
  ['a function', () => 1],
  ['a symbol', Symbol('a')],
  ['a promise', Promise.resolve()],
])('refuses %s, as structured clone does', (_what, value) => {
  expect(() => encodeClone([value])).toThrow(/could not be cloned/)
})

test('shows the pages of a scheme under an address that Chromium loads, and reads it back', () => {
  const schemes = new Set(['app'])
  const shown = shownAddress('app://feebridge/index.html?a=1#/fees', schemes)
  expect(shown).toBe('https://feebridge.app.electron-host.internal/index.html?a=1#/fees')
  expect(ownAddress(shown)).toBe('app://feebridge/index.html?a=1#/fees')
  expect(shownAddress('https://example.test/', schemes)).toBe('https://example.test/')
  expect([originOf('app://feebridge/x'), originOf('data:text/html,x')]).toEqual(['app://feebridge', 'null'])
})

test('reads the command line that Playwright writes', () => {
  const args = '-r /loader.js --no-sandbox --inspect=0 --remote-debugging-port=0 . --hidden --user-data-dir=/u'.split(
    ' ',
  )
  expect(readStartOptions(args, '/no/such/app')).toEqual({
    preloads: ['/loader.js'],
    inspectPort: 0,
    debuggingPort: 0,
    userData: '/u',
    app: process.cwd(),
    isPackaged: false,
  })
})
