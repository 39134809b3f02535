import { once } from 'node:events'
import { type BigIntStats, createWriteStream, type WriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openStreamingWorkbook, type StreamingWorkbook } from './streaming-workbook.ts'

/** How writing a workbook ended. `rows` are data rows without headers; `message` is a sentence for the clerk. */
export type WorkbookReply = { kind: 'written'; rows: number; bytes: number } | { kind: 'failed'; message: string }

/** What a workbook says about itself. `generatedAt` is UTC. */
export interface WorkbookFacts {
  district: string
  timeZone: string
  generatedAt: string
}

/** Writes the sheets of a workbook and gives the number of data rows. */
export type FillWorkbook = (book: StreamingWorkbook) => Promise<number>

/**
 * Writes a workbook so that `outFile` is whole or untouched: into `<outFile>.part`, readable by its owner alone (F1), synced, then renamed.
 * What a disk or a folder can cause is a reply; what `fill` throws goes on to the caller. Neither leaves anything behind.
 */
export async function writeWorkbookFile(
  outFile: string,
  generatedAt: string,
  fill: FillWorkbook,
): Promise<WorkbookReply> {
  try {
    if (await isFolder(outFile)) return { kind: 'failed', message: namesFolder(outFile) }
    const partFile = `${outFile}.part`
    // What a crash left there goes first: an old file would keep its old permissions.
    await rm(partFile, { force: true })
    const out = createWriteStream(partFile, { flags: 'wx', mode: 0o600, flush: true })
    await once(out, 'open')
    const { ino } = await stat(partFile, { bigint: true })
    try {
      const rows = await writeAndSync(out, generatedAt, fill)
      if (!(await isSameFile(partFile, ino))) return { kind: 'failed', message: overtaken(outFile) }
      const { size } = await stat(partFile)
      await rename(partFile, outFile)
      return { kind: 'written', rows, bytes: size }
    } catch (error) {
      out.destroy()
      await closing(out)
      if (await isSameFile(partFile, ino)) await rm(partFile, { force: true })
      throw error
    }
  } catch (error) {
    const explain = error instanceof Error && 'code' in error ? FAILURES[String(error.code)] : undefined
    if (explain === undefined) throw error
    return { kind: 'failed', message: explain(outFile) }
  }
}

async function writeAndSync(out: WriteStream, generatedAt: string, fill: FillWorkbook): Promise<number> {
  const broken = new AbortController()
  out.on('error', error => broken.abort(error))
  const book = openStreamingWorkbook(out, generatedAt, broken.signal)
  const rows = await fill(book)
  await book.finish()
  // The stream syncs the file before it closes it, and that too can fail.
  await closing(out)
  broken.signal.throwIfAborted()
  return rows
}

async function closing(out: WriteStream): Promise<void> {
  if (!out.closed) await new Promise<void>(resolve => out.once('close', resolve))
}

async function isFolder(file: string): Promise<boolean> {
  return (await find(file))?.isDirectory() === true
}

/** False when another export into the same file has put its own part file there. */
async function isSameFile(file: string, ino: bigint): Promise<boolean> {
  return (await find(file))?.ino === ino
}

async function find(file: string): Promise<BigIntStats | null> {
  try {
    return await stat(file, { bigint: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

type Explain = (file: string) => string

const namesFolder: Explain = file =>
  `"${file}" is a folder, so no workbook was written. Add a file name to it, such as "${join(file, 'transactions.xlsx')}".`
const overtaken: Explain = file =>
  `Another export into "${file}" began before this one was finished, so this one was given up. Wait for the other one.`
const isLocked: Explain = file =>
  `"${file}" could not be written: it may be open in Excel, or you may not write in its folder. Close it there, or choose another place, and try again.`
const isFull: Explain = file =>
  `The disk that holds "${dirname(file)}" has no room for the workbook, so nothing of it was kept. Free some space, or choose another disk, and try again.`

/** What each failure of the file system means for the clerk. A code that is not here is a bug or a broken machine, and is thrown. */
const FAILURES: Record<string, Explain> = {
  EISDIR: namesFolder,
  ERR_FS_EISDIR: file =>
    `"${file}.part" is a folder, where the workbook is built before it gets its name. Move that folder away, or choose another name.`,
  ENOENT: file =>
    `The folder "${dirname(file)}" is not there, so no workbook was written. Create it, or choose another folder.`,
  ENOTDIR: file => `"${dirname(file)}" is not a folder, so no workbook was written. Choose a folder that is there.`,
  ENAMETOOLONG: file => `The name "${file}" is too long for this disk. Choose a shorter one.`,
  EINVAL: file => `"${file}" is not a name that this computer can give to a file. Choose another one.`,
  EROFS: file => `The disk that holds "${dirname(file)}" can only be read. Choose another one.`,
  EACCES: isLocked,
  EPERM: isLocked,
  EBUSY: isLocked,
  ENOSPC: isFull,
  EDQUOT: isFull,
  EFBIG: isFull,
}
