import type { IiqSettings, SettingsFile } from '../../contract/settings.ts'
import type { Core } from '../engine/core.ts'
import { readDistrict, readIiq } from '../engine/settings-store.ts'
import { countFeesByCategory } from '../ledger/selection.ts'

/** True when records that were left out must be looked at again: an earlier cut-off, another selection (Z2). */
export function widens(before: IiqSettings, after: IiqSettings): boolean {
  return after.createdSince < before.createdSince || selectionOf(after) !== selectionOf(before)
}

/** What follows from settings that would be taken in, a sentence each; empty when nothing does. Looks only. */
export function sayConsequences(core: Core, file: SettingsFile): string[] {
  const district = readDistrict(core.ledger)
  const iiq = readIiq(core.ledger)
  const next = file.systems?.iiq
  const notes: string[] = []
  if (iiq !== null && next !== undefined) {
    notes.push(...sayScope(core, iiq, next), ...sayAddress(core, iiq, next))
  }
  if (file.district !== undefined && district !== null && file.district.timeZone !== district.timeZone) {
    notes.push(
      `The time zone changed to ${file.district.timeZone}: schedules, cut-offs and "today" are those of that zone from now on. Days that are written already stay.`,
    )
  }
  return notes
}

/** Z2: a cut-off moved forward takes nothing back; moved back, or another selection, reads again what was left out. */
function sayScope(core: Core, before: IiqSettings, after: IiqSettings): string[] {
  const notes: string[] = []
  if (after.createdSince > before.createdSince) {
    notes.push(
      `The cut-off moved forward to ${sayDay(after.createdSince)}: fees from before it stay as they are, and nothing is waived or recalled because of it.`,
    )
  }
  if (after.createdSince < before.createdSince)
    notes.push(`The cut-off moved back to ${sayDay(after.createdSince)}: the next run reads again from there.`)
  if (selectionOf(after) !== selectionOf(before)) {
    notes.push(
      'The selected categories changed: what was left out because of them is looked at again by the next run; fees that are here stay.',
      ...sayNarrowing(core, before, after),
    )
  }
  return notes
}

function sayNarrowing(core: Core, before: IiqSettings, after: IiqSettings): string[] {
  if (after.categoryMode !== 'import') return []
  const wasChosen = chosenOf(before)
  const isChosen = chosenOf(after)
  const dropped = countFeesByCategory(core.ledger.db).filter(({ key }) => wasChosen(key) && !isChosen(key))
  if (dropped.length === 0) return []
  const names = dropped.slice(0, 5).map(({ title }) => title)
  const more = dropped.length > names.length ? ` and ${dropped.length - names.length} more` : ''
  const fees = dropped.reduce((sum, category) => sum + category.fees, 0)
  return [
    `No longer selected: ${names.join(', ')}${more}. ${fees === 1 ? 'The 1 fee' : `The ${fees} fees`} of ${dropped.length === 1 ? 'it' : 'them'} here ${fees === 1 ? 'stays as it is' : 'stay as they are'}, nothing is waived or recalled; new ones are left out, and payments on them are not sent to Incident IQ.`,
  ]
}

/** B1: a run against another address or site stops before it writes. A practice ledger's address may move. */
function sayAddress(core: Core, before: IiqSettings, after: IiqSettings): string[] {
  const place = (iiq: IiqSettings) => JSON.stringify([iiq.baseUrl ?? null, iiq.apiDomain, iiq.siteId])
  if (place(before) === place(after) || core.ledger.settings.meta('practice') === '1') return []
  if (core.ledger.standing.lastGoodAt() === null) return []
  return [
    'The address or the Site ID of Incident IQ changed: the next run stops before it writes, and waits for your approval.',
  ]
}

function chosenOf(iiq: IiqSettings): (key: string) => boolean {
  if (iiq.categoryMode !== 'import' || iiq.categories === undefined) return () => true
  const keys = new Set(iiq.categories.map(id => id.toLowerCase()))
  return key => keys.has(key)
}

const DAYS = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' })

/** A day as people say it: `Jul 1, 2026`. */
function sayDay(day: string): string {
  return DAYS.format(Date.parse(`${day}T00:00:00Z`))
}

function selectionOf(iiq: IiqSettings): string {
  return JSON.stringify([iiq.categoryMode, iiq.categories ?? null])
}
