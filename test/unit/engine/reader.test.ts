import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../../contract/app-error.ts'
import type { Log } from '../../../main/domain/ports.ts'
import { openInlineReader, openThreadReader, type Reader, type ReaderOptions } from '../../../main/engine/reader.ts'
import { seedLedger } from '../../fixtures/seed-ledger.ts'

const dir = mkdtempSync(join(tmpdir(), 'feebridge-reader-'))
const ledgerFile = join(dir, 'ledger.db')
const elsewhere = join(dir, 'elsewhere.db')
const MOMENT = { nowMs: Date.parse('2026-01-15T20:00:00.000Z'), timeZone: 'America/New_York' }

beforeAll(() => void seedLedger(ledgerFile, { fees: 2_000, seed: 3 }))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** A log that remembers what it was told. */
function remember(): Log & { told: string[] } {
  const told: string[] = []
  const note = (text: string, facts?: object) => void told.push(`${text} ${JSON.stringify(facts)}`)
  return { told, info: note, warn: note, error: note }
}

async function withReader(
  open: (options: ReaderOptions) => Reader,
  work: (reader: Reader, log: { told: string[] }) => Promise<void>,
): Promise<void> {
  const log = remember()
  const reader = open({ ledgerFile, searchFile: join(dir, 'search.db'), log })
  try {
    await work(reader, log)
  } finally {
    await reader.close()
  }
}

describe.each([
  ['in this thread', openInlineReader],
  ['in threads of its own', openThreadReader],
])('a reader %s', (_, open) => {
  it('answers with the value of the view', () =>
    withReader(open, async reader => {
      const { items, next } = await reader.query('fees.list', { limit: 3, order: 'oldest' }, MOMENT)
      expect(items).toHaveLength(3)
      expect(next).not.toBeNull()
      const rest = await reader.query('fees.list', { limit: 3, order: 'oldest', after: next ?? '' }, MOMENT)
      expect(rest.items[0]?.id).not.toBe(items[0]?.id)
    }))

  it('answers a search of raw values without any index, beside other queries', () =>
    withReader(open, async reader => {
      const [found, fees] = await Promise.all([
        reader.query('imports.list', { raw: 'case 77', limit: 5 }, MOMENT),
        reader.query('fees.list', { limit: 1 }, MOMENT),
      ])
      expect(found.items).toHaveLength(5)
      expect(fees.items).toHaveLength(1)
    }))

  it('hands a refusal over as it was made', () =>
    withReader(open, async reader => {
      const refusal = await reader.query('fees.show', { id: 'nothing' }, MOMENT).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(Refusal)
      expect((refusal as Refusal).appError).toMatchObject({ code: 'not-found', field: 'id' })
    }))

  it('answers "failed" with a sentence when the ledger cannot be read, tells the log why, and reads again once it can', () =>
    withReader(open, async (reader, log) => {
      renameSync(ledgerFile, elsewhere)
      const refusal = await reader.query('runs.list', {}, MOMENT).catch((error: unknown) => error)
      expect((refusal as Refusal).appError.code).toBe('failed')
      expect((refusal as Refusal).message).toContain('could not be read')
      expect(log.told.join()).toContain('runs.list')
      renameSync(elsewhere, ledgerFile)
      expect((await reader.query('runs.list', {}, MOMENT)).items.length).toBeGreaterThan(0)
    }))

  it('answers what was asked before it closes, and "closed" from then on', () =>
    withReader(open, async reader => {
      const asked = reader.query('errors.list', {}, MOMENT)
      await reader.close()
      expect((await asked).items.length).toBeGreaterThan(0)
      const refusal = await reader.query('errors.list', {}, MOMENT).catch((error: unknown) => error)
      expect((refusal as Refusal).appError.code).toBe('closed')
    }))
})
