/** What a key does in a list. `extends` with Shift: the rows from where the selection began up to there are selected. */
export type ListMove =
  | { kind: 'move'; index: number; extends: boolean }
  | { kind: 'open' }
  | { kind: 'toggle' }
  | { kind: 'select-all' }
  | { kind: 'clear' }
  | { kind: 'none' }

/** A key with what is held down beside it. */
export interface KeyPress {
  key: string
  shiftKey?: boolean
  ctrlKey?: boolean
  metaKey?: boolean
  altKey?: boolean
}

/** Rows that Page Up and Page Down step over. */
const PAGE_STEP = 15

/** Where a key leads from a row (-1: none yet) in a list of so many rows; rows at the ends stay. Without a selection Space opens as Enter does. */
export function moveOf(press: KeyPress, index: number, list: { count: number; canSelect: boolean }): ListMove {
  const { count, canSelect } = list
  if (count === 0 || press.altKey === true) return { kind: 'none' }
  if (press.ctrlKey === true || press.metaKey === true) {
    const isAll = canSelect && press.key.toLowerCase() === 'a' && press.shiftKey !== true
    return isAll ? { kind: 'select-all' } : endOf(press, count)
  }
  const target = targetOf(press.key, index, count)
  if (target !== null) return moveTo(target, press, list)
  switch (press.key) {
    case 'Enter':
      return index >= 0 ? { kind: 'open' } : moveTo(0, press, list)
    case ' ':
      if (index < 0) return moveTo(0, press, list)
      return canSelect ? { kind: 'toggle' } : { kind: 'open' }
    case 'Escape':
      return canSelect ? { kind: 'clear' } : { kind: 'none' }
    default:
      return { kind: 'none' }
  }
}

function targetOf(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return index + 1
    case 'ArrowUp':
      return index - 1
    case 'PageDown':
      return index + PAGE_STEP
    case 'PageUp':
      return index - PAGE_STEP
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** Ctrl+Home and Ctrl+End lead where they lead in a sheet. */
function endOf({ key }: KeyPress, count: number): ListMove {
  if (key === 'Home') return { kind: 'move', index: 0, extends: false }
  return key === 'End' ? { kind: 'move', index: count - 1, extends: false } : { kind: 'none' }
}

function moveTo(
  target: number,
  { shiftKey }: KeyPress,
  { count, canSelect }: { count: number; canSelect: boolean },
): ListMove {
  const index = Math.max(0, Math.min(count - 1, target))
  return { kind: 'move', index, extends: canSelect && shiftKey === true }
}
