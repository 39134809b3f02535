import { Refusal } from '../../contract/app-error.ts'
import { parseCents } from '../../contract/money.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'
import type { Core } from '../engine/core.ts'
import { readIiq } from '../engine/settings-store.ts'
import type { OwnRows, OwnTable } from '../ledger/own-reference.ts'

/** One of it, for sentences. */
export const NOUNS: Record<OwnTable, string> = {
  locations: 'location',
  categories: 'item category',
  item_types: 'item type',
}

/** Where fees without a category go; made by runs when it is missing. */
const UNCATEGORISED = 'Uncategorised'

/** What columns are called where the clerk fills them in. */
const FIELD_WORDS: Record<string, string> = {
  sku: 'Sku',
  defaultAmount: 'default amount',
  archived: 'place among what is in use',
}

/** The row, or a refusal that says that there is none. */
export function readOne<Table extends OwnTable>(core: Core, table: Table, id: string): OwnRows[Table] {
  const row = core.ledger.own.read(table, id)
  if (row === null) throw new Refusal('not-found', `There is no ${NOUNS[table]} with the id ${id}.`, 'id')
  return row
}

/** C3: what a system owns is changed there. */
export function refuseOwned(core: Core, table: OwnTable, id: string, columns: Record<string, unknown>): void {
  const { system } = readOne(core, table, id)
  const [field] = Object.entries(columns).find(([, value]) => value !== undefined) ?? []
  if (system === 'feebridge' || field === undefined) return
  throw new Refusal(
    'refused',
    `It came from ${SYSTEM_NAMES[system]}, which owns its ${FIELD_WORDS[field] ?? field}. Change it there; the next run brings it here.`,
    field,
  )
}

/** Two that differ only by case or blanks could not be told apart as match keys (I2). */
export function refuseTaken(
  core: Core,
  place: { table: OwnTable; column: 'abbreviation' | 'title' | 'sku'; value: string | null | undefined; id: string },
): void {
  const { table, column, value, id } = place
  const taken = value == null ? null : core.ledger.own.taken({ table, column, value, id })
  if (taken === null) return
  const word = FIELD_WORDS[column] ?? column
  throw new Refusal(
    'refused',
    `There is ${NOUNS[table] === 'location' ? 'a' : 'an'} ${NOUNS[table]} with the ${word} ${taken} already. Choose another ${word}.`,
    column,
  )
}

/** The `seq` of the category that is named; live ones go first. */
export function categoryNamed(core: Core, title: string): number {
  const seq = core.ledger.own.categorySeq(title)
  if (seq !== null) return seq
  throw new Refusal(
    'not-found',
    `There is no item category named ${title}. Add it first, or choose one that is there.`,
    'category',
  )
}

/** A default amount in cents; null takes it away, absent leaves it. */
export function defaultAmountOf(text: string | null | undefined): number | null | undefined {
  if (text === undefined || text === null) return text
  const parsed = parseCents(text)
  if (parsed.kind === 'bad' || parsed.cents < 0)
    throw new Refusal(
      'bad-request',
      `The default amount "${text}" ${parsed.kind === 'bad' ? parsed.reason : 'is negative'}. Write it like 40.00.`,
      'defaultAmount',
    )
  return parsed.cents
}

/** An abbreviation as it is kept: a match key never begins or ends with a blank (I2), and an empty one is none. */
export function abbreviationOf(text: string | null | undefined): string | null | undefined {
  if (text === undefined || text === null) return text
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** True for the category of our own that takes all imported fees. */
export function isChosen(core: Core, title: string): boolean {
  const iiq = readIiq(core.ledger)
  return iiq?.categoryMode === 'one' && iiq.ledgerCategory === title
}

/** Runs put fees into two categories of our own by their titles; those cannot be taken away from under them. */
export function refuseNeeded(core: Core, { system, title }: OwnRows['categories']): void {
  if (system !== 'feebridge') return
  if (isChosen(core, title))
    throw new Refusal(
      'refused',
      `All fees of Incident IQ go to ${title}. Choose another category in Settings, Incident IQ first.`,
    )
  if (title === UNCATEGORISED)
    throw new Refusal('refused', `Fees whose category is not known go to ${UNCATEGORISED}, so it stays.`)
}

/** A run finds these two by their titles: one keeps its title, the other's is changed in the settings too, but not beside a run. */
export function refuseRename(core: Core, { system, title }: OwnRows['categories'], next: string | undefined): void {
  if (system !== 'feebridge' || next === undefined || next === title) return
  if (title === UNCATEGORISED)
    throw new Refusal(
      'refused',
      `Fees whose category is not known go to ${UNCATEGORISED}, so it keeps its title.`,
      'title',
    )
  if (isChosen(core, title) && core.runner.progress().length > 0)
    throw new Refusal('busy', `A run is putting fees into ${title}. Rename it when the run has ended.`, 'title')
}
