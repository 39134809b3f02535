import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type JournalLine, openJournal, readJournal } from '../../main/ledger/journal.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'
import { AT } from './small-ledger.ts'

const JOURNAL = join(import.meta.dirname, '../../main/ledger/journal.ts')

function lineOf(id: string): JournalLine {
  return {
    at: AT,
    kind: 'entry',
    id,
    facts: { seq: 7, amountCents: -1_250, kind: 'payment', operator: 'Ada "A" Appl\u00e9' },
  }
}

function openInDir(file = join(makeTempDir(), 'journal.jsonl')) {
  const journal = openJournal(file)
  let isOpen = true
  const close = () => {
    if (isOpen) journal.close()
    isOpen = false
  }
  onTestFinished(close)
  return { ...journal, file, close }
}

test('K2 keeps each line as it was, oldest first', () => {
  const journal = openInDir()
  journal.append([lineOf('a')])
  journal.append([])
  journal.append([lineOf('b'), { ...lineOf('c'), kind: 'delivery' }])
  expect(readJournal(journal.file)).toEqual({
    lines: [lineOf('a'), lineOf('b'), { ...lineOf('c'), kind: 'delivery' }],
    torn: false,
  })
})

test('K2 goes on where it stopped when it is opened again', () => {
  const first = openInDir()
  first.append([lineOf('a')])
  first.close()
  const second = openInDir(first.file)
  second.append([lineOf('b')])
  expect(readJournal(first.file).lines.map(line => line.id)).toEqual(['a', 'b'])
})

test('K2 a line is in the file when append returns, also when the process is killed right after', async () => {
  const file = join(makeTempDir(), 'journal.jsonl')
  const program = `
    const { openJournal } = await import(${JSON.stringify(JOURNAL)})
    const journal = openJournal(${JSON.stringify(file)})
    journal.append([${JSON.stringify(lineOf('a'))}])
    process.kill(process.pid, 'SIGKILL')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
  expect(readJournal(file)).toEqual({ lines: [lineOf('a')], torn: false })
})

test.each([1, 10, 40])('K2 tells a last line apart that was cut off (%d bytes short), and leaves it out', short => {
  const journal = openInDir()
  journal.append([lineOf('a'), lineOf('b')])
  truncateSync(journal.file, statSync(journal.file).size - short)
  expect(readJournal(journal.file)).toEqual({ lines: [lineOf('a')], torn: true })
})

test('K2 what is written after a line that was cut off is not lost with it', () => {
  const journal = openInDir()
  journal.append([lineOf('a'), lineOf('b')])
  journal.close()
  truncateSync(journal.file, statSync(journal.file).size - 10)
  const after = openInDir(journal.file)
  after.append([lineOf('c')])
  expect(readJournal(journal.file)).toEqual({ lines: [lineOf('a'), lineOf('c')], torn: false })
})

test('K2 a journal that holds nothing but a line cut off begins anew', () => {
  const file = join(makeTempDir(), 'journal.jsonl')
  appendFileSync(file, '{"at":"2026-03-')
  const journal = openInDir(file)
  journal.append([lineOf('a')])
  expect(readJournal(file)).toEqual({ lines: [lineOf('a')], torn: false })
})

test('K2 a line that the disk has no room for is taken back whole, and the next one still reads', () => {
  const dir = makeTempDir()
  const file = join(dir, 'journal.jsonl')
  // A limit on the size of files stands for the full disk: it cuts a write in the middle, as a full disk does.
  const program = `
    const { openJournal } = await import(${JSON.stringify(JOURNAL)})
    const journal = openJournal(${JSON.stringify(file)})
    const line = ${JSON.stringify(lineOf('a'))}
    journal.append([line])
    try { journal.append([{ ...line, id: 'long', facts: { text: 'x'.repeat(100_000) } }]) } catch (error) { console.log(error.code) }
    journal.append([{ ...line, id: 'b' }])`
  const script = 'ulimit -f 64; exec "$0" --input-type=module -e "$1"'
  const child = spawnSync('sh', ['-c', script, process.execPath, program], { encoding: 'utf8' })
  expect(child.stderr).toBe('')
  expect(child.stdout.trim()).toBe('EFBIG')
  const { lines, torn } = readJournal(file)
  expect(lines.map(line => line.id)).toEqual(['a', 'b'])
  expect(torn).toBe(false)
})

test('K2 begins a new journal after a backup and keeps the one before', () => {
  const journal = openInDir()
  journal.append([lineOf('a')])
  journal.rotate()
  expect(readJournal(journal.file)).toEqual({ lines: [], torn: false })
  journal.append([lineOf('b')])
  journal.rotate()
  journal.append([lineOf('c')])
  expect(readJournal(journal.file).lines.map(line => line.id)).toEqual(['c'])
  expect(readJournal(`${journal.file}.before`).lines.map(line => line.id)).toEqual(['b'])
})

test('F1 the journal is readable by its owner alone, also after it began anew', () => {
  const journal = openInDir()
  expect(statSync(journal.file).mode & 0o777).toBe(0o600)
  journal.rotate()
  expect(statSync(journal.file).mode & 0o777).toBe(0o600)
  expect(readFileSync(journal.file, 'utf8')).toBe('')
})

test('reads a journal that is not there as an empty one', () => {
  const file = join(makeTempDir(), 'journal.jsonl')
  expect(readJournal(file)).toEqual({ lines: [], torn: false })
  expect(existsSync(file)).toBe(false)
})
