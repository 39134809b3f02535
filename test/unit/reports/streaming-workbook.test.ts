import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Column, openStreamingWorkbook, type SheetPlan } from '../../../main/reports/streaming-workbook.ts'
import { readWorkbook } from '../../fixtures/read-workbook.ts'
import { makeTempDir } from '../../fixtures/temp-dir.ts'

interface Line {
  label: string
  cents: number
}

const COLUMNS: readonly Column<Line>[] = [
  { header: 'Label', width: 20, kind: 'text', read: line => line.label },
  { header: 'Amount', width: 12, kind: 'money', read: line => line.cents },
]

async function writeSheet(plan: Partial<SheetPlan<Line>>, pages: readonly (readonly Line[])[]) {
  const file = join(makeTempDir(), 'lines.xlsx')
  const book = openStreamingWorkbook(createWriteStream(file), '2026-03-31T12:00:00.000Z', new AbortController().signal)
  const sheet = book.openSheet({ name: 'Lines', columns: COLUMNS, ...plan })
  for (const page of pages) await sheet.add(page)
  sheet.close()
  await book.finish()
  return readWorkbook(file)
}

const makeLines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `line ${index + 1}`, cents: index + 1 }))

test('freezes the header, sets the widths and filters the full range', async () => {
  const [lines] = await writeSheet({}, [makeLines(30), makeLines(25)])
  expect(lines?.sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }])
  expect(lines?.sheet.autoFilter).toBe('A1:B56')
  // LibreOffice finds the filter by this name.
  expect(lines?.sheet.workbook.definedNames.model).toMatchObject([
    { name: '_xlnm._FilterDatabase', ranges: [expect.stringContaining('$A$1:$B$56')] },
  ])
  expect(lines?.sheet.getColumn(1).width).toBe(20)
  expect(lines?.sheet.getRow(1).font?.bold ?? lines?.sheet.getCell('A1').font.bold).toBe(true)
  expect(lines?.rows).toHaveLength(55)
})

test('begins a further sheet with the same header where one is full, in the middle of a page too', async () => {
  const sheets = await writeSheet({ mostRows: 25 }, [makeLines(30), makeLines(20), makeLines(5)])
  expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['Lines', 25],
    ['Lines 2', 25],
    ['Lines 3', 5],
  ])
  expect(sheets[2]?.headers).toEqual(['Label', 'Amount'])
  expect(sheets[1]?.rows[0]).toEqual({ Label: 'line 26', Amount: 0.26 })
  expect(sheets[2]?.sheet.autoFilter).toBe('A1:B6')
})

test('opens no further sheet for rows that just fill one', async () => {
  const sheets = await writeSheet({ mostRows: 25 }, [makeLines(25)])
  expect(sheets).toHaveLength(1)
})

test('keeps the header of an empty sheet and says what its plan says', async () => {
  const [lines] = await writeSheet({ whenEmpty: 'None in this run' }, [])
  expect(lines?.headers).toEqual(['Label', 'Amount'])
  expect(lines?.rows).toEqual([{ Label: 'None in this run', Amount: null }])
  expect(lines?.sheet.autoFilter).toBe('A1:B1')
})

test('names columns beyond Z', async () => {
  const columns = Array.from(
    { length: 28 },
    (_, index): Column<Line> => ({ header: `H${index}`, width: 9, kind: 'count', read: () => index }),
  )
  const [lines] = await writeSheet({ columns }, [makeLines(1)])
  expect(lines?.sheet.autoFilter).toBe('A1:AB2')
  expect(lines?.sheet.getCell('AB2').value).toBe(27)
})

test('waits while the file takes nothing, instead of holding a whole sheet in memory', async () => {
  const held: (() => void)[] = []
  let isOpen = false
  const out = new Writable({
    write(_chunk, _encoding, done) {
      if (isOpen) done()
      else held.push(done)
    },
  })
  const book = openStreamingWorkbook(out, '2026-03-31T12:00:00.000Z', new AbortController().signal)
  const sheet = book.openSheet({ name: 'Big', columns: COLUMNS })
  // Numbers that the zip cannot shrink to nothing: 30 MB of XML.
  const wide = Array.from({ length: 100 }, () => ({ label: randomBytes(15_000).toString('hex'), cents: 1 }))
  let pages = 0
  const adding = (async () => {
    for (; pages < 10; pages += 1) await sheet.add(wide)
  })()
  for (let turn = 0; turn < 5_000; turn += 1) await setImmediate()
  expect(pages).toBeLessThan(5)
  isOpen = true
  for (const done of held) done()
  await adding
  sheet.close()
  await book.finish()
  expect(pages).toBe(10)
})

test('ends with the reason when its stream breaks', async () => {
  const broken = new AbortController()
  const out = createWriteStream(join(makeTempDir(), 'gone', 'lines.xlsx'))
  out.on('error', error => broken.abort(error))
  const book = openStreamingWorkbook(out, '2026-03-31T12:00:00.000Z', broken.signal)
  const sheet = book.openSheet({ name: 'Lines', columns: COLUMNS })
  const write = async () => {
    for (;;) await sheet.add(makeLines(100))
  }
  await expect(write()).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(book.finish()).rejects.toMatchObject({ code: 'ENOENT' })
})
