import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { LIMITS } from '../../contract/limits.ts'
import { backUpLedger, trimBackups } from '../../main/ledger/backup.ts'
import { type Db, openReader, openWriter } from '../../main/ledger/open.ts'
import { verifyLedger } from '../../main/ledger/verify.ts'
import { seedLedger } from '../fixtures/seed-ledger.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'
import { AT, addFee, makeSmallLedger } from './small-ledger.ts'

const NAME = 'ledger-2026-03-02T15-00-00-000Z.db'

function openSeeded(dir: string, fees: number): Db {
  const file = join(dir, 'ledger.db')
  seedLedger(file, { fees, seed: 7 })
  const db = openWriter(file)
  onTestFinished(() => {
    db.close()
  })
  return db
}

/** Writes noise over pages in the middle of a file, as a failing disk would. */
function damage(file: string): void {
  const handle = openSync(file, 'r+')
  const noise = Buffer.alloc(4_096 * 20, 0x5a)
  writeSync(handle, noise, 0, noise.length, Math.floor(statSync(file).size / 8_192) * 4_096)
  closeSync(handle)
}

test('K1 backs the ledger up into a whole file of its own, named after the moment', async () => {
  const dir = makeTempDir()
  const ledger = await makeSmallLedger(dir)
  addFee(ledger, 'fee-1', 5_000)
  const backups = join(dir, 'backups')
  const result = await backUpLedger(ledger.db, backups, AT)
  const file = join(backups, NAME)
  expect(result).toEqual({ kind: 'backed-up', file, bytes: statSync(file).size })
  expect(readdirSync(backups)).toEqual([NAME])
  const copy = openReader(file)
  expect(verifyLedger(copy)).toEqual({ ok: true, entries: 1, auditRows: 0, fees: 1, findings: [] })
  copy.close()
  // Reading it leaves nothing beside it either: it can stand on a disk that cannot be written.
  expect(readdirSync(backups)).toEqual([NAME])
})

test('K1 the backup holds what is only in the write-ahead log yet', async () => {
  const dir = makeTempDir()
  const ledger = await makeSmallLedger(dir)
  ledger.db.pragma('wal_checkpoint(TRUNCATE)')
  addFee(ledger, 'fee-1', 5_000)
  expect(statSync(`${ledger.file}-wal`).size).toBeGreaterThan(0)
  const result = await backUpLedger(ledger.db, join(dir, 'backups'), AT)
  const copy = openReader(result.kind === 'backed-up' ? result.file : '')
  expect(copy.prepare('SELECT count(*) FROM fees').pluck().get()).toBe(1)
  copy.close()
})

test('F1 a backup is readable by its owner alone, also while it is being written', async () => {
  const dir = makeTempDir()
  const db = openSeeded(dir, 5_000)
  const backups = join(dir, 'backups')
  // A folder of the clerk's own, as others may look into it.
  mkdirSync(backups)
  chmodSync(backups, 0o755)
  const seen = new Set<string>()
  const look = () => {
    for (const name of readdirSync(backups))
      seen.add(`${name.endsWith('.db') ? 'whole' : 'part'} ${(statSync(join(backups, name)).mode & 0o777).toString(8)}`)
  }
  let isDone = false
  const backup = backUpLedger(db, backups, AT).finally(() => {
    isDone = true
  })
  while (!isDone) {
    look()
    await nextTurn()
  }
  expect(await backup).toMatchObject({ kind: 'backed-up' })
  look()
  expect([...seen].sort()).toEqual(['part 600', 'whole 600'])
})

test('F1 a folder for backups that is made here is open to its owner alone', async () => {
  const dir = makeTempDir()
  const ledger = await makeSmallLedger(dir)
  await backUpLedger(ledger.db, join(dir, 'backups'), AT)
  expect(statSync(join(dir, 'backups')).mode & 0o777).toBe(0o700)
})

test('K1 a copy that does not pass its check is thrown away, and nothing of it is left', async () => {
  const dir = makeTempDir()
  openSeeded(dir, 2_000).close()
  damage(join(dir, 'ledger.db'))
  const db = openWriter(join(dir, 'ledger.db'))
  const backups = join(dir, 'backups')
  const result = await backUpLedger(db, backups, AT)
  db.close()
  expect(result).toMatchObject({ kind: 'failed', message: expect.stringContaining('did not pass its check') })
  expect(readdirSync(backups)).toEqual([])
})

test('K1 a part file that a crash left behind is written over', async () => {
  const dir = makeTempDir()
  const ledger = await makeSmallLedger(dir)
  const backups = join(dir, 'backups')
  mkdirSync(backups)
  writeFileSync(join(backups, `${NAME}.part`), 'half of a backup')
  expect(await backUpLedger(ledger.db, backups, AT)).toMatchObject({ kind: 'backed-up' })
  expect(readdirSync(backups)).toEqual([NAME])
})

test('K1 says in a sentence that a backup cannot be written, and leaves no part file', async () => {
  const dir = makeTempDir()
  const ledger = await makeSmallLedger(dir)
  const notAFolder = join(dir, 'a-file')
  writeFileSync(notAFolder, '')
  const result = await backUpLedger(ledger.db, join(notAFolder, 'backups'), AT)
  expect(result).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining(`The backup could not be written to ${join(notAFolder, 'backups')}`),
  })
})

test('K1 a full disk fails the backup in a sentence, and leaves no part file', () => {
  const dir = makeTempDir()
  openSeeded(dir, 2_000).close()
  const backups = join(dir, 'backups')
  // A limit on the size of files stands for the full disk: the write fails in the same way.
  const program = `
    const { openReader } = await import(${JSON.stringify(join(import.meta.dirname, '../../main/ledger/open.ts'))})
    const { backUpLedger } = await import(${JSON.stringify(join(import.meta.dirname, '../../main/ledger/backup.ts'))})
    const db = openReader(${JSON.stringify(join(dir, 'ledger.db'))})
    console.log(JSON.stringify(await backUpLedger(db, ${JSON.stringify(backups)}, ${JSON.stringify(AT)})))`
  const script = 'ulimit -f 256; exec "$0" --input-type=module -e "$1"'
  const child = spawnSync('sh', ['-c', script, process.execPath, program], { encoding: 'utf8' })
  expect(child.stderr).toBe('')
  expect(JSON.parse(child.stdout)).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining(`The backup could not be written to ${backups}`),
  })
  expect(readdirSync(backups)).toEqual([])
})

test('keeps the newest backups and touches nothing else in the folder', () => {
  const dir = makeTempDir()
  const names = Array.from({ length: LIMITS.backupsKept + 3 }, (_, day) => {
    const stamp = new Date(Date.parse(AT) + day * 86_400_000).toISOString().replace(/[:.]/g, '-')
    return `ledger-${stamp}.db`
  })
  for (const name of [...names, 'notes.txt', 'ledger-old.txt']) writeFileSync(join(dir, name), '')
  trimBackups(dir)
  expect(readdirSync(dir).sort()).toEqual([...names.slice(3), 'ledger-old.txt', 'notes.txt'])
})

test('trims nothing where there is no folder yet', () => {
  const folder = join(makeTempDir(), 'none')
  trimBackups(folder)
  expect(() => statSync(folder)).toThrow('ENOENT')
})
