import type { LocationRow } from '../../../contract/rows/reference.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { foldSchoolId } from '../../format/school-id.ts'

/** Abbreviations that a person would take for one and that match as several (I2), or one that no code can match. */
export interface NearMiss {
  kind: 'alike' | 'blank'
  rows: LocationRow[]
  sentence: string
}

/** Finds what is wrong with the match keys of the locations in use. */
export function nearMisses(locations: readonly LocationRow[]): NearMiss[] {
  const byFold = new Map<string, LocationRow[]>()
  for (const row of locations) {
    if (row.archived || row.abbreviation === null) continue
    const fold = foldSchoolId(row.abbreviation)
    byFold.set(fold, [...(byFold.get(fold) ?? []), row])
  }
  return [...byFold.values()].flatMap((rows): NearMiss[] => {
    if (new Set(rows.map(row => row.abbreviation)).size > 1) return [{ kind: 'alike', rows, sentence: sayAlike(rows) }]
    const [first] = rows
    if (first?.abbreviation == null || first.abbreviation === first.abbreviation.trim()) return []
    return [{ kind: 'blank', rows, sentence: sayBlank(first) }]
  })
}

/** What tells keys apart that fold alike: `only by case and blanks`. A way is told when the keys still differ after the other two are evened out. */
export function differenceWords(keys: readonly string[]): string {
  const withoutBlanks = (key: string) => key.replace(/\s+/g, '')
  const withoutZeros = (key: string) => key.replace(/^(\s*)0+(?=.)/, '$1')
  const differ = (even: (key: string) => string) => new Set(keys.map(even)).size > 1
  const ways = [
    differ(key => withoutZeros(withoutBlanks(key))) ? 'case' : '',
    differ(key => withoutZeros(key.toLowerCase())) ? 'blanks' : '',
    differ(key => withoutBlanks(key.toLowerCase())) ? 'leading zeros' : '',
  ].filter(way => way !== '')
  return `only by ${ways.join(' and ')}`
}

function sayAlike(rows: readonly LocationRow[]): string {
  const keys = [...new Set(rows.map(row => row.abbreviation ?? ''))]
  const named = rows.map(row => `“${row.abbreviation}” of ${row.name} (${SYSTEM_NAMES[row.system]})`)
  const list = `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`
  return `${list} differ ${differenceWords(keys)}. A Fine Location Code matches exactly, so it fits one of them only.`
}

function sayBlank({ name, abbreviation }: LocationRow): string {
  return `“${abbreviation}” of ${name} begins or ends with a blank. A Fine Location Code matches exactly, so it cannot fit.`
}

/** Under which name each system knows a location: those that carry exactly its abbreviation are one place. */
export function knownAs(location: LocationRow, locations: readonly LocationRow[]): LocationRow[] {
  const { abbreviation, archived, id } = location
  if (abbreviation === null || archived) return [location]
  const others = locations.filter(row => row.id !== id && !row.archived && row.abbreviation === abbreviation)
  return [location, ...others]
}
