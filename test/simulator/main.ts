// test/simulator plays the office, Incident IQ and everything that can go wrong between them, seed by seed: the real engine and ledger, the practice Incident IQ,
// virtual time. seed.ts tells one seed in its order; rules.ts and quiet.ts hold what must be so. This file: `npm run simulate`.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { playSeed, type SeedResult } from './seed.ts'

/** Files of memory spare thousands of waits for the disk; what is tested is what the files hold, not how fast they are. */
const MEMORY = '/dev/shm'
/** Stories of failed seeds that are told in full. */
const MOST_STORIES = 3
const TELL_EVERY = 100

interface SimulateOptions {
  first: number
  count: number
  /** Tells the story also of a seed that broke nothing. */
  tell: boolean
}

function readOptions(): SimulateOptions {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      tell: { type: 'boolean', default: false },
    },
  })
  if ((values.seed === undefined) === (values.seeds === undefined))
    throw new Error('Say --seeds N [--from FIRST] for many seeds, or --seed N for one.')
  if (values.seed !== undefined) return { first: readCount('--seed', values.seed), count: 1, tell: values.tell }
  return { first: readCount('--from', values.from), count: readCount('--seeds', values.seeds ?? ''), tell: values.tell }
}

function readCount(option: string, text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 0 || text === '')
    throw new Error(`${option} must be a whole number, and is "${text}".`)
  return count
}

async function main(): Promise<number> {
  const { first, count, tell } = readOptions()
  const scratch = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'feebridge-simulator-'))
  const failed: SeedResult[] = []
  let [deaths, effects] = [0, 0]
  try {
    for (let seed = first; seed < first + count; seed += 1) {
      const result = await playSeed(seed, scratch)
      deaths += result.deaths
      effects += result.effects
      if (result.broken.length > 0) failed.push(result)
      if (tell || (result.broken.length > 0 && failed.length <= MOST_STORIES)) say(result.story)
      for (const rule of result.broken) say([`seed ${seed} broke ${rule}`])
      if ((seed - first + 1) % TELL_EVERY === 0) process.stderr.write(`${seed - first + 1} of ${count} seeds\n`)
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  const seeds = failed.length === 0 ? '' : ` (${failed.map(one => one.seed).join(', ')})`
  say([`The bridge was killed ${deaths} times, and ${effects} changes took effect in Incident IQ.`])
  say([`${count} seeds run, ${failed.length} broke a rule${seeds}`])
  return failed.length > 0 ? 1 : 0
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 2
}
