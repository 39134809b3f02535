import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Practice, type PracticeSettings, startPractice } from '../../practice/practice.ts'

/** The practice district of one data folder, running. */
export interface PracticeWorld {
  settings: PracticeSettings
  /** True when its address is not the one of last time. */
  moved: boolean
  close(): Promise<void>
}

/** What makes a practice district the same one at the next start: its seed, the day it was made for, and, if it is free, its port. */
interface PracticeRecord {
  seed: number
  madeAt: string
  port: number
}

const FIRST_SEED = 1

/** Starts the practice district that belongs to a practice folder: the same schools, students and fees at every start. */
export async function openPracticeWorld(dataFolder: string): Promise<PracticeWorld> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const file = join(dataFolder, 'practice.json')
  const known = await readRecord(file)
  const madeAt = known?.madeAt ?? new Date().toISOString()
  const seed = known?.seed ?? FIRST_SEED
  const practice = await startAsMade(seed, Date.parse(madeAt), known?.port ?? 0)
  const port = Number(new URL(practice.origin).port)
  const record: PracticeRecord = { seed, madeAt, port }
  await writeFile(file, `${JSON.stringify(record)}\n`, { mode: 0o600 })
  return { settings: practice.settings(), moved: known !== null && known.port !== port, close: () => practice.close() }
}

/** Rows are made as of the day of the first start; once made, the district lives in real time. */
async function startAsMade(seed: number, madeAtMs: number, port: number): Promise<Practice> {
  const onPort = async (wanted: number): Promise<Practice> => {
    let made = false
    const practice = await startPractice({ seed, port: wanted, now: () => (made ? Date.now() : madeAtMs) })
    made = true
    return practice
  }
  return onPort(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return onPort(0)
    throw error
  })
}

async function readRecord(file: string): Promise<PracticeRecord | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : (JSON.parse(text) as PracticeRecord)
}
