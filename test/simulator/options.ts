import { parseArgs } from 'node:util'
import type { SeedRange } from './play-many.ts'

export interface SimulateOptions extends SeedRange {
  /** Tells the story also of a seed that broke nothing. */
  tell: boolean
}

const USAGE = 'Say --seeds N [--from FIRST] for many seeds, or --seed N for one; --tell prints the story of each.'
const OPTIONS = {
  seeds: { type: 'string' },
  from: { type: 'string' },
  seed: { type: 'string' },
  tell: { type: 'boolean' },
} as const

/** Reads the options of `npm run simulate`, or gives the sentence that says what is wrong with them. */
export function readOptions(args: readonly string[]): SimulateOptions | { wrong: string } {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const names = tokens.flatMap(token => (token.kind === 'option' ? [token.name] : []))
  for (const token of tokens) {
    if (token.kind === 'positional') return { wrong: `"${token.value}" is not understood. ${USAGE}` }
    if (token.kind === 'option' && !(token.name in OPTIONS))
      return { wrong: `The option ${token.rawName} is not known. ${USAGE}` }
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return { wrong: `--${twice} is given twice.` }
  if (names.includes('seed') === names.includes('seeds')) return { wrong: USAGE }
  if (names.includes('seed') && names.includes('from'))
    return { wrong: `--from goes with --seeds, not with --seed. ${USAGE}` }
  const tell = values.tell === true
  if (values.seed !== undefined) {
    const first = readNumber('seed', values.seed, 0)
    return typeof first === 'number' ? { first, count: 1, tell } : first
  }
  const count = readNumber('seeds', values.seeds, 1)
  const first = readNumber('from', values.from ?? '1', 0)
  if (typeof count !== 'number') return count
  return typeof first === 'number' ? { first, count, tell } : first
}

function readNumber(option: string, text: unknown, least: number): number | { wrong: string } {
  const number = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(number) && number >= least) return number
  const said = typeof text === 'string' ? `is "${text}"` : 'has no value'
  return { wrong: `--${option} must be a whole number, ${least} or more, and ${said}.` }
}
