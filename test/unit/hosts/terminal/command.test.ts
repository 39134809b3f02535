import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FeeRow } from '../../../../contract/rows/fee.ts'
import type { RunRow } from '../../../../contract/rows/run.ts'
import { connected, documentOf, scratch, type, typed } from './typed.ts'

interface Page<Row> {
  items: Row[]
  next: string | null
}

test('refuses a data folder without settings in a sentence with exit code 4, and makes nothing', async () => {
  const { data } = scratch()
  for (const line of [['run', 'iiq-sync'], ['fees', 'list'], ['serve'], ['settings', 'show']]) {
    const { code, out, err } = await typed(...line, '--json', '--data', data)
    expect({ line, code, out, lines: err.trim().split('\n').length }).toEqual({ line, code: 4, out: '', lines: 1 })
  }
  expect(existsSync(data)).toBe(false)
})

test('says what is wrong with a command line on standard error alone, with exit code 1', async () => {
  expect(await typed('--json', 'fees', 'lsit')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('"fees lsit"'),
  })
})

test('prints help and the version on standard output', async () => {
  expect(await typed('help')).toMatchObject({ code: 0, out: expect.stringContaining('imports reprocess') })
  expect((await typed('--version')).out.trim()).toMatch(/^\d+\.\d+\.\d+$/)
})

test('runs a task and prints the run as one JSON document, then lists what it entered page by page', async () => {
  const { data } = await connected()
  const ran = await typed('--json', 'run', 'iiq-sync', '--data', data)
  const run = documentOf<RunRow>(ran)
  expect([ran.code, run.outcome]).toEqual(run.outcome === 'succeeded' ? [0, 'succeeded'] : [2, 'partly'])
  expect(run.counts.added).toBeGreaterThan(50)
  const ids: string[] = []
  let after: string | null = null
  do {
    const more: string[] = after === null ? [] : ['--after', after]
    const page: Page<FeeRow> = documentOf(
      await typed('fees', 'list', '--limit', '25', ...more, '--json', '--data', data),
    )
    ids.push(...page.items.map(fee => fee.id))
    after = page.next
  } while (after !== null)
  expect([ids.length, new Set(ids).size]).toEqual([run.counts.added, run.counts.added])
  expect(await typed('fees', 'show', ids[0] ?? '', '--data', data)).toMatchObject({
    code: 0,
    out: expect.stringContaining('Entries'),
  })
  expect(await typed('fees', 'list', '--data', data)).toMatchObject({
    code: 0,
    out: expect.stringContaining('BALANCE'),
  })
})

test('an unknown id is an error of exit code 1 with nothing on standard output', async () => {
  const { data } = await connected()
  expect(await typed('fees', 'show', 'nothing', '--json', '--data', data)).toMatchObject({ code: 1, out: '' })
})

test('never shows the API key, and exports settings without it that can be imported again', async () => {
  const { data, folder, practice } = await connected()
  const { apiKey } = practice.settings().systems.iiq
  const file = join(folder, 'exported.json')
  const shown = [
    await typed('settings', 'show', '--data', data),
    await typed('settings', 'show', '--json', '--data', data),
    await typed('settings', 'export', file, '--data', data),
  ]
  expect(shown.map(each => each.code)).toEqual([0, 0, 0])
  expect(JSON.stringify(shown) + readFileSync(file, 'utf8')).not.toContain(apiKey)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await typed('settings', 'import', file, '--data', data)).toMatchObject({ code: 0 })
  expect(await typed('settings', 'test', 'iiq', '--data', data)).toMatchObject({ code: 0 })
})

test('refuses a settings file that is not JSON, or has a key that nobody knows, without quoting a secret', async () => {
  const { folder, data } = scratch()
  const file = join(folder, 'settings.json')
  writeFileSync(file, '{"systems":{"iiq":{"apiKey":"hush-hush"')
  const broken = await typed('settings', 'import', file, '--data', data)
  expect([broken.code, broken.err.includes('not JSON'), broken.err.includes('hush'), existsSync(data)]).toEqual([
    1,
    true,
    false,
    false,
  ])
  writeFileSync(file, '{"district":{"name":"North","timeZone":"America/New_York","overdueDays":30,"nmae":"x"}}')
  expect(await typed('settings', 'import', file, '--data', data)).toMatchObject({
    code: 1,
    err: expect.stringContaining('nmae'),
  })
})

test('sets a task’s switches and shows them', async () => {
  const { data } = await connected()
  expect(
    await typed('tasks', 'set', 'iiq-sync', '--off', '--schedule', 'none', '--test-mode', 'on', '--data', data),
  ).toMatchObject({ code: 0 })
  const { items } = documentOf<Page<object>>(await typed('tasks', '--json', '--data', data))
  expect(items).toMatchObject([{ id: 'iiq-sync', on: false, schedule: null, testMode: true, next: null }])
  expect(await typed('tasks', 'set', 'iiq-sync', '--data', data)).toMatchObject({ code: 1 })
})

test('verifies, backs up and reports the ledger', async () => {
  const { data, folder } = await connected()
  await typed('run', 'iiq-sync', '--data', data)
  const workbook = join(folder, 'all.xlsx')
  expect(await typed('verify', '--data', data)).toMatchObject({ code: 0 })
  expect(await typed('report', 'transactions', '--out', workbook, '--data', data)).toMatchObject({ code: 0 })
  expect(readFileSync(workbook).subarray(0, 2).toString()).toBe('PK')
  const { file } = documentOf<{ file: string }>(
    await typed('backup', '--out', join(folder, 'copies'), '--json', '--data', data),
  )
  expect(existsSync(file)).toBe(true)
})

test('T1 writes the workbook of a test run where --out says, and enters nothing', async () => {
  const { data, folder } = await connected()
  const workbook = join(folder, 'plan.xlsx')
  const run = documentOf<RunRow>(
    await typed('run', 'iiq-sync', '--test-mode', '--out', workbook, '--json', '--data', data),
  )
  expect([run.mode, existsSync(workbook)]).toEqual(['test', true])
  expect(documentOf<Page<FeeRow>>(await typed('fees', 'list', '--json', '--data', data)).items).toEqual([])
  expect(await typed('run', 'iiq-sync', '--out', workbook, '--data', data)).toMatchObject({
    code: 1,
    err: expect.stringContaining('--test-mode'),
  })
})

test('exits 5 when others can read the key file', async () => {
  const { data } = await connected()
  const secrets = join(data, 'secrets.json')
  chmodSync(secrets, 0o644)
  expect(await typed('run', 'iiq-sync', '--json', '--data', data)).toMatchObject({ code: 5, out: '' })
})

test('lets another command in while a run goes on, and Ctrl-C cancels the run between pages with exit code 1', async () => {
  const { data, practice } = await connected()
  practice.iiq.faults.capPage = { rows: 1 }
  practice.iiq.faults.slow = { ms: 100 }
  const running = type('run', 'iiq-sync', '--json', '--data', data)
  await expect.poll(() => practice.iiq.requests.total, { timeout: 20_000 }).toBeGreaterThan(3)
  const { items } = documentOf<Page<RunRow>>(await typed('runs', 'list', '--json', '--data', data))
  expect(items).toMatchObject([{ task: 'iiq-sync', outcome: 'running' }])
  running.child.kill('SIGINT')
  const ended = await running.ended
  expect([ended.code, documentOf<RunRow>(ended).outcome]).toEqual([1, 'cancelled'])
  expect(existsSync(join(data, 'engine.json'))).toBe(false)
})

test('cancels a run from another terminal', async () => {
  const { data, practice } = await connected()
  practice.iiq.faults.capPage = { rows: 1 }
  practice.iiq.faults.slow = { ms: 100 }
  const running = type('run', 'iiq-sync', '--json', '--data', data)
  await expect.poll(() => practice.iiq.requests.total, { timeout: 20_000 }).toBeGreaterThan(3)
  const { items } = documentOf<Page<RunRow>>(await typed('runs', 'list', '--json', '--data', data))
  expect(await typed('runs', 'cancel', items[0]?.runId ?? '', '--data', data)).toMatchObject({ code: 0 })
  const ended = await running.ended
  expect([ended.code, documentOf<RunRow>(ended).outcome]).toEqual([1, 'cancelled'])
})

test('a run that is killed is interrupted, and the next one carries on', async () => {
  const { data, practice } = await connected()
  practice.iiq.faults.slow = { ms: 300 }
  const running = type('run', 'iiq-sync', '--data', data)
  await expect.poll(() => practice.iiq.requests.total, { timeout: 20_000 }).toBeGreaterThan(1)
  running.child.kill('SIGKILL')
  await running.ended
  practice.iiq.clearFaults()
  expect((await typed('run', 'iiq-sync', '--data', data)).code).toBeLessThanOrEqual(2)
  const { items } = documentOf<Page<RunRow>>(await typed('runs', 'list', '--json', '--data', data))
  expect(items.map(run => run.outcome).slice(1)).toEqual(['interrupted'])
})

test('--now starts the ledger’s clock there', async () => {
  const { data } = await connected()
  const run = documentOf<RunRow>(
    await typed('run', 'iiq-sync', '--now', '2031-05-06T07:08:09Z', '--json', '--data', data),
  )
  expect(run.startedAt).toMatch(/^2031-05-06T07:08:/)
})
