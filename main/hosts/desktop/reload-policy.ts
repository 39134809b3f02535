/** A page that crashes more often than this is not loaded again by itself. */
const RELOADS = 3
const WITHIN_MS = 60_000

/** Whether a page that crashed now is loaded again by itself, and the reloads that count from here on. */
export function allowsReload(reloadedMs: readonly number[], nowMs: number): { allowed: boolean; reloadedMs: number[] } {
  const recent = reloadedMs.filter(ms => nowMs - ms < WITHIN_MS)
  return recent.length < RELOADS
    ? { allowed: true, reloadedMs: [...recent, nowMs] }
    : { allowed: false, reloadedMs: [] }
}
