import { expect, test } from 'vitest'
import { feedOf, installsOnQuit, sayUpdates } from '../../../../main/hosts/desktop/update-policy.ts'

test('updates are off until somebody sets where they are found', () => {
  expect(feedOf(undefined, undefined)).toEqual({ kind: 'off' })
  expect(feedOf('', undefined)).toEqual({ kind: 'off' })
  expect(sayUpdates({ kind: 'off' })).toBeNull()
})

test('the environment comes before the file', () => {
  expect(feedOf('https://updates.example/a/', 'https://updates.example/b/')).toEqual({
    kind: 'on',
    url: 'https://updates.example/a/',
  })
  expect(feedOf(undefined, 'https://updates.example/b/')).toEqual({ kind: 'on', url: 'https://updates.example/b/' })
})

test.each(['http://updates.example/', 'file:///tmp/updates', 'updates.example', ''])(
  'an address that is not https is refused: %j',
  address => {
    expect(feedOf(undefined, address)).toEqual({ kind: 'bad', why: expect.stringContaining('https') })
  },
)

test('a version that is ready is installed on quitting, but never when that quit ends a run', () => {
  const ready = { kind: 'ready', version: '1.2.3' } as const
  expect([installsOnQuit(ready, 0), installsOnQuit(ready, 1)]).toEqual([true, false])
  expect(installsOnQuit({ kind: 'loading', version: '1.2.3' }, 0)).toBe(false)
})

test('each state is a sentence', () => {
  const at = new Date()
  const sentences = [
    sayUpdates({ kind: 'asked', at }),
    sayUpdates({ kind: 'current', version: '1.2.3', at }),
    sayUpdates({ kind: 'loading', version: '1.2.4' }),
    sayUpdates({ kind: 'ready', version: '1.2.4' }),
    sayUpdates({ kind: 'failed', at }),
  ]
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/)
})
