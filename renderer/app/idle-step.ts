import { LIMITS } from '../../contract/limits.ts'

/** The engine is told at most this often that somebody is at the window. */
const TOUCH_MS = 60_000
/** So long before the lock it is announced. */
const WARN_MS = 60_000

export interface IdleState {
  inputAtMs: number
  touchedAtMs: number
}

/** What an input, or a look at the clock (null), comes to. After sleep the first input comes too late: the window was idle all the same. */
export function idleStep(
  state: IdleState,
  input: 'here' | 'elsewhere' | null,
  nowMs: number,
): { state: IdleState; locks: boolean; warns: boolean; touches: boolean } {
  const idleMs = nowMs - state.inputAtMs
  if (idleMs >= LIMITS.sessionIdleMs) return { state, locks: true, warns: false, touches: false }
  if (input === null) return { state, locks: false, warns: idleMs >= LIMITS.sessionIdleMs - WARN_MS, touches: false }
  const touches = input === 'here' && nowMs - state.touchedAtMs >= TOUCH_MS
  const touchedAtMs = touches ? nowMs : state.touchedAtMs
  return { state: { inputAtMs: nowMs, touchedAtMs }, locks: false, warns: false, touches }
}
