import type { ImportRow } from '../../../contract/rows/import.ts'
import { countDigits, countWords } from '../../format/count.ts'

/** What can be done with some imports: the rows that each action fits. */
export interface ImportChoices {
  reprocess: ImportRow[]
  ignore: ImportRow[]
  unignore: ImportRow[]
}

/**
 * Sorts imports by what can be done with them. What is in the ledger stays; a version that a newer one replaced is past; and what a rule ignored would be
 * ignored again by itself, so it is tried again but not "no longer ignored".
 */
export function choicesFor(rows: readonly ImportRow[]): ImportChoices {
  const open = rows.filter(row => row.status !== 'Imported' && row.cause !== 'superseded')
  const byClerk = (row: ImportRow) => row.status === 'Ignored' && row.cause === 'ignored-by-clerk'
  return {
    reprocess: open.filter(row => !byClerk(row)),
    ignore: open.filter(row => row.status !== 'Ignored'),
    unignore: open.filter(byClerk),
  }
}

/** What is selected, by status: `12 imports: 8 Error, 4 Ignored`. */
export function selectionWords(rows: readonly ImportRow[]): string {
  const byStatus = [...Map.groupBy(rows, row => row.status)]
  const counted = byStatus.map(([status, found]) => `${countDigits(found.length)} ${status}`)
  return `${countWords(rows.length, 'import')}: ${counted.join(', ')}`
}
