import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openEngine } from '../../main/engine/compose.ts'
import { openDistrict, scenario } from './district.ts'

test('M2 a tampered entry is found by verify', async () => {
  const d = await openDistrict({ fees: 5 })
  await d.run()
  expect(await d.call('ledger.verify', {})).toMatchObject({ ok: true })
  const outside = new Database(d.ledgerFile)
  expect(() => outside.exec('UPDATE entries SET amount_cents = amount_cents + 1 WHERE seq = 3')).toThrow('append-only')
  expect(() => outside.exec('DELETE FROM entries WHERE seq = 3')).toThrow('append-only')
  outside.exec("DROP TRIGGER entries_are_never_changed; UPDATE entries SET reason = 'another' WHERE seq = 3")
  outside.close()
  const report = await d.call('ledger.verify', {})
  expect(report.ok).toBe(false)
  expect(report.findings.join(' ')).toContain('row 3')
  await d.close()
})

test('M4 a balance that is not the sum of its entries is found by verify', async () => {
  const d = await openDistrict({ fees: 5 })
  await d.run()
  const outside = new Database(d.ledgerFile)
  outside.exec('UPDATE fees SET balance_cents = balance_cents + 1 WHERE seq = 2')
  outside.close()
  const report = await d.call('ledger.verify', {})
  expect(report.findings.join(' ')).toContain(d.fees()[1]?.id)
  await d.close()
})

test('a removed audit row is found by verify', async () => {
  const d = await openDistrict({ fees: 2 })
  await d.run()
  const outside = new Database(d.ledgerFile)
  outside.exec('DROP TRIGGER audit_is_never_deleted; DELETE FROM audit WHERE seq = 1')
  outside.close()
  expect((await d.call('ledger.verify', {})).findings.join(' ')).toContain('audit')
  await d.close()
})

scenario('a ledger of a newer Feebridge is refused in a sentence and not touched', { fees: 2 }, async d => {
  await d.run()
  await d.engine().close()
  const outside = new Database(d.ledgerFile)
  const version = outside.pragma('user_version', { simple: true })
  outside.pragma('user_version = 9999')
  outside.pragma('wal_checkpoint(TRUNCATE)')
  outside.close()
  const { mtimeMs, size } = statSync(d.ledgerFile)
  const opened = await openEngine({ dataDir: d.dataDir, create: true, role: 'command' })
  expect(opened).toMatchObject({ ok: false, error: { code: 'refused' } })
  expect(opened.ok ? '' : opened.error.message).toContain('newer')
  expect(statSync(d.ledgerFile)).toMatchObject({ size, mtimeMs })
  const back = new Database(d.ledgerFile)
  back.pragma(`user_version = ${version}`)
  back.close()
  await d.reopen()
})

test('a file that is no ledger is refused and not touched', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'feebridge-engine-'))
  const file = join(dir, 'ledger.db')
  const foreign = new Database(file)
  foreign.exec('CREATE TABLE recipes (name TEXT)')
  foreign.close()
  expect(await openEngine({ dataDir: dir, create: false, role: 'command' })).toMatchObject({
    ok: false,
    error: { code: 'refused' },
  })
  writeFileSync(
    file,
    'this is a shopping list, and a rather long one, to be sure that nobody takes it for a database of any kind at all',
  )
  expect(await openEngine({ dataDir: dir, create: false, role: 'command' })).toMatchObject({ ok: false })
  rmSync(dir, { recursive: true })
})

test('a folder without a ledger is refused in a sentence, never quietly made', async () => {
  const dir = join(tmpdir(), 'feebridge-engine-nowhere')
  const opened = await openEngine({ dataDir: dir, create: false, role: 'command' })
  expect(opened).toMatchObject({ ok: false, error: { code: 'not-set-up' } })
})

scenario('one engine at a time holds a data folder', {}, async d => {
  expect(await openEngine({ dataDir: d.dataDir, create: false, role: 'command' })).toMatchObject({
    ok: false,
    error: { code: 'busy' },
  })
})

scenario('K1 a backup is a whole ledger of its own, readable by its owner alone', { fees: 10 }, async d => {
  await d.run()
  const { file, bytes } = await d.call('ledger.backup', {})
  expect(bytes).toBeGreaterThan(10_000)
  expect(statSync(file).mode & 0o077).toBe(0)
  const copy = new Database(file, { readonly: true })
  expect(copy.prepare('SELECT count(*) FROM entries').pluck().get()).toBe(
    d.value<number>('SELECT count(*) FROM entries'),
  )
  copy.close()
})

scenario('a ledger that others could read is the owner’s alone after the next start', {}, async d => {
  chmodSync(d.ledgerFile, 0o644)
  await d.reopen()
  expect(statSync(d.ledgerFile).mode & 0o077).toBe(0)
})
