import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Reply } from '../../../../contract/app-error.ts'
import { startBrowserHost } from '../../../../main/hosts/browser/server.ts'
import { knock, signIn } from './knock.ts'
import { createRecordingEngine, QUIET_LOG, worldAround } from './recording-engine.ts'

async function openHost() {
  const folder = mkdtempSync(join(tmpdir(), 'feebridge-host-calls-'))
  const engine = createRecordingEngine()
  const options = {
    world: worldAround(engine, join(folder, 'data')),
    version: '1.2.3',
    preferencesFile: join(folder, 'preferences.json'),
    rendererDir: folder,
    operator: 'mlopez',
    log: QUIET_LOG,
  }
  const host = await startBrowserHost(options)
  onTestFinished(async () => {
    await host.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const cookie = await signIn(host.startUrl())
  const ask = async (name: string, request: unknown): Promise<Reply<unknown>> => {
    const headers = { Cookie: cookie, Origin: host.origin, 'Content-Type': 'application/json' }
    const path = `/call/${name}`
    const answer = await knock(host.origin, { method: 'POST', path, headers, body: JSON.stringify(request) })
    return JSON.parse(answer.body) as Reply<unknown>
  }
  return { folder, engine, host, cookie, ask, ...options }
}

it('a browser is told what it can do, and that it has neither dialogs nor a tray', async () => {
  const { ask, folder, engine } = await openHost()
  expect(await ask('host.show', {})).toMatchObject({
    ok: true,
    value: {
      kind: 'browser',
      version: '1.2.3',
      ledger: 'own',
      dataFolder: join(folder, 'data'),
      hasFiles: false,
      hasTray: false,
      canStartAtLogin: false,
      engine: { kind: 'up' },
      updates: null,
    },
  })
  expect(engine.calls).toEqual([])
})

it('preferences are kept for the next start, and other windows hear of them', async () => {
  const { ask, host, cookie, preferencesFile } = await openHost()
  const leave = new AbortController()
  const stream = await fetch(`${host.origin}/events`, { headers: { Cookie: cookie }, signal: leave.signal })
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  expect(await ask('host.prefer', { appearance: 'dark' })).toMatchObject({
    value: { preferences: { appearance: 'dark' } },
  })
  expect((await reader?.read())?.value).toBe('data: {"kind":"changed","topics":["host"]}\n\n')
  leave.abort()
  expect(await ask('host.show', {})).toMatchObject({
    value: { preferences: { appearance: 'dark', notifications: true } },
  })
  writeFileSync(preferencesFile, '{"appearance":"plaid"')
  expect(await ask('host.show', {})).toMatchObject({ value: { preferences: { appearance: 'auto' } } })
})

it.each([
  ['host.prefer', { appearance: 'plaid' }, 'bad-request'],
  ['host.prefer', { startAtLogin: true }, 'refused'],
  ['host.show', { more: 1 }, 'bad-request'],
  ['host.checkUpdates', {}, 'refused'],
  ['ledger.open', { ledger: '../other' }, 'bad-request'],
  ['ledger.open', { ledger: 'practice' }, 'refused'],
  ['practice.play', { move: 'delete-many', count: 100_000 }, 'bad-request'],
  ['practice.show', {}, 'refused'],
  ['files.reveal', { what: '/etc/passwd' }, 'bad-request'],
  ['files.exportList', { list: 'fees', filter: {}, outFile: '/tmp/anywhere' }, 'bad-request'],
])('%s with %j is refused as %s', async (name, request, code) => {
  const { ask, engine } = await openHost()
  expect(await ask(name, request)).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(/\.$/) } })
  expect(engine.calls).toEqual([])
})

it('shows no folder, because a browser has no file manager', async () => {
  const { ask } = await openHost()
  expect(await ask('files.reveal', { what: 'data-folder' })).toEqual({ ok: true, value: { shown: false } })
})
