import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Spoilable } from './life.ts'
import { readOptions } from './options.ts'
import { playMany, withScratch } from './play-many.ts'
import { playSeed, type SeedResult } from './seed.ts'

const MOST_SEEDS = 40

/** Plays seeds with a bridge that was broken on purpose, until one of them breaks a rule; gives that rule. */
async function catchBy(spoil: (parts: Spoilable) => void): Promise<string> {
  return await withScratch(async dir => {
    for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
      const [rule] = (await playSeed(seed, dir, spoil)).broken
      if (rule !== undefined) return rule
    }
    return 'no seed noticed it'
  })
}

describe('The same seed gives the same run', () => {
  test('whatever was played before it, and in whatever process', async () => {
    const again: SeedResult[] = []
    await withScratch(async dir => {
      for (const seed of [12, 11, 12]) again.push(await playSeed(seed, dir))
    })
    const elsewhere: SeedResult[] = []
    await playMany({ first: 11, count: 2 }, result => elsewhere.push(result))
    expect(again[0]?.story.length).toBeGreaterThan(20)
    expect(again[0]).toEqual(again[2])
    expect(elsewhere).toEqual([again[1], again[0]])
  })

  test('another seed gives another run', async () => {
    await withScratch(async dir => {
      expect((await playSeed(13, dir)).story).not.toEqual((await playSeed(14, dir)).story)
    })
  })
})

describe('Seeds catch', () => {
  test('a bridge that sends again without asking', async () => {
    const rule = await catchBy(({ ledger: { outbox } }) => {
      const { put } = outbox
      outbox.put = (seq, to) => put(seq, to.state === 'unknown' ? { ...to, state: 'waiting' } : to)
    })
    expect(rule).toMatch(/^D4: .* is sent again before it was looked up twice/)
  })

  test('a bridge that sends what is newest first', async () => {
    const rule = await catchBy(({ ledger: { outbox, db } }) => {
      const { next, byId } = outbox
      const newest = db
        .prepare<[], string>(
          `SELECT id FROM deliveries WHERE state = 'waiting' AND about_seq IS NULL ORDER BY seq DESC`,
        )
        .pluck()
      outbox.next = (...turn) => (next(...turn) === null ? null : byId(newest.get() ?? ''))
    })
    expect(rule).toMatch(/^D5: .* is sent before/)
  })

  test('a bridge that marks no attempt before it is made', async () => {
    const rule = await catchBy(({ ledger: { outbox } }) => {
      outbox.begin = () => undefined
    })
    expect(rule).toMatch(/^D1: .* is sent while it is waiting/)
  })

  test('a bridge that calls every run succeeded', async () => {
    const rule = await catchBy(({ ledger: { runs } }) => {
      const { close } = runs
      runs.close = (seq, end) => close(seq, { ...end, outcome: 'succeeded' })
    })
    expect(rule).toMatch(/^outcome: a run with \d+ failed items is called succeeded/)
  })

  test('a bridge that keeps no journal', async () => {
    const rule = await catchBy(({ journal }) => {
      journal.append = () => undefined
    })
    expect(rule).toMatch(/^K2: the journal lacks/)
  })

  test('a bridge that tells nobody when the books are apart', async () => {
    const rule = await catchBy(({ ledger: { errors } }) => {
      const { raise } = errors
      errors.raise = (error, context) => void (error.cause !== 'amount-due-differs' && raise(error, context))
    })
    expect(rule).toMatch(/^C2: .* cents apart, and no sync error says so/)
  })
})

describe('npm run simulate', () => {
  const simulate = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { encoding: 'utf8' })

  test('ends with how many seeds were run and how many broke a rule', () => {
    const { status, stdout } = simulate('--seeds', '2', '--from', '7')
    expect(stdout.trim().split('\n').at(-1)).toBe('2 seeds run, 0 broke a rule')
    expect(status).toBe(0)
  })

  test('says in a sentence what is wrong with its options, and exits with 2', () => {
    const { status, stderr } = simulate('--seeds', 'many')
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: '--seeds must be a whole number, 1 or more, and is "many".\n',
    })
  })

  test.each([
    [['--seeds', '200'], { first: 1, count: 200, tell: false }],
    [['--seeds', '5', '--from', '90'], { first: 90, count: 5, tell: false }],
    [['--seed', '17', '--tell'], { first: 17, count: 1, tell: true }],
  ])('%j', (args, options) => {
    expect(readOptions(args)).toEqual(options)
  })

  test.each([
    [[], /^Say --seeds N/],
    [['--seeds'], /^--seeds must be .* and has no value\.$/],
    [['--seeds', '0'], /^--seeds must be a whole number, 1 or more/],
    [['--seed', '-3'], /^--seed must be a whole number/],
    [['--seeds', '3', '--seed', '2'], /^Say --seeds N/],
    [['--seed', '3', '--from', '2'], /^--from goes with --seeds/],
    [['--seeds', '3', '--seeds', '4'], /^--seeds is given twice\.$/],
    [['--sedes', '3'], /^The option --sedes is not known\./],
    [['200'], /^"200" is not understood\./],
  ])('%j is refused', (args, sentence) => {
    const options = readOptions(args)
    expect('wrong' in options ? options.wrong : null).toMatch(sentence)
  })
})
