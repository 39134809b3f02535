import { once } from 'node:events'
import { type BigIntStats, createWriteStream, type WriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** How a kind of file is called in sentences. */
export interface FileWords {
  /** `workbook` */
  thing: string
  /** A name that such a file could have. */
  example: string
  /** What may have it open. */
  program: string
}

/** Writes the content, ends the stream, and gives what it counted. What breaks the stream aborts the signal. */
export type FillFile<Count> = (out: WriteStream, broken: AbortSignal) => Promise<Count>

export type FileReply<Count> = { kind: 'written'; count: Count; bytes: number } | { kind: 'failed'; message: string }

/**
 * Writes a file so that `outFile` is whole or untouched: into `<outFile>.part`, readable by its owner alone (F1), synced, then renamed.
 * What a disk or a folder can cause is a reply; what `fill` throws goes on to the caller. Neither leaves anything behind.
 */
export async function writeWholeFile<Count>(
  outFile: string,
  words: FileWords,
  fill: FillFile<Count>,
): Promise<FileReply<Count>> {
  try {
    if (await isFolder(outFile)) return { kind: 'failed', message: namesFolder(outFile, words) }
    const partFile = `${outFile}.part`
    // What a crash left there goes first: an old file would keep its old permissions.
    await rm(partFile, { force: true })
    const out = createWriteStream(partFile, { flags: 'wx', mode: 0o600, flush: true })
    await once(out, 'open')
    const { ino } = await stat(partFile, { bigint: true })
    try {
      const count = await fillAndSync(out, fill)
      if (!(await isSameFile(partFile, ino))) return { kind: 'failed', message: overtaken(outFile, words) }
      const { size } = await stat(partFile)
      await rename(partFile, outFile)
      return { kind: 'written', count, bytes: size }
    } catch (error) {
      out.destroy()
      await closing(out)
      if (await isSameFile(partFile, ino)) await rm(partFile, { force: true })
      throw error
    }
  } catch (error) {
    const explain = error instanceof Error && 'code' in error ? FAILURES[String(error.code)] : undefined
    if (explain === undefined) throw error
    return { kind: 'failed', message: explain(outFile, words) }
  }
}

async function fillAndSync<Count>(out: WriteStream, fill: FillFile<Count>): Promise<Count> {
  const broken = new AbortController()
  out.on('error', error => broken.abort(error))
  const count = await fill(out, broken.signal)
  // The stream syncs the file before it closes it, and that too can fail.
  await closing(out)
  broken.signal.throwIfAborted()
  return count
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

type Explain = (file: string, words: FileWords) => string

const namesFolder: Explain = (file, { thing, example }) =>
  `"${file}" is a folder, so no ${thing} was written. Add a file name to it, such as "${join(file, example)}".`
const overtaken: Explain = file =>
  `Another export into "${file}" began before this one was finished, so this one was given up. Wait for the other one.`
const isLocked: Explain = (file, { program }) =>
  `"${file}" could not be written: it may be open in ${program}, or you may not write in its folder. Close it there, or choose another place, and try again.`
const isFull: Explain = (file, { thing }) =>
  `The disk that holds "${dirname(file)}" has no room for the ${thing}, so nothing of it was kept. Free some space, or choose another disk, and try again.`

/** What each failure of the file system means for the clerk. A code that is not here is a bug or a broken machine, and is thrown. */
const FAILURES: Record<string, Explain> = {
  EISDIR: namesFolder,
  ERR_FS_EISDIR: (file, { thing }) =>
    `"${file}.part" is a folder, where the ${thing} is built before it gets its name. Move that folder away, or choose another name.`,
  ENOENT: (file, { thing }) =>
    `The folder "${dirname(file)}" is not there, so no ${thing} was written. Create it, or choose another folder.`,
  ENOTDIR: (file, { thing }) =>
    `"${dirname(file)}" is not a folder, so no ${thing} was written. Choose a folder that is there.`,
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
