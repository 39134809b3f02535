import { createHash, randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { PROTOCOL } from './protocol.ts'

/** Unix keeps a socket's path in about 104 bytes; longer data folders get a short path elsewhere. */
const PATH_BYTES_MOST = 100

const engineFile = z.object({
  protocol: z.literal(PROTOCOL),
  pid: z.int(),
  path: z.string().min(1),
  token: z.string().min(32),
})

/** What `engine.json` in the data folder says: which process holds the ledger, where it listens, and the token that opens it. */
export type EngineAddress = z.infer<typeof engineFile>

const fileOf = (dataDir: string) => join(dataDir, 'engine.json')

/** Makes a new address for this process, with a fresh token and, on Unix, a folder for the socket that only this account can enter. */
export async function makeAddress(dataDir: string): Promise<EngineAddress> {
  return {
    protocol: PROTOCOL,
    pid: process.pid,
    path: await makeSocketPath(dataDir),
    token: randomBytes(32).toString('base64url'),
  }
}

async function makeSocketPath(dataDir: string): Promise<string> {
  const short = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\feebridge-${short}-${randomBytes(8).toString('hex')}`
  const inDataFolder = join(dataDir, 'link', 'engine.sock')
  const path =
    Buffer.byteLength(inDataFolder) <= PATH_BYTES_MOST ? inDataFolder : join(runtimeFolder(), `${short}.sock`)
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!(await isPrivate(folder))) await chmod(folder, 0o700)
  if (!(await isPrivate(folder))) {
    throw new Error(
      `The folder ${folder} belongs to another account, so no other command can be let in through it. Remove it and try again.`,
    )
  }
  // The data folder's lock says that no other engine lives, so a socket file left here is a crashed one's.
  await rm(path, { force: true })
  return path
}

function runtimeFolder(): string {
  return join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `feebridge-${process.getuid?.() ?? 0}`)
}

async function isPrivate(folder: string): Promise<boolean> {
  const found = await lstat(folder)
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0
}

/** Writes `engine.json`, whole or not at all, readable by its owner alone. */
export async function writeAddress(dataDir: string, address: EngineAddress): Promise<void> {
  const file = fileOf(dataDir)
  const half = `${file}.${address.pid}`
  await writeFile(half, `${JSON.stringify(address)}\n`, { mode: 0o600 })
  await rename(half, file)
}

/** Takes `engine.json` away, unless another engine has written its own since. */
export async function removeAddress(dataDir: string, address: EngineAddress): Promise<void> {
  const current = await readAddress(dataDir)
  if (current?.token === address.token) await rm(fileOf(dataDir), { force: true })
  if (process.platform !== 'win32') await rm(address.path, { force: true })
}

/**
 * Reads `engine.json`; null when there is none, or when it cannot be trusted: not of this version, readable by others, or its socket lies in
 * a folder of another account, which could be listening for our token.
 */
export async function readAddress(dataDir: string): Promise<EngineAddress | null> {
  const text = await readOrNull(fileOf(dataDir))
  if (text === null) return null
  const parsed = engineFile.safeParse(jsonOrNull(text))
  if (!parsed.success) return null
  if (process.platform === 'win32') return parsed.data
  const file = await lstatOrNull(fileOf(dataDir))
  const folder = await lstatOrNull(dirname(parsed.data.path))
  if (file === null || folder === null) return null
  const trusted =
    (file.mode & 0o077) === 0 && folder.isDirectory() && folder.uid === file.uid && (folder.mode & 0o077) === 0
  return trusted ? parsed.data : null
}

async function readOrNull(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(nullWhenMissing)
}

async function lstatOrNull(file: string): Promise<Stats | null> {
  return lstat(file).catch(nullWhenMissing)
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EACCES') return null
  throw error
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Only a half-written or foreign file is not JSON; it is treated as no file.
    return null
  }
}
