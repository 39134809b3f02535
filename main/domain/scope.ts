import type { Day } from './zone.ts'

/** What the clerk chose to sync, and the two waive rules: the settings that planning needs. */
export interface IiqScope {
  timeZone: string
  overdueDays: number
  /** The cut-off, that day included, in the district's zone (Z1). */
  createdSince: Day
  /** Keys of the selected categories, or null for all. */
  categoryKeys: ReadonlySet<string> | null
  /** Title of the one ledger category, or null when categories are imported. */
  oneCategory: string | null
  waiveZeroDue: boolean
  waiveMissing: boolean
}

/** Whether the two waive rules may touch a fee at all (W1): from iiQ, selected category, created on or after the cut-off. */
export function waiveRulesApply(fee: { createdOn: Day; categoryKey: string | null }, scope: IiqScope): boolean {
  return fee.createdOn >= scope.createdSince && isSelected(fee.categoryKey, scope)
}

/** Whether a category is among the selected ones. */
export function isSelected(categoryKey: string | null, scope: IiqScope): boolean {
  return scope.categoryKeys === null || (categoryKey !== null && scope.categoryKeys.has(categoryKey))
}

/** Causes by which the cut-off and the selected categories left records out. */
export const LEFT_OUT_CAUSES = ['before-cut-off', 'category-not-selected', 'fee-out-of-scope'] as const
