/** What is known while one list is pulled. Totals are what the system states on each page, null where it states none. */
export interface PullTally {
  distinctIds: number
  firstTotal: number | null
  lastTotal: number | null
  /** A page could not be read or was passed over. */
  pagesLost: number
  /** Rows that our own deliveries created and removed between the first page and the last; absent where we deliver nothing. */
  addedByUs?: number
  removedByUs?: number
  /** How many of the removed ones had been listed before: they count as received and are no longer there. */
  removedListed?: number
}

export type Completeness =
  | { kind: 'complete' }
  | { kind: 'moved'; from: number; to: number }
  | { kind: 'incomplete'; reason: string }

/**
 * P3: complete means that the distinct ids received are the total that the system states, on the last page as on the first. A total that moved by exactly
 * the rows that our own deliveries added or removed meanwhile has not moved; a row that such a removal shifted out of sight is pulled again.
 */
export function judgePull(tally: PullTally, what: string): Completeness {
  const { firstTotal, lastTotal, addedByUs = 0, removedByUs = 0, removedListed = 0 } = tally
  if (firstTotal !== null && lastTotal !== null && firstTotal + addedByUs - removedByUs !== lastTotal) {
    return { kind: 'moved', from: firstTotal, to: lastTotal }
  }
  if (tally.pagesLost > 0) {
    return {
      kind: 'incomplete',
      reason: `${tally.pagesLost} ${tally.pagesLost === 1 ? 'page' : 'pages'} of ${what} could not be read.`,
    }
  }
  if (lastTotal !== null && tally.distinctIds - removedListed !== lastTotal) {
    if (addedByUs + removedByUs > 0) return { kind: 'moved', from: firstTotal ?? lastTotal, to: lastTotal }
    return {
      kind: 'incomplete',
      reason: `it says that there are ${lastTotal} ${what}, and ${tally.distinctIds} came.`,
    }
  }
  return { kind: 'complete' }
}
