import { TASK_IDS } from '../../../contract/tasks.ts'
import type { OperandSpec, OptionSpec } from './command-spec.ts'

// The words that several commands of the table share, so that an option means the same wherever it stands.

export const flag = (name: string, says: string): OptionSpec => ({ name, value: null, says })
export const text = (name: string, value: string, says: string): OptionSpec => ({ name, value, says })
export const whole = (name: string, value: string, says: string): OptionSpec => ({
  name,
  value,
  kind: 'whole-number',
  says,
})
export const choice = (name: string, value: string, choices: readonly string[]): OptionSpec => ({
  name,
  value,
  choices,
  says: choices.join(', '),
})
export const required = (option: OptionSpec): OptionSpec => ({ ...option, required: true })

export const ID: OperandSpec = { name: 'ID' }
export const IDS: OperandSpec = { name: 'ID', many: true }
export const TASK: OperandSpec = { name: 'TASK', choices: TASK_IDS }
export const PAGE = [
  whole('limit', 'N', 'rows at most (1,000)'),
  text('after', 'NEXT', 'goes on after a page, with its "next"'),
]
export const NOW: OptionSpec = {
  name: 'now',
  value: 'ISO',
  kind: 'instant',
  says: "starts the ledger's clock there; only while every system is on loopback",
}
export const PORT = whole('port', 'P', 'the port (any free one)')
export const ARCHIVE = [flag('archive', 'takes it out of use'), flag('restore', 'takes it back into use')]
export const NAME = text('name', 'NAME', 'its name')
export const ABBREVIATION = text('abbreviation', 'TEXT', 'the match key for InTouch; empty takes it away')
export const TITLE = text('title', 'TITLE', 'its title')
export const DESCRIPTION = text('description', 'TEXT', 'what it is for; empty takes it away')
export const SKU = text('sku', 'SKU', 'unique, case kept')
export const CATEGORY = text('category', 'TITLE', "the category's title")
export const ITEM_TYPE_REST = [
  DESCRIPTION,
  text('default-amount', 'DOLLARS', 'prefilled when charging, such as 40.00; empty takes it away'),
  text('gl-code', 'CODE', 'the general ledger code; empty takes it away'),
]
