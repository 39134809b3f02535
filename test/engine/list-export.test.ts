import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import type { CallRequest } from '../../contract/calls.ts'
import { LIST_COLUMNS, type ReportList } from '../../contract/rows/columns.ts'
import { exportTransactionsInThread } from '../../main/engine/report-thread-client.ts'
import { openRunningExports } from '../../main/engine/running-exports.ts'
import { readWorkbook } from '../fixtures/read-workbook.ts'
import { seedLedger } from '../fixtures/seed-ledger.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'
import { type District, scenario } from './district.ts'

const LISTS = Object.keys(LIST_COLUMNS) as ReportList[]

async function exported(d: District, request: Omit<CallRequest<'reports.list'>, 'outFile'>, name = request.list) {
  const outFile = join(d.dataDir, `${name}.xlsx`)
  const reply = await d.call('reports.list', { ...request, outFile })
  const [list, about] = await readWorkbook(outFile)
  if (list === undefined || about === undefined) throw new Error('A sheet is missing.')
  return { reply, list, about, outFile }
}

scenario(
  'writes each list whole, with every column, header frozen and the filter over all rows',
  { fees: 30 },
  async d => {
    await d.run()
    for (const list of LISTS) {
      const { reply, list: sheet } = await exported(d, { list, filter: {} })
      expect(sheet.headers, list).toHaveLength(LIST_COLUMNS[list].length)
      expect(new Set(sheet.headers).size, list).toBe(sheet.headers.length)
      expect(sheet.rows, list).toHaveLength(Math.max(reply.rows, reply.rows === 0 ? 1 : 0))
      expect(sheet.sheet.views, list).toMatchObject([{ state: 'frozen', ySplit: 1 }])
      if (reply.rows > 0)
        expect(String(sheet.sheet.autoFilter), list).toMatch(new RegExp(`^A1:[A-Z]+${reply.rows + 1}$`))
    }
    const fees = await d.call('fees.list', { limit: 1000 })
    const { list: sheet } = await exported(d, { list: 'fees', filter: {} })
    expect(sheet.rows.map(row => row['Fee id'])).toEqual(fees.items.map(fee => fee.id))
    expect(sheet.rows.map(row => Math.round(Number(row.Balance ?? 0) * 100))).toEqual(
      fees.items.map(fee => fee.balanceCents),
    )
  },
)

scenario(
  'M1 writes the shown columns of the filtered rows, in their order, as real amounts and dates',
  { fees: 30 },
  async d => {
    await d.run()
    const filter = { status: 'open', order: 'balance' } as const
    const columns = ['dueOn', 'balanceCents', 'student', 'details']
    const { list } = await exported(d, { list: 'fees', filter, columns })
    expect(list.headers).toEqual(['Due', 'Balance', 'Student'])
    const shown = await d.call('fees.list', { ...filter, limit: 1000 })
    expect(list.rows).toEqual(
      shown.items.map(fee => ({
        Due: new Date(`${fee.dueOn}T00:00:00.000Z`),
        Balance: fee.balanceCents / 100,
        Student: fee.student,
      })),
    )
    const [due, balance] = [list.sheet.getCell('A2'), list.sheet.getCell('B2')]
    expect([due.type, due.numFmt]).toEqual([ExcelJS.ValueType.Date, 'yyyy-mm-dd'])
    expect([balance.type, balance.numFmt]).toEqual([ExcelJS.ValueType.Number, '"$"#,##0.00;[Red]-"$"#,##0.00'])
  },
)

scenario("Z1 writes moments as the district's clocks show them", { fees: 3, timeZone: 'Pacific/Auckland' }, async d => {
  const run = await d.run()
  const { list, about } = await exported(d, { list: 'runs', filter: {} })
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Pacific/Auckland',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const shown = new Date(String(list.rows[0]?.Started)).toISOString().slice(0, 19).replace('T', ' ')
  expect(shown).toBe(parts.format(Date.parse(run.startedAt)))
  expect(list.sheet.getCell('A2').numFmt).toBe('yyyy-mm-dd hh:mm:ss')
  expect(about.rows).toContainEqual({ What: 'Time zone of all days and times', Value: 'Pacific/Auckland' })
})

scenario('keeps text that begins with = + - @ as text, whatever list it is in', {}, async d => {
  const name = '=HYPERLINK("http://x.example","pay")'
  d.iiq.addFee({ name })
  await d.run()
  const { list } = await exported(d, { list: 'fees', filter: {}, columns: ['name'] })
  const cell = list.sheet.getCell('A2')
  expect([cell.value, cell.numFmt, cell.formula]).toEqual([name, '@', undefined])
})

scenario(
  'F1 makes each export an audit row with its list, filter and rows, in a file of its owner alone',
  { fees: 8 },
  async d => {
    await d.run()
    const { reply, outFile } = await exported(d, { list: 'fees', filter: { status: 'open', overdue: true } })
    expect(statSync(outFile).mode & 0o777).toBe(0o600)
    expect(readdirSync(d.dataDir).filter(name => name.endsWith('.part'))).toEqual([])
    const { list: trail } = await exported(d, { list: 'audit', filter: {} })
    const line = trail.rows.at(-1)
    expect(line).toMatchObject({ Who: 'June Office', What: 'report.list', 'To what': outFile })
    expect(line?.Details).toBe(`list: fees; filter: status open, overdue; rows: ${reply.rows}`)
    const hashes = d.rows<{ hash: string }>('SELECT lower(hex(hash)) AS hash FROM audit ORDER BY seq')
    // The export of the trail is itself a line, behind those that it holds.
    expect(trail.rows.map(row => row.Hash)).toEqual(hashes.slice(0, -1).map(row => row.hash))
  },
)

scenario(
  'refuses in a sentence a filter or columns that it does not know, and a folder that is not there',
  {},
  async d => {
    const outFile = join(d.dataDir, 'a.xlsx')
    expect(await d.ask('reports.list', { list: 'fees', filter: { statu: 'open' }, outFile })).toMatchObject({
      ok: false,
      error: { code: 'bad-request', message: expect.stringContaining('statu is not a name') },
    })
    expect(await d.ask('reports.list', { list: 'fees', filter: {}, columns: ['details'], outFile })).toMatchObject({
      ok: false,
      error: { code: 'bad-request', field: 'columns' },
    })
    const gone = join(d.dataDir, 'gone', 'a.xlsx')
    expect(await d.ask('reports.list', { list: 'fees', filter: {}, outFile: gone })).toMatchObject({
      ok: false,
      error: { code: 'failed', field: 'outFile', message: expect.stringContaining('is not there') },
    })
    expect(d.value('SELECT count(*) FROM audit WHERE action = ?', 'report.list')).toBe(0)
  },
)

test('says how many rows an export has so far, and stops it on demand with nothing left of its file', async () => {
  const dir = makeTempDir()
  const ledgerFile = join(dir, 'ledger.db')
  const outFile = join(dir, 'all.xlsx')
  const { entries } = seedLedger(ledgerFile, { fees: 30_000, seed: 5 })
  const facts = { district: 'Maple Hollow', timeZone: 'UTC', generatedAt: '2026-03-31T12:00:00.000Z' }
  const exports = openRunningExports()
  const begun = { id: 'export-1', what: 'transactions', startedAt: facts.generatedAt } as const
  const written = exports.during(begun, watch => exportTransactionsInThread({ ledgerFile, outFile, facts }, watch))
  await expect.poll(() => exports.list()[0]?.rows ?? 0, { interval: 5, timeout: 30_000 }).toBeGreaterThan(0)
  expect(exports.cancel('export-1')).toBe(true)
  const reply = await written
  expect(reply).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/^The export was cancelled after [\d,]+ rows/),
  })
  expect(
    Number(/after ([\d,]+)/.exec(reply.kind === 'failed' ? reply.message : '')?.[1]?.replace(',', '')),
  ).toBeLessThan(entries)
  expect(readdirSync(dir).filter(name => name.includes('xlsx'))).toEqual([])
  expect([exports.list(), exports.cancel('export-1')]).toEqual([[], false])
})
