import { expect, test } from 'vitest'
import { SHORTCUTS } from '../../../../contract/shortcuts.ts'
import { autostartEntry } from '../../../../main/hosts/desktop/autostart-entry.ts'
import { allowsReload } from '../../../../main/hosts/desktop/reload-policy.ts'
import { isOurs, pageAddress } from '../../../../main/hosts/desktop/window-address.ts'

test('only the addresses of the window itself are ours', () => {
  expect([pageAddress(), pageAddress('#/errors'), 'app://feebridge/assets/a.js'].map(isOurs)).toEqual([
    true,
    true,
    true,
  ])
  const others = [
    'app://feebridge.example/index.html',
    'app://feebridge:80/index.html',
    'app://someone@feebridge/index.html',
    'app://other/index.html',
    'https://feebridge/index.html',
    'file:///index.html',
    'javascript:alert(1)',
    'about:blank',
    '',
    'not an address',
  ]
  expect(others.filter(isOurs)).toEqual([])
})

test('a page that crashes is loaded again three times a minute, and not a fourth time', () => {
  let reloadedMs: number[] = []
  const crash = (ms: number): boolean => {
    const next = allowsReload(reloadedMs, ms)
    reloadedMs = next.reloadedMs
    return next.allowed
  }
  expect([0, 10_000, 20_000, 30_000].map(crash)).toEqual([true, true, true, false])
  expect(crash(31_000)).toBe(true)
})

test('crashes that are far apart are each mended', () => {
  let reloadedMs: number[] = []
  const allowed = [0, 1, 2, 3, 4, 5].map(minute => {
    const next = allowsReload(reloadedMs, minute * 40_000)
    reloadedMs = next.reloadedMs
    return next.allowed
  })
  expect(allowed).toEqual([true, true, true, true, true, true])
})

test('a program whose path has blanks and signs is started at sign-in all the same', () => {
  const entry = autostartEntry('/opt/My $Apps/Fee"bridge 100%', '--hidden')
  expect(entry).toContain('Exec="/opt/My \\\\$Apps/Fee\\\\"bridge 100%%" --hidden\n')
})

test('no key is given to two things', () => {
  const keys = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts.map(shortcut => shortcut.keys))
  expect(keys).toEqual([...new Set(keys)])
})

test('every key of the menu bar does something, and none edits text', () => {
  const menu = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts).filter(({ by }) => by === 'menu')
  expect(menu.filter(({ hash, act }) => hash === undefined && act === undefined)).toEqual([])
  expect(menu.filter(({ keys }) => /^CmdOrCtrl\+[ACVXYZFGSPBIU]$/.test(keys))).toEqual([])
})
