// test/simulator plays the office, Incident IQ and everything that can go wrong between them, seed by seed: the real engine and ledger, the practice Incident IQ,
// virtual time. seed.ts tells one seed in its order; rules.ts and quiet.ts hold what must be so. This file: `npm run simulate`.
import { readOptions, type SimulateOptions } from './options.ts'
import { playMany, withScratch } from './play-many.ts'
import { playSeed, type SeedResult } from './seed.ts'

/** Stories of failed seeds that are told in full. */
const MOST_STORIES = 3
const TELL_EVERY = 100

async function simulate(options: SimulateOptions): Promise<number> {
  const { first, count, tell } = options
  const failed: number[] = []
  let [played, deaths, effects] = [0, 0, 0]
  const hear = (result: SeedResult) => {
    played += 1
    deaths += result.deaths
    effects += result.effects
    const isBroken = result.broken.length > 0
    if (isBroken) failed.push(result.seed)
    if (tell || (isBroken && failed.length <= MOST_STORIES)) say(result.story)
    say(result.broken.map(rule => `seed ${result.seed} broke ${rule}`))
    if (played % TELL_EVERY === 0) process.stderr.write(`${played} of ${count} seeds\n`)
  }
  // One seed is played in this process, where a debugger finds it.
  if (count === 1) hear(await withScratch(dir => playSeed(first, dir)))
  else await playMany({ first, count }, hear)
  const seeds = failed.length === 0 ? '' : ` (${failed.join(', ')})`
  say([`The bridge was killed ${deaths} times, and ${effects} changes took effect in Incident IQ.`])
  say([`${count} ${count === 1 ? 'seed' : 'seeds'} run, ${failed.length} broke a rule${seeds}`])
  return failed.length > 0 ? 1 : 0
}

function say(lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
}

const options = readOptions(process.argv.slice(2))
if ('wrong' in options) {
  process.stderr.write(`${options.wrong}\n`)
  process.exitCode = 2
} else process.exitCode = await simulate(options)
