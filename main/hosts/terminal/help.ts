import { type CommandSpec, GLOBAL_OPTIONS, type OptionSpec } from './command-spec.ts'
import { nextWords, usage } from './parse.ts'

/** Help for the words typed so far: one command, the commands that begin with them, or all. */
export function helpText(words: readonly string[], table: readonly CommandSpec[]): string {
  const exact = table.find(
    spec => spec.words.length === words.length && words.every((word, index) => spec.words[index] === word),
  )
  if (exact !== undefined && nextWords(words, table).length === 0) return commandHelp(exact)
  const begun = table.filter(spec => words.every((word, index) => spec.words[index] === word))
  const listed = begun.length > 0 ? begun : table
  return [
    'Usage: feebridge WORDS [OPTIONS]',
    '',
    ...aligned(listed.map(spec => [shape(spec), spec.says])),
    '',
    'Every command takes',
    ...aligned(optionRows(GLOBAL_OPTIONS)),
    '',
    'Exit codes: 0 succeeded, 1 failed, 2 partly, 3 waits for approval, 4 not set up, 5 secrets unreadable.',
    '"feebridge help WORDS" says more of one command.',
  ].join('\n')
}

function commandHelp(spec: CommandSpec): string {
  const choices = spec.operands
    .filter(operand => operand.choices !== undefined)
    .map(operand => [operand.name, (operand.choices ?? []).join(', ')] as const)
  return [
    usage(spec),
    '',
    `${spec.says[0]?.toUpperCase()}${spec.says.slice(1)}.`,
    '',
    ...aligned([...choices, ...optionRows([...spec.options, ...GLOBAL_OPTIONS])]),
  ].join('\n')
}

/** The words and operands, without the options. */
function shape(spec: CommandSpec): string {
  return usage({ ...spec, options: spec.options.filter(option => option.required === true) }).replace(
    'Usage: feebridge ',
    '',
  )
}

function optionRows(options: readonly OptionSpec[]): (readonly [string, string])[] {
  return options.map(({ name, value, says }) => [value === null ? `--${name}` : `--${name} ${value}`, says])
}

function aligned(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
