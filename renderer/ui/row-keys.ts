import { type KeyboardEvent, useEffect, useRef } from 'react'
import { letterOf } from './letters.ts'

/** What letters do with the active row of a list. */
export type RowKeys<Row> = Readonly<Record<string, (row: Row) => void>>

export const NO_KEYS: RowKeys<unknown> = {}

/**
 * Hears the letters of a list while its grid has the focus. One that is pressed before the list's answer has come is kept until then, so that who types ahead
 * means a row of the answer and not one of the rows that are still shown. Gives a function that says whether a key was one of these.
 */
export function useRowKeys<Row>(
  keys: RowKeys<Row>,
  { busy, row }: { busy: boolean; row: Row | undefined },
): (event: KeyboardEvent) => boolean {
  const kept = useRef<((row: Row) => void) | null>(null)
  useEffect(() => {
    if (kept.current === null || busy || row === undefined) return
    const act = kept.current
    kept.current = null
    act(row)
  })
  return event => {
    kept.current = null
    if (event.target !== event.currentTarget) return false
    const act = keys[letterOf(event) ?? '']
    if (act === undefined) return false
    event.preventDefault()
    if (busy || row === undefined) kept.current = act
    else act(row)
    return true
  }
}
