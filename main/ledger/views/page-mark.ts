import { Refusal } from '../../../contract/app-error.ts'
import type { Param } from './prepared.ts'

/** What a value of a mark is: text or integer. */
export type MarkShape = readonly ('text' | 'integer')[]

/** Writes the opaque mark that stands behind a row: the list's name and the row's sort values, base64url. */
export function writeMark(list: string, values: readonly Param[]): string {
  return Buffer.from(JSON.stringify([list, ...values]), 'utf8').toString('base64url')
}

/**
 * Reads a mark that `writeMark` wrote for the same list, or null when there is none. A mark of another list or another order,
 * or anything else, is refused: continuing from it would silently skip rows.
 */
export function readMark(list: string, shape: MarkShape, after: string | undefined): Param[] | null {
  if (after === undefined) return null
  const values = parseMark(after)
  if (values === null || values[0] !== list || values.length !== shape.length + 1) throw badMark()
  return shape.map((type, index) => {
    const value = values[index + 1]
    if (type === 'text' && typeof value === 'string') return value
    if (type === 'integer' && typeof value === 'number' && Number.isSafeInteger(value)) return value
    throw badMark()
  })
}

function parseMark(after: string): unknown[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    return Array.isArray(values) ? values : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function badMark(): Refusal {
  return new Refusal(
    'bad-request',
    '"after" is not a mark of this list in this order. Leave it out to begin at the first page, then pass the "next" of the page before.',
    'after',
  )
}
