/** What a key pressed outside any field asks for. `go` waits for the letter of a tab. */
export type LetterMove =
  | { kind: 'none' }
  | { kind: 'go' }
  | { kind: 'open'; tab: string }
  | { kind: 'list' }
  /** `types`: the key itself is the first of what is looked for. */
  | { kind: 'search'; types: boolean }

/** The letter that follows G for each tab that has one. */
export const TAB_LETTERS: Readonly<Record<string, string>> = {
  overview: 'o',
  fees: 'f',
  students: 's',
  locations: 'l',
  'import-log': 'i',
  errors: 'e',
  transfers: 'r',
  'item-categories': 'c',
  'item-types': 't',
  'sync-history': 'h',
  export: 'x',
  settings: ',',
}

/** What a letter means; `afterGo` is true right behind a G. */
export function letterMoveOf(key: string, afterGo: boolean): LetterMove {
  if (key === '?') return { kind: 'list' }
  if (key === '/') return { kind: 'search', types: false }
  // A School Id is typed or scanned from a card: nobody has to go to the field first.
  if (/^\d$/.test(key)) return { kind: 'search', types: true }
  const letter = key.toLowerCase()
  if (!afterGo) return letter === 'g' ? { kind: 'go' } : { kind: 'none' }
  const [tab] = Object.entries(TAB_LETTERS).find(([, each]) => each === letter) ?? []
  return tab === undefined ? { kind: 'none' } : { kind: 'open', tab }
}
