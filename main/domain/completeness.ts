/** What is known while one list is pulled. Totals are what the system states on each page, null where it states none. */
export interface PullTally {
  distinctIds: number
  firstTotal: number | null
  lastTotal: number | null
  /** A page could not be read or was passed over. */
  pagesLost: number
}

export type Completeness =
  | { kind: 'complete' }
  | { kind: 'moved'; from: number; to: number }
  | { kind: 'incomplete'; reason: string }

/** P3: complete means that the distinct ids received are the total that the system states, on the last page as on the first. */
export function judgePull(tally: PullTally, what: string): Completeness {
  if (tally.firstTotal !== null && tally.lastTotal !== null && tally.firstTotal !== tally.lastTotal) {
    return { kind: 'moved', from: tally.firstTotal, to: tally.lastTotal }
  }
  if (tally.pagesLost > 0) {
    return {
      kind: 'incomplete',
      reason: `${tally.pagesLost} ${tally.pagesLost === 1 ? 'page' : 'pages'} of ${what} could not be read.`,
    }
  }
  if (tally.lastTotal !== null && tally.distinctIds !== tally.lastTotal) {
    return {
      kind: 'incomplete',
      reason: `it says that there are ${tally.lastTotal} ${what}, and ${tally.distinctIds} came.`,
    }
  }
  return { kind: 'complete' }
}
