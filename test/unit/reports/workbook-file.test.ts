import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { StreamingWorkbook } from '../../../main/reports/streaming-workbook.ts'
import { writeWorkbookFile } from '../../../main/reports/workbook-file.ts'
import { makeTempDir } from '../../fixtures/temp-dir.ts'

const AT = '2026-03-31T12:00:00.000Z'

async function fillLines(book: StreamingWorkbook): Promise<number> {
  const sheet = book.openSheet<string>({
    name: 'Lines',
    columns: [{ header: 'Line', width: 10, kind: 'text', read: line => line }],
  })
  await sheet.add(['one', 'two'])
  sheet.close()
  return 2
}

describe('a written workbook', () => {
  test('F1 is readable by its owner alone, and stands alone in its folder', async () => {
    const dir = makeTempDir()
    const file = join(dir, 'lines.xlsx')
    const reply = await writeWorkbookFile(file, AT, fillLines)
    expect(reply).toEqual({ kind: 'written', rows: 2, bytes: statSync(file).size })
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(dir)).toEqual(['lines.xlsx'])
  })

  test('F1 does not take over the permissions of a part file that a crash left', async () => {
    const file = join(makeTempDir(), 'lines.xlsx')
    writeFileSync(`${file}.part`, 'left over', { mode: 0o644 })
    await writeWorkbookFile(file, AT, fillLines)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('replaces an older file only when it is whole', async () => {
    const file = join(makeTempDir(), 'lines.xlsx')
    writeFileSync(file, 'older')
    const seen: string[] = []
    await writeWorkbookFile(file, AT, async book => {
      const rows = await fillLines(book)
      seen.push(readFileSync(file, 'utf8'))
      return rows
    })
    expect(seen).toEqual(['older'])
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
  })
})

describe('a workbook that cannot be written', () => {
  test('names a folder that is not there', async () => {
    const file = join(makeTempDir(), 'missing', 'lines.xlsx')
    const reply = await writeWorkbookFile(file, AT, fillLines)
    expect(reply).toMatchObject({ kind: 'failed', message: expect.stringContaining('missing" is not there') })
  })

  test('refuses to write over a folder', async () => {
    const dir = makeTempDir()
    const reply = await writeWorkbookFile(dir, AT, fillLines)
    expect(reply).toMatchObject({ kind: 'failed', message: expect.stringContaining('is a folder') })
    expect(readdirSync(dir)).toEqual([])
    expect(existsSync(`${dir}.part`)).toBe(false)
  })

  test('says so when the part file cannot be built because a folder stands there', async () => {
    const file = join(makeTempDir(), 'lines.xlsx')
    mkdirSync(`${file}.part`)
    const reply = await writeWorkbookFile(file, AT, fillLines)
    expect(reply).toMatchObject({ kind: 'failed', message: expect.stringContaining('.part" is a folder') })
  })

  test('says so when the folder is a file', async () => {
    const parent = join(makeTempDir(), 'file')
    writeFileSync(parent, '')
    const reply = await writeWorkbookFile(join(parent, 'lines.xlsx'), AT, fillLines)
    expect(reply).toMatchObject({ kind: 'failed', message: expect.stringContaining('is not a folder') })
  })

  test('throws what its pages throw, and leaves the older file and nothing else', async () => {
    const dir = makeTempDir()
    const file = join(dir, 'lines.xlsx')
    writeFileSync(file, 'older')
    const fill = async (book: StreamingWorkbook) => {
      await fillLines(book)
      throw new Error('the page is gone')
    }
    await expect(writeWorkbookFile(file, AT, fill)).rejects.toThrow('the page is gone')
    expect(readdirSync(dir)).toEqual(['lines.xlsx'])
    expect(readFileSync(file, 'utf8')).toBe('older')
  })

  test('gives up for a later export into the same file, which is left in peace', async () => {
    const dir = makeTempDir()
    const file = join(dir, 'lines.xlsx')
    const first = await writeWorkbookFile(file, AT, async book => {
      const rows = await fillLines(book)
      expect(await writeWorkbookFile(file, AT, fillLines)).toMatchObject({ kind: 'written' })
      writeFileSync(`${file}.part`, 'of a third one')
      return rows
    })
    expect(first).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('began before this one was finished'),
    })
    expect(readFileSync(`${file}.part`, 'utf8')).toBe('of a third one')
  })

  test.skipIf(process.platform === 'win32')('says that the disk has no room, and keeps nothing', () => {
    const dir = makeTempDir()
    const file = join(dir, 'big.xlsx')
    // The shell's limit on the size of a file stands for the full disk: the same failure at the same place, without being an administrator.
    const program = `
      import { writeWorkbookFile } from ${JSON.stringify(new URL('../../../main/reports/workbook-file.ts', import.meta.url).href)}
      const reply = await writeWorkbookFile(${JSON.stringify(file)}, ${JSON.stringify(AT)}, async book => {
        const sheet = book.openSheet({ name: 'Big', columns: [{ header: 'Line', width: 9, kind: 'text', read: line => line }] })
        for (let page = 0; page < 400; page += 1) await sheet.add(Array.from({ length: 100 }, () => crypto.randomUUID().repeat(20)))
        sheet.close()
        return 0
      })
      console.log(JSON.stringify(reply))`
    const child = spawnSync(
      'sh',
      ['-c', 'ulimit -f 256; exec "$0" --input-type=module -e "$1"', process.execPath, program],
      { encoding: 'utf8' },
    )
    expect(child.stderr).toBe('')
    expect(JSON.parse(child.stdout)).toMatchObject({ kind: 'failed', message: expect.stringContaining('has no room') })
    expect(readdirSync(dir)).toEqual([])
  })
})
