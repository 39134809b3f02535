/** What a key does in a list. */
export type ListMove = { kind: 'move'; index: number } | { kind: 'open' } | { kind: 'none' }

/** Rows that Page Up and Page Down step over. */
const PAGE_STEP = 15

/** Where the arrows lead from a row (-1: none yet); rows at the ends stay. */
export function moveOf(key: string, index: number, count: number): ListMove {
  if (count === 0) return { kind: 'none' }
  const to = (target: number): ListMove => ({ kind: 'move', index: Math.max(0, Math.min(count - 1, target)) })
  switch (key) {
    case 'ArrowDown':
      return to(index + 1)
    case 'ArrowUp':
      return to(index - 1)
    case 'PageDown':
      return to(index + PAGE_STEP)
    case 'PageUp':
      return to(index - PAGE_STEP)
    case 'Home':
      return to(0)
    case 'End':
      return to(count - 1)
    case 'Enter':
    case ' ':
      return index >= 0 ? { kind: 'open' } : to(0)
    default:
      return { kind: 'none' }
  }
}
