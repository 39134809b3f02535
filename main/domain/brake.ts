/** The share of a system's open fees, and the least number, beyond which a run stops before RECORD (B1). */
const BRAKE_SHARE = 0.05
export const BRAKE_LEAST_FEES = 25
/** From this many open fees on, losing more than half of them always stops. */
const HALF_FROM_FEES = 5

/** What the brake looks at. `fees` counts fees, not entries; fees that arrive already settled are not among them. */
export interface BrakeFacts {
  systemName: string
  /** Fees that would be waived, have an entry voided, or be removed. */
  feesTouched: number
  /** The system's open fees (balance above zero) before the run. */
  openFees: number
  /** Records of this pull, and of the last one that was recorded (null when there was none). */
  pulledNow: number
  pulledBefore: number | null
  /** Complete pull: an empty pull is only told apart from a broken one when it is. */
  complete: boolean
  /** Where the records came from, and came from last time. */
  sourceNow: SourceFacts
  sourceBefore: SourceFacts | null
}

export interface SourceFacts {
  origin: string
  siteId: string
}

/** How many fees a run may take something from without being asked. */
export function brakeLimit(openFees: number): number {
  return Math.max(BRAKE_LEAST_FEES, Math.floor(openFees * BRAKE_SHARE))
}

/** Why the run stops, a sentence a reason; empty when it may go on. */
export function brakeReasons(facts: BrakeFacts): string[] {
  const reasons: string[] = []
  const limit = brakeLimit(facts.openFees)
  if (facts.feesTouched > limit) {
    reasons.push(
      `${facts.feesTouched} of ${facts.openFees} open ${facts.systemName} fees would be waived or have an entry voided; the limit is ${limit}.`,
    )
  } else if (facts.openFees >= HALF_FROM_FEES && facts.feesTouched * 2 > facts.openFees) {
    reasons.push(
      `${facts.feesTouched} of ${facts.openFees} open ${facts.systemName} fees would be waived or have an entry voided: more than half.`,
    )
  }
  if (facts.complete && facts.pulledNow === 0 && facts.pulledBefore !== null && facts.pulledBefore > 0) {
    reasons.push(`${facts.systemName} listed no fees at all; the last time it listed ${facts.pulledBefore} records.`)
  }
  if (facts.sourceBefore !== null && facts.sourceBefore.origin !== facts.sourceNow.origin) {
    reasons.push(
      `The address of ${facts.systemName} changed from ${facts.sourceBefore.origin} to ${facts.sourceNow.origin}.`,
    )
  }
  if (facts.sourceBefore !== null && facts.sourceBefore.siteId !== facts.sourceNow.siteId) {
    reasons.push(
      `The Site ID of ${facts.systemName} changed from ${facts.sourceBefore.siteId} to ${facts.sourceNow.siteId}.`,
    )
  }
  return reasons
}
