import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SeedResult } from './seed.ts'

/** Files of memory spare thousands of waits for the disk; what is tested is what the files hold, not how fast they are. */
const MEMORY = '/dev/shm'
/** Containers often have a few megabytes there: too little for what the processes hold at once. */
const LEAST_MEMORY_BYTES = 1_000_000_000
/** A seed takes about half a second; one that takes this long goes round in circles. */
const LONGEST_SEED_MS = 180_000
/** Connections of killed bridges stay open until they are collected, if ever: a process is replaced after so many seeds. */
const SEEDS_A_PROCESS = 50
/** More processes than this gain nothing on the machines that play thousands of seeds. */
const MOST_PROCESSES = 8

/** Seeds from `first` on. */
export interface SeedRange {
  first: number
  count: number
}

/** Gives a folder for the files of seeds, and takes it away when the work is done. */
export async function withScratch<Value>(work: (dir: string) => Promise<Value>): Promise<Value> {
  const dir = mkdtempSync(join(hasMemory() ? MEMORY : tmpdir(), 'feebridge-simulator-'))
  try {
    return await work(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function hasMemory(): boolean {
  if (!existsSync(MEMORY)) return false
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize >= LEAST_MEMORY_BYTES
}

/** Plays seeds in as many processes as there are cores. Tells each result in the order of the seeds, as soon as all before it are there. */
export async function playMany({ first, count }: SeedRange, tell: (result: SeedResult) => void): Promise<void> {
  const results = new Map<number, SeedResult>()
  let [next, told] = [first, first]
  const finish = (result: SeedResult) => {
    results.set(result.seed, result)
    for (let one = results.get(told); one !== undefined; one = results.get(told)) {
      results.delete(told)
      told += 1
      tell(one)
    }
  }
  const work = async (scratch: string) => {
    let player = new Player(scratch)
    while (next < first + count) {
      const seed = next
      next += 1
      if (player.isWornOut()) {
        player.end()
        player = new Player(scratch)
      }
      const result = await player.play(seed)
      finish(result)
    }
    player.end()
  }
  const processes = Math.min(availableParallelism(), MOST_PROCESSES, count)
  await withScratch(scratch => Promise.all(Array.from({ length: processes }, () => work(scratch))))
}

/** One process that plays. */
class Player {
  private isGone = false
  private played = 0
  private readonly child: ChildProcess

  constructor(scratch: string) {
    this.child = fork(join(import.meta.dirname, 'player.ts'), [scratch])
    this.child.once('exit', () => {
      this.isGone = true
    })
  }

  isWornOut(): boolean {
    return this.isGone || this.played >= SEEDS_A_PROCESS
  }

  /** Plays a seed; a process that dies of it, or goes round in circles, has broken a rule. */
  play(seed: number): Promise<SeedResult> {
    this.played += 1
    return new Promise(resolve => {
      const end = (result: SeedResult) => {
        clearTimeout(timer)
        this.child.off('message', end)
        this.child.off('exit', gone)
        resolve(result)
      }
      const fail = (rule: string) => end({ seed, broken: [rule], story: [], deaths: 0, effects: 0 })
      const gone = (code: number | null, signal: string | null) => {
        this.isGone = true
        fail(`failed inside: the process that played it ended with ${code ?? signal}`)
      }
      const timer = setTimeout(() => {
        this.isGone = true
        this.child.kill('SIGKILL')
        fail(`stuck: it was not played to its end within ${LONGEST_SEED_MS / 1_000} seconds`)
      }, LONGEST_SEED_MS)
      this.child.once('message', end)
      this.child.once('exit', gone)
      this.child.send(seed)
    })
  }

  end(): void {
    if (!this.isGone) this.child.disconnect()
  }
}
