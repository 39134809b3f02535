import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { exportTransactionsInThread } from '../../../main/engine/report-thread-client.ts'
import { readWorkbook } from '../../fixtures/read-workbook.ts'
import { seedLedger } from '../../fixtures/seed-ledger.ts'
import { makeTempDir } from '../../fixtures/temp-dir.ts'

const FACTS = { district: 'Maple Hollow', timeZone: 'America/New_York', generatedAt: '2026-03-31T12:00:00.000Z' }

test('exports every entry of the ledger from a thread of its own, while this one goes on', async () => {
  const dir = makeTempDir()
  const ledgerFile = join(dir, 'ledger.db')
  const outFile = join(dir, 'transactions.xlsx')
  const { entries } = seedLedger(ledgerFile, { fees: 6_000, seed: 3 })
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  const reply = await exportTransactionsInThread({ ledgerFile, outFile, facts: FACTS })
  clearInterval(timer)
  expect(reply).toMatchObject({ kind: 'written', rows: entries })
  expect(turns).toBeGreaterThan(10)

  const [transactions] = await readWorkbook(outFile)
  expect(transactions?.rows).toHaveLength(entries)
  const db = new Database(ledgerFile, { readonly: true })
  const sum = db.prepare('SELECT sum(amount_cents) FROM entries').pluck().get()
  db.close()
  expect(transactions?.rows.reduce((total, row) => total + Math.round(Number(row.Amount) * 100), 0)).toBe(sum)
})

test('says that the folder is not there', async () => {
  const dir = makeTempDir()
  const ledgerFile = join(dir, 'ledger.db')
  seedLedger(ledgerFile, { fees: 1, seed: 3 })
  const reply = await exportTransactionsInThread({ ledgerFile, outFile: join(dir, 'missing', 'a.xlsx'), facts: FACTS })
  expect(reply).toMatchObject({ kind: 'failed', message: expect.stringContaining('is not there') })
})

test('says that the ledger cannot be read, and writes nothing', async () => {
  const dir = makeTempDir()
  const reply = await exportTransactionsInThread({
    ledgerFile: join(dir, 'ledger.db'),
    outFile: join(dir, 'a.xlsx'),
    facts: FACTS,
  })
  expect(reply).toMatchObject({ kind: 'failed', message: expect.stringContaining('could not be read') })
  expect(readdirSync(dir)).toEqual([])
})
