import { appendFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type PracticeMove, practiceMove } from '../../../contract/host-calls.ts'
import { openPlay, type Play } from '../../practice/play.ts'
import { type Practice, type PracticeSettings, startPractice } from '../../practice/practice.ts'
import { PRACTICE_MARK } from './places.ts'

/** The practice district of one data folder, running. */
export interface PracticeWorld {
  settings: PracticeSettings
  /** True when its address is not the one of last time. */
  moved: boolean
  /** Its other side, in a person's hands. */
  play: Play
  /** Tells when something is asked of it or done to it, until the returned function is called. */
  onActivity(listener: () => void): () => void
  close(): Promise<void>
}

/** What makes a practice district the same one at the next start: its seed, the day it was made for, and, if it is free, its port (0: none yet). */
const practiceRecord = z.object({ seed: z.int(), madeAt: z.iso.datetime(), port: z.int() })
type PracticeRecord = z.infer<typeof practiceRecord>

/** A payment or adjustment that came in through the interface; see the practice Incident IQ's own description. */
const wireRow = z.object({
  id: z.string(),
  typeId: z.string(),
  amountCents: z.int(),
  amountText: z.string(),
  feeId: z.string(),
  reference: z.string(),
  recordedById: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  notes: z.string().nullable(),
})
/** What happened over there, so that the next start brings it back: what the clerk played, and what the bridge sent. */
const happened = z.union([
  z.object({ at: z.iso.datetime(), move: practiceMove }),
  z.object({ at: z.iso.datetime(), change: z.union([z.object({ made: wireRow }), z.object({ removed: z.string() })]) }),
])
type Happened = z.infer<typeof happened>

const FIRST_SEED = 1
const MOVES = 'practice-moves.jsonl'

/** Marks a folder as a practice district's. Nothing without the mark is ever thrown away. */
export async function markAsPractice(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readRecord(folder)) === null)
    await writeRecord(folder, { seed: FIRST_SEED, madeAt: new Date().toISOString(), port: 0 })
}

/** Starts the practice district that belongs to a practice folder: the same schools, students and fees at every start, with all that was played since. */
export async function openPracticeWorld(folder: string): Promise<PracticeWorld> {
  await markAsPractice(folder)
  const known = await readRecord(folder)
  if (known === null) throw new Error(`${folder} was marked as practice and is not any more.`)
  let nowMs: () => number = () => Date.parse(known.madeAt)
  const practice = await startNear(known.port, { seed: known.seed, now: () => nowMs() })
  const play = openPlay(practice.iiq, () => nowMs())
  for (const one of await readHappened(folder)) {
    nowMs = () => Date.parse(one.at)
    if ('move' in one) await play.play(one.move)
    else practice.iiq.changeAgain(one.change)
  }
  nowMs = Date.now
  practice.iiq.onChange(change => keep(folder, { at: new Date().toISOString(), change }))
  const port = Number(new URL(practice.origin).port)
  await writeRecord(folder, { ...known, port })
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  practice.iiq.onRequest(tell)
  return {
    settings: practice.settings(),
    moved: known.port !== 0 && known.port !== port,
    play: {
      show: search => play.show(search),
      async play(move) {
        const at = new Date().toISOString()
        const played = await play.play(move)
        if (played.kind === 'done' && lasts(move)) keep(folder, { at, move })
        tell()
        return played
      },
    },
    onActivity(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => practice.close(),
  }
}

/** Rows are made as of the day of the first start; once made, the district lives in real time. A port that is taken is replaced by any free one. */
async function startNear(port: number, options: { seed: number; now: () => number }): Promise<Practice> {
  return startPractice({ ...options, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return startPractice({ ...options, port: 0 })
    throw error
  })
}

/** Troubles pass with the day; what was entered stays. */
function lasts(move: PracticeMove): boolean {
  return move.move !== 'trouble' && move.move !== 'all-well'
}

/** Kept before anybody is answered, so that whoever heard of it finds it again. */
function keep(folder: string, one: Happened): void {
  appendFileSync(join(folder, MOVES), `${JSON.stringify(one)}\n`, { mode: 0o600 })
}

async function readHappened(folder: string): Promise<Happened[]> {
  const text = await readOrNull(join(folder, MOVES))
  // A line that was cut short by a crash did not happen.
  return (text ?? '').split('\n').flatMap(line => happened.safeParse(jsonOrNull(line)).data ?? [])
}

async function readRecord(folder: string): Promise<PracticeRecord | null> {
  const text = await readOrNull(join(folder, PRACTICE_MARK))
  return text === null ? null : (practiceRecord.safeParse(jsonOrNull(text)).data ?? null)
}

async function writeRecord(folder: string, record: PracticeRecord): Promise<void> {
  await writeFile(join(folder, PRACTICE_MARK), `${JSON.stringify(record)}\n`, { mode: 0o600 })
}

async function readOrNull(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // JSON.parse has no other way to say "this is not JSON"; a record that cannot be read is none.
    return null
  }
}
