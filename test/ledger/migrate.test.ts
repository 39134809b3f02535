import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { backUpLedger } from '../../main/ledger/backup.ts'
import { MIGRATIONS, migrateLedger } from '../../main/ledger/migrate.ts'
import { type Db, openWriter } from '../../main/ledger/open.ts'
import { verifyLedger } from '../../main/ledger/verify.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'
import { AT } from './small-ledger.ts'

const MORE_STEP = { name: '0002-add-colours', sql: 'CREATE TABLE colours (name TEXT PRIMARY KEY) STRICT;' }
const FAILING_STEP = {
  name: '0003-fail',
  sql: `CREATE TABLE half_done (name TEXT) STRICT;
    UPDATE meta SET value = 'changed' WHERE name = 'ledger-id';
    INSERT INTO a_table_that_is_not_there VALUES (1);`,
}

const noBackup = async () => undefined

async function refuseBackup(): Promise<void> {
  throw new Error('No backup was to be taken.')
}

function openFile(file = join(makeTempDir(), 'ledger.db')): Db {
  const db = openWriter(file)
  onTestFinished(() => {
    db.close()
  })
  return db
}

/** A ledger of this version with one line of meta in it. */
async function openLedgerFile(file = join(makeTempDir(), 'ledger.db')): Promise<Db> {
  const db = openFile(file)
  await migrateLedger(db, refuseBackup)
  db.exec("INSERT INTO meta VALUES ('ledger-id', 'abcd1234')")
  return db
}

function versionOf(db: Db): unknown {
  return db.pragma('user_version', { simple: true })
}

function tablesOf(db: Db): string[] {
  return db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all()
}

function schemaOf(db: Db): string {
  const statements = db
    .prepare<[], string>(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY CASE type WHEN 'table' THEN 0 ELSE 1 END, tbl_name, type, name`,
    )
    .pluck()
    .all()
  return `${statements.join(';\n\n')};\n`
}

test('brings an empty file up to the schema of this version, without a backup of nothing', async () => {
  const db = openFile()
  expect(await migrateLedger(db, refuseBackup)).toEqual({ kind: 'ready', from: 0, to: MIGRATIONS.length })
  expect(versionOf(db)).toBe(MIGRATIONS.length)
  await expect(schemaOf(db)).toMatchFileSnapshot('__snapshots__/schema.sql')
})

test('every table is STRICT', async () => {
  const db = await openLedgerFile()
  const loose = db
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all()
  expect(loose).toEqual([])
})

test('the steps are numbered in their order', () => {
  expect(MIGRATIONS.map(step => step.name.slice(0, 4))).toEqual(
    MIGRATIONS.map((_, index) => String(index + 1).padStart(4, '0')),
  )
})

test('leaves a ledger of this version as it is', async () => {
  const db = await openLedgerFile()
  expect(await migrateLedger(db, refuseBackup)).toEqual({
    kind: 'ready',
    from: MIGRATIONS.length,
    to: MIGRATIONS.length,
  })
})

test('K1 takes a verified backup of the ledger before the first step that changes it', async () => {
  const dir = makeTempDir()
  const db = await openLedgerFile(join(dir, 'ledger.db'))
  const files: string[] = []
  const result = await migrateLedger(db, async () => {
    expect(tablesOf(db)).not.toContain('colours')
    const backup = await backUpLedger(db, join(dir, 'backups'), AT)
    if (backup.kind === 'backed-up') files.push(backup.file)
  }, [...MIGRATIONS, MORE_STEP])
  expect(result).toEqual({ kind: 'ready', from: MIGRATIONS.length, to: MIGRATIONS.length + 1 })
  expect(tablesOf(db)).toContain('colours')
  expect(files).toHaveLength(1)
  const [file = ''] = files
  const copy = openFile(file)
  expect(verifyLedger(copy)).toMatchObject({ ok: true })
  expect(versionOf(copy)).toBe(MIGRATIONS.length)
  expect(tablesOf(copy)).not.toContain('colours')
  expect(copy.prepare('SELECT value FROM meta').pluck().get()).toBe('abcd1234')
})

test('K1 changes nothing when the backup before it fails', async () => {
  const db = await openLedgerFile()
  const before = schemaOf(db)
  const failing = migrateLedger(db, () => Promise.reject(new Error('The disk is full.')), [...MIGRATIONS, MORE_STEP])
  await expect(failing).rejects.toThrow('The disk is full.')
  expect(schemaOf(db)).toBe(before)
  expect(versionOf(db)).toBe(MIGRATIONS.length)
})

test('a step that fails leaves the file as the step before it left it', async () => {
  const db = await openLedgerFile()
  const steps = [...MIGRATIONS, MORE_STEP, FAILING_STEP]
  await expect(migrateLedger(db, noBackup, steps)).rejects.toThrow('a_table_that_is_not_there')
  expect(versionOf(db)).toBe(MIGRATIONS.length + 1)
  expect(tablesOf(db)).toContain('colours')
  expect(tablesOf(db)).not.toContain('half_done')
  expect(db.prepare('SELECT value FROM meta').pluck().get()).toBe('abcd1234')
  // The next version of the app, with the step mended, goes on from there.
  const mended = [...MIGRATIONS, MORE_STEP, { ...FAILING_STEP, sql: 'CREATE TABLE half_done (name TEXT) STRICT;' }]
  expect(await migrateLedger(db, noBackup, mended)).toEqual({
    kind: 'ready',
    from: MIGRATIONS.length + 1,
    to: MIGRATIONS.length + 2,
  })
})

test('a first step that fails leaves an empty file empty', async () => {
  const db = openFile()
  await expect(migrateLedger(db, noBackup, [FAILING_STEP])).rejects.toThrow()
  expect(tablesOf(db)).toEqual([])
  expect(versionOf(db)).toBe(0)
})

test('refuses a ledger of a newer version, and does not touch it', async () => {
  const file = join(makeTempDir(), 'ledger.db')
  const newer = await openLedgerFile(file)
  await migrateLedger(newer, noBackup, [...MIGRATIONS, MORE_STEP])
  newer.close()
  const bytes = readFileSync(file)
  const db = openFile(file)
  expect(await migrateLedger(db, refuseBackup)).toEqual({
    kind: 'newer',
    version: MIGRATIONS.length + 1,
    known: MIGRATIONS.length,
  })
  db.close()
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test.each([0, 1, 40])('refuses a file of another program, whatever its version (%d)', async version => {
  const file = join(makeTempDir(), 'ledger.db')
  const foreign = new Database(file)
  foreign.exec('CREATE TABLE recipes (name TEXT)')
  foreign.pragma(`user_version = ${version}`)
  foreign.close()
  const bytes = readFileSync(file)
  const db = new Database(file)
  onTestFinished(() => {
    db.close()
  })
  expect(await migrateLedger(db, refuseBackup)).toEqual({ kind: 'foreign' })
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('refuses a file that is no database by an error, and does not touch it', () => {
  const file = join(makeTempDir(), 'ledger.db')
  const text = 'A shopping list, and not a ledger at all.\n'.repeat(100)
  writeFileSync(file, text)
  expect(() => openWriter(file)).toThrow('file is not a database')
  expect(readFileSync(file, 'utf8')).toBe(text)
})
