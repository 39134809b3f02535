import type { CommandInput } from './command-input.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Output } from './output.ts'

/** One command of the table: what is typed, what it means, and what carries it out. Help and the parser know nothing else. */
export interface CommandSpec {
  /** The fixed words: `['runs', 'show']`. */
  words: readonly string[]
  /** What follows the words, in order. */
  operands: readonly OperandSpec[]
  options: readonly OptionSpec[]
  /** One line of help. */
  says: string
  /** Loads the handler; handlers are modules of their own so that help and errors start nothing heavy. */
  load: () => Promise<Handler>
}

export type Handler = (input: CommandInput, output: Output) => Promise<ExitCode>

export interface OperandSpec {
  /** As help shows it: `ID`, `FILE`. */
  name: string
  optional?: boolean
  /** Takes all that follow. */
  many?: boolean
  choices?: readonly string[]
}

export interface OptionSpec {
  /** Without the dashes: `test-mode`. */
  name: string
  /** The name of its value in help, or null for a flag. */
  value: string | null
  kind?: 'text' | 'whole-number' | 'instant' | 'day'
  choices?: readonly string[]
  required?: boolean
  says: string
}

/** Options of every command, before or after its words. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { name: 'data', value: 'DIR', says: 'the data folder (else $FEEBRIDGE_DATA, else the default of this platform)' },
  { name: 'json', value: null, says: 'one JSON document on standard output and nothing else' },
  {
    name: 'as',
    value: 'OPERATOR',
    says: 'acts as that operator; the PIN is $FEEBRIDGE_PIN, else the first line of standard input',
  },
  { name: 'help', value: null, says: 'what the command takes' },
]
