/** Calls `act` at once and then at most once in `everyMs`, never losing the last call. `end` forgets what is still to come. */
export function paced(everyMs: number, act: () => void): { call: () => void; end: () => void } {
  let timer: NodeJS.Timeout | undefined
  let again = false
  const next = (): void => {
    timer = undefined
    if (again) call()
  }
  const call = (): void => {
    again = timer !== undefined
    if (again) return
    timer = setTimeout(next, everyMs)
    timer.unref()
    act()
  }
  return { call, end: () => clearTimeout(timer) }
}
