import { useLayoutEffect, useRef } from 'react'
import { findMoved } from './row-walk.ts'

interface KeptPlace {
  count: number
  idAt: (index: number) => string | undefined
  top: () => { row: number; isAtTop: boolean }
  moveBy: (rows: number) => void
  toTop: () => void
}

/** When rows arrive above what is being read, the reader's rows stay where they are on the screen. Another question (`asked`) begins at the top. */
export function useKeptPlace(place: KeptPlace, asked: string): void {
  const before = useRef<{ asked: string; count: number; row: number; id: string | undefined } | null>(null)
  useLayoutEffect(() => {
    const { row, isAtTop } = place.top()
    const was = before.current
    before.current = { asked, count: place.count, row, id: place.idAt(row) }
    if (was === null) return
    if (was.asked !== asked) {
      place.toTop()
      before.current = { asked, count: place.count, row: 0, id: place.idAt(0) }
      return
    }
    // Only a list that changed under a reader who stood still has moved its rows.
    if (isAtTop || was.row !== row || was.id === undefined || was.id === place.idAt(row)) return
    const found = findMoved(place, was.id, [row + place.count - was.count, row])
    if (found === null || found === row) return
    place.moveBy(found - row)
    before.current = { asked, count: place.count, row: found, id: was.id }
  })
}
