import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { RunRow } from '../../../../contract/rows/run.ts'
import { COMMAND, connected, documentOf, scratch, type, typed } from './typed.ts'

interface Served {
  origin: string
  startUrl: string
  dataDir: string
}

test('serve prints its address as one JSON line, lets commands in, and closes on SIGTERM', async () => {
  const { data } = await connected()
  const serving = type('serve', '--json', '--data', data)
  const served = JSON.parse(await serving.firstLine) as Served
  expect(served).toEqual({
    origin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    startUrl: expect.stringContaining(served.origin),
    dataDir: data,
  })
  expect((await fetch(served.startUrl, { redirect: 'manual' })).status).toBeLessThan(400)
  const run = documentOf<RunRow>(await typed('run', 'iiq-sync', '--json', '--data', data))
  expect(run.counts.added).toBeGreaterThan(0)
  expect(await typed('run', 'iiq-sync', '--now', '2031-01-01T00:00:00Z', '--data', data)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/process \d+/),
  })
  serving.child.kill('SIGTERM')
  const ended = await serving.ended
  expect([ended.code, ended.out.trim().split('\n').length]).toEqual([0, 1])
  expect(ended.err).toContain('iiQ Sync')
  expect(existsSync(join(data, 'engine.json'))).toBe(false)
})

test('serve without --json says where to go and tells a line a run', async () => {
  const { data } = await connected()
  const serving = type('serve', '--data', data)
  expect(await serving.firstLine).toMatch(/^Open http:\/\/127\.0\.0\.1:\d+\/start\?token=\S+ in your browser$/)
  await typed('run', 'iiq-sync', '--data', data)
  serving.child.kill('SIGINT')
  const { code, out } = await serving.ended
  expect([code, out.split('\n').filter(line => line.includes('iiQ Sync:')).length]).toEqual([0, 1])
})

test('serve that is killed while Incident IQ does not answer leaves the ledger to the next one', async () => {
  const { folder, data, practice } = await connected()
  const { iiq } = practice.settings().systems
  const file = join(folder, 'instant.json')
  writeFileSync(file, JSON.stringify({ systems: { iiq: { ...iiq, instantPayments: true } } }), { mode: 0o600 })
  await typed('settings', 'import', file, '--data', data)
  await typed('run', 'iiq-sync', '--data', data)
  const list = await typed('fees', 'list', '--status', 'open', '--system', 'iiq', '--json', '--data', data)
  const [fee] = documentOf<{ items: { id: string }[] }>(list).items
  practice.iiq.faults.slow = { route: 'create', ms: 60_000 }
  const first = type('serve', '--json', '--data', data)
  await first.firstLine
  const paid = await typed('fees', 'pay', fee?.id ?? '', '--amount', '1', '--method', 'cash', '--data', data)
  expect(paid.code).toBe(0)
  first.child.kill('SIGKILL')
  const second = type('serve', '--json', '--data', data)
  const told = await Promise.race([second.firstLine, second.ended.then(({ err }) => err)])
  expect(told).toContain('"origin"')
})

test('serve refuses a port that is taken, and leaves the ledger free', async () => {
  const { data, practice } = await connected()
  const port = new URL(practice.origin).port
  expect(await typed('serve', '--port', port, '--data', data)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`Port ${port}`),
  })
  expect(await typed('fees', 'list', '--data', data)).toMatchObject({ code: 0 })
})

test('serve refuses a ledger without a connected system, with exit code 4', async () => {
  const { folder, data } = scratch()
  const file = join(folder, 'settings.json')
  writeFileSync(file, '{"district":{"name":"North","timeZone":"America/New_York","overdueDays":30}}')
  expect(await typed('settings', 'import', file, '--data', data)).toMatchObject({ code: 0 })
  expect(await typed('serve', '--data', data)).toMatchObject({
    code: 4,
    out: '',
    err: expect.stringContaining('no settings'),
  })
})

test('practice serve first prints one line that settings import takes as it is', async () => {
  const { folder, data } = scratch()
  const practice = type('practice', 'serve', '--seed', '5', '--students', '20', '--fees', '30')
  const file = join(folder, 'settings.json')
  writeFileSync(file, await practice.firstLine)
  expect(await typed('settings', 'import', file, '--data', data)).toMatchObject({ code: 0 })
  expect((await typed('run', 'iiq-sync', '--data', data)).code).toBeLessThanOrEqual(2)
  practice.child.kill('SIGTERM')
  expect(await practice.ended).toMatchObject({ code: 0 })
})

test('start opens the practice district in a new folder, syncs it once, and finds it again at the next start', async () => {
  const { data } = scratch()
  const first = type('start', '--json', '--data', data)
  const served = JSON.parse(await first.firstLine) as Served
  expect(served.dataDir).toBe(data)
  const runs = async () =>
    documentOf<{ items: RunRow[] }>(await typed('runs', 'list', '--json', '--data', data)).items.filter(
      run => run.outcome !== 'running',
    )
  await expect.poll(runs, { timeout: 30_000 }).toHaveLength(1)
  expect((await runs())[0]?.counts.added).toBeGreaterThan(100)
  first.child.kill('SIGTERM')
  expect(await first.ended).toMatchObject({ code: 0 })

  const second = type('start', '--data', data)
  expect(await second.firstLine).toContain('practice district')
  await expect.poll(runs, { timeout: 30_000 }).toHaveLength(2)
  expect((await runs())[0]).toMatchObject({ counts: { added: 0, changed: 0, waived: 0, voided: 0 } })
  second.child.kill('SIGTERM')
  const { code, out } = await second.ended
  expect([code, out.includes('The window opens in your browser.'), out.includes('iiQ Sync:')]).toEqual([0, true, true])
})

test('start opens a folder that is set up as it is, without the practice district', async () => {
  const { data } = await connected()
  const started = type('start', '--data', data)
  expect(await started.firstLine).toBe(`Feebridge is running on ${data}.`)
  started.child.kill('SIGTERM')
  expect(await started.ended).toMatchObject({ code: 0 })
  expect(existsSync(join(data, 'practice.json'))).toBe(false)
})

test.skipIf(process.platform === 'win32')('start ends when the npm that started it is killed', async () => {
  const { data } = await connected()
  // A second command keeps the shell from becoming the program itself, as npm's shell may.
  const line = `"${process.execPath}" "${COMMAND}" start --json --data "${data}"; true`
  const shell = spawn('sh', ['-c', line], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, FEEBRIDGE_NO_BROWSER: '1', npm_lifecycle_event: 'start' },
  })
  onTestFinished(() => void shell.kill('SIGKILL'))
  await once(shell.stdout, 'data')
  expect(existsSync(join(data, 'engine.json'))).toBe(true)
  shell.kill('SIGKILL')
  await expect.poll(() => existsSync(join(data, 'engine.json')), { timeout: 20_000 }).toBe(false)
})
