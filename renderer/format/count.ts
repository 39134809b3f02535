/** A count with its noun: `1 fee`, `1,204 fees`, `2 entries`. */
export function countWords(count: number, noun: string, plural = `${noun}s`): string {
  return `${countDigits(count)} ${count === 1 ? noun : plural}`
}

/** A bare count with thousands separated, for columns whose header names the noun. */
export function countDigits(count: number): string {
  return count.toLocaleString('en-US')
}
