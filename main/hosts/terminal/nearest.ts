/** The known words that are nearest to what was typed, closest first: a few, or none when nothing is near. */
export function nearest(typed: string, known: readonly string[]): string[] {
  return known
    .map(word => ({ word, edits: word.startsWith(typed) && typed.length > 1 ? 1 : editsBetween(typed, word) }))
    .filter(({ word, edits }) => edits <= Math.max(2, Math.floor(word.length / 3)))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ word }) => word)
}

/** Levenshtein: how many letters must be added, removed or changed. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
