const UNITS = ['KB', 'MB', 'GB', 'TB'] as const

/** A size as file managers say it: `812 bytes`, `1.2 MB`. */
export function bytesWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  let size = bytes / 1_000
  let unit = 0
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1_000
    unit += 1
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit] ?? ''}`
}
