import { resolve } from 'node:path'
import { CommandInput } from './command-input.ts'
import { type CommandSpec, GLOBAL_OPTIONS, type OptionSpec } from './command-spec.ts'
import { nearest } from './nearest.ts'

/** What a command line means. `help` names the words typed so far; `wrong` is a sentence. */
export type Parsed =
  | { kind: 'command'; spec: CommandSpec; input: CommandInput }
  | { kind: 'help'; words: string[] }
  | { kind: 'version' }
  | { kind: 'wrong'; message: string; json: boolean }

type OptionValues = Map<string, string | number | true>

/** A sentence about what was typed; thrown inside the parser only, and turned into `wrong`. */
class WrongLine extends Error {}

/** Reads a command line (without program and script) against the table. `defaultFolder` is the data folder when none is named. */
export function parseLine(line: readonly string[], table: readonly CommandSpec[], defaultFolder: () => string): Parsed {
  const globals: OptionValues = new Map()
  try {
    const { words, rest } = takeWords(line, table, globals)
    if (globals.has('version')) return { kind: 'version' }
    if (globals.has('help') || words.length === 0 || words[0] === 'help')
      return { kind: 'help', words: words.filter(word => word !== 'help') }
    const spec = specOf(words, rest, table)
    const { operands, options } = takeRest(rest, spec, globals)
    if (globals.has('help')) return { kind: 'help', words }
    const data = globals.get('data')
    const named = typeof data === 'string'
    const as = globals.get('as')
    const place = {
      dataFolder: named ? resolve(data) : defaultFolder(),
      dataIsNamed: named,
      json: globals.has('json'),
      ...(typeof as === 'string' ? { as } : {}),
    }
    return {
      kind: 'command',
      spec,
      input: new CommandInput(place, namedOperands(spec, operands), checkRequired(spec, options)),
    }
  } catch (error) {
    if (!(error instanceof WrongLine)) throw error
    return { kind: 'wrong', message: error.message, json: globals.has('json') }
  }
}

/** Takes the command's words, and the global options before and between them. What follows belongs to the command. */
function takeWords(
  line: readonly string[],
  table: readonly CommandSpec[],
  globals: OptionValues,
): { words: string[]; rest: string[] } {
  const words: string[] = []
  let index = 0
  while (index < line.length) {
    const token = line[index] ?? ''
    if (token === '--version' || token === '-v') globals.set('version', true)
    else if (token === '-h') globals.set('help', true)
    else if (token.startsWith('--')) {
      const used = takeOption(line, index, GLOBAL_OPTIONS, globals)
      if (used === 0) {
        if (words.length > 0) break
        throw new WrongLine(
          `"${token}" comes before the command's words; only --data, --json and --help may. Put it after them.`,
        )
      }
      index += used - 1
    } else if (
      words[0] === 'help' ||
      (token === 'help' && words.length === 0) ||
      table.some(spec => startsWith(spec.words, [...words, token]))
    ) {
      words.push(token)
    } else break
    index += 1
  }
  const rest = line.slice(index)
  if (words.length === 0 && rest[0] !== undefined) throw new WrongLine(unknownWord(rest[0], [], table))
  return { words, rest }
}

function specOf(words: string[], rest: string[], table: readonly CommandSpec[]): CommandSpec {
  const exact = table.find(spec => spec.words.length === words.length && startsWith(spec.words, words))
  if (exact !== undefined) return exact
  const [next] = rest
  if (next !== undefined && !next.startsWith('-')) throw new WrongLine(unknownWord(next, words, table))
  throw new WrongLine(`"${words.join(' ')}" needs one more word: ${nextWords(words, table).join(', ')}.`)
}

function takeRest(
  rest: readonly string[],
  spec: CommandSpec,
  globals: OptionValues,
): { operands: string[]; options: OptionValues } {
  const operands: string[] = []
  const options: OptionValues = new Map()
  let index = 0
  let onlyOperands = false
  while (index < rest.length) {
    const token = rest[index] ?? ''
    if (!onlyOperands && token === '--') onlyOperands = true
    else if (!onlyOperands && token === '-h') globals.set('help', true)
    else if (!onlyOperands && token.startsWith('--')) {
      const used = takeOption(rest, index, GLOBAL_OPTIONS, globals) || takeOption(rest, index, spec.options, options)
      if (used === 0) throw new WrongLine(unknownOption(token, spec))
      index += used - 1
    } else operands.push(token)
    index += 1
  }
  return { operands, options }
}

/** Takes one option if it is among `specs`; returns how many tokens it used, 0 when it is not among them. */
function takeOption(line: readonly string[], index: number, specs: readonly OptionSpec[], into: OptionValues): number {
  const [typed = '', ...after] = (line[index] ?? '').slice(2).split('=')
  const spec = specs.find(each => each.name === typed)
  if (spec === undefined) return 0
  if (into.has(spec.name)) throw new WrongLine(`--${spec.name} is given twice.`)
  if (spec.value === null) {
    if (after.length > 0) throw new WrongLine(`--${spec.name} takes no value.`)
    into.set(spec.name, true)
    return 1
  }
  const value = after.length > 0 ? after.join('=') : line[index + 1]
  if (value === undefined || (after.length === 0 && value.startsWith('--')))
    throw new WrongLine(`--${spec.name} needs a value: --${spec.name} ${spec.value}.`)
  into.set(spec.name, checkedValue(spec, value))
  return after.length > 0 ? 1 : 2
}

function checkedValue(spec: OptionSpec, value: string): string | number {
  if (spec.choices !== undefined && !spec.choices.includes(value)) {
    throw new WrongLine(`--${spec.name} cannot be "${value}"; it is one of ${spec.choices.join(', ')}.`)
  }
  switch (spec.kind) {
    case 'whole-number':
      if (!/^\d{1,15}$/.test(value)) throw new WrongLine(`--${spec.name} takes a whole number, not "${value}".`)
      return Number(value)
    case 'instant': {
      const atMs = instantMs(value)
      if (atMs === null)
        throw new WrongLine(`--${spec.name} takes a time such as 2026-03-08T06:30:00Z, not "${value}".`)
      return atMs
    }
    case 'day':
      if (instantMs(`${value}T00:00:00Z`) === null)
        throw new WrongLine(`--${spec.name} takes a day as YYYY-MM-DD, not "${value}".`)
      return value
    default:
      return value
  }
}

/** UTC milliseconds of an ISO time; without an offset it is UTC. Null when it is not one (also 30 February). */
function instantMs(value: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/.exec(value)
  if (match === null) return null
  const [, day, , , offset] = match
  const atMs = Date.parse(offset === undefined ? `${value}Z` : value)
  const dayMs = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(atMs) || Number.isNaN(dayMs)) return null
  return new Date(dayMs).toISOString().startsWith(day ?? '') ? atMs : null
}

function namedOperands(spec: CommandSpec, values: string[]): Map<string, string[]> {
  const named = new Map<string, string[]>()
  const left = [...values]
  for (const operand of spec.operands) {
    const taken = operand.many === true ? left.splice(0) : left.splice(0, 1)
    if (taken.length === 0 && operand.optional !== true)
      throw new WrongLine(`"${spec.words.join(' ')}" needs ${operand.name}. ${usage(spec)}`)
    for (const value of taken) {
      if (operand.choices !== undefined && !operand.choices.includes(value)) {
        throw new WrongLine(
          `"${value}" is not a ${operand.name} that Feebridge knows; it is one of ${operand.choices.join(', ')}.`,
        )
      }
    }
    named.set(operand.name, taken)
  }
  const [surplus] = left
  if (surplus !== undefined) throw new WrongLine(`"${spec.words.join(' ')}" does not take "${surplus}". ${usage(spec)}`)
  return named
}

function checkRequired(spec: CommandSpec, options: OptionValues): OptionValues {
  const missing = spec.options.find(option => option.required === true && !options.has(option.name))
  if (missing !== undefined) throw new WrongLine(`"${spec.words.join(' ')}" needs --${missing.name} ${missing.value}.`)
  return options
}

/** The command's shape on one line. */
export function usage(spec: CommandSpec): string {
  const operands = spec.operands.map(({ name, optional, many }) => {
    const shown = many === true ? `${name}…` : name
    return optional === true ? `[${shown}]` : shown
  })
  const options = spec.options.map(({ name, value, required }) => {
    const shown = value === null ? `--${name}` : `--${name} ${value}`
    return required === true ? shown : `[${shown}]`
  })
  return ['Usage: feebridge', ...spec.words, ...operands, ...options].join(' ')
}

function startsWith(words: readonly string[], typed: readonly string[]): boolean {
  return typed.every((word, index) => words[index] === word)
}

/** The words that may follow those already typed. */
export function nextWords(words: readonly string[], table: readonly CommandSpec[]): string[] {
  const next = table
    .filter(spec => spec.words.length > words.length && startsWith(spec.words, words))
    .map(spec => spec.words[words.length] ?? '')
  return [...new Set(next)]
}

function unknownWord(word: string, words: string[], table: readonly CommandSpec[]): string {
  const known = nextWords(words, table)
  const near = nearest(word, known)
  const hint =
    near.length > 0 ? `Did you mean ${near.map(each => `"${each}"`).join(' or ')}?` : `Known: ${known.join(', ')}.`
  return `"${[...words, word].join(' ')}" is not a command of feebridge. ${hint} "feebridge help" lists them all.`
}

function unknownOption(token: string, spec: CommandSpec): string {
  const known = [...spec.options, ...GLOBAL_OPTIONS].map(option => `--${option.name}`)
  const near = nearest(token.split('=')[0] ?? token, known)
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `It takes ${known.join(', ')}.`
  return `"${spec.words.join(' ')}" does not take "${token}". ${hint}`
}
