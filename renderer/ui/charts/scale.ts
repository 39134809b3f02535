/** The most lines that a scale is given above its zero. */
const LINES_MOST = 4
const NICE = [1, 2, 2.5, 5, 10] as const

/** A scale from `low` (zero or below) to a round number not below `high`; `ticks` are its lines in round steps, from the lowest up. */
export interface Scale {
  low: number
  high: number
  ticks: number[]
}

/** Makes a scale of round numbers. Nothing but zeros gives a scale of one step. */
export function niceScale(low: number, high: number): Scale {
  const reach = Math.max(high, -low, 1)
  const rough = reach / LINES_MOST
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * (NICE.find(each => each * power >= rough) ?? 10)
  // Below zero there is seldom much: it gets its own room and no more.
  const first = Math.ceil(low / step)
  const last = Math.max(1, Math.ceil(high / step))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
  return { low, high: last * step, ticks }
}
