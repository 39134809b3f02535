import type { ReactNode } from 'react'

/** One bar: a label (often a link), how long it is (any unit, zero or above), and the figure in words. */
export interface Bar {
  key: string
  label: ReactNode
  size: number
  words: string
}

/** Bars below one another, each between its name and its figure, so that it reads as a list without the picture. */
export function BarList({ bars }: { bars: readonly Bar[] }) {
  const longest = Math.max(...bars.map(bar => bar.size), 1)
  return (
    <ul className="fb-bars">
      {bars.map(bar => (
        <li key={bar.key}>
          <span className="fb-bar-label">{bar.label}</span>
          <svg className="fb-bar" height="14" aria-hidden="true">
            <rect className="fb-bar-track" width="100%" height="14" rx="2" />
            <rect className="fb-chart-paid" width={`${((100 * bar.size) / longest).toFixed(2)}%`} height="14" rx="2" />
          </svg>
          <span className="fb-bar-words">{bar.words}</span>
        </li>
      ))}
    </ul>
  )
}
