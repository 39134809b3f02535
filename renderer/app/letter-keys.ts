/** What a key pressed outside any field asks for. `go` waits for the letter of a tab. */
export type LetterMove =
  | { kind: 'none' }
  | { kind: 'go' }
  | { kind: 'open'; tab: string }
  | { kind: 'list' }
  | { kind: 'search' }

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
  if (key === '/') return { kind: 'search' }
  const letter = key.toLowerCase()
  if (!afterGo) return letter === 'g' ? { kind: 'go' } : { kind: 'none' }
  const [tab] = Object.entries(TAB_LETTERS).find(([, each]) => each === letter) ?? []
  return tab === undefined ? { kind: 'none' } : { kind: 'open', tab }
}
