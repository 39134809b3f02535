import { type ReactNode, useId } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import { monthShort, monthWords } from '../../format/month.ts'
import { shortMoney } from '../../format/short-money.ts'
import { niceScale, type Scale } from './scale.ts'

/** One month of money, in cents; all figures are zero or above. */
export interface MonthFigures {
  month: string
  paidCents: number
  refundedCents: number
  waivedCents: number
}

const PLOT_PX = 190
/** Room above the highest line for the amount that stands on a bar. */
const TOP_PX = 18
/** Room below for the month, and for the year below the first month and each January. */
const LABELS_PX = 38
const HEIGHT_PX = TOP_PX + PLOT_PX + LABELS_PX

/** What came in, went back and was waived, month by month. The amounts in full are in the table behind it. */
export function MonthBars({ months }: { months: readonly MonthFigures[] }) {
  const hatchId = useId()
  const scale = niceScale(
    -Math.max(...months.map(each => each.refundedCents), 0),
    Math.max(...months.map(each => Math.max(each.paidCents, each.waivedCents)), 0),
  )
  return (
    <figure className="fb-months">
      <Legend hasRefunds={months.some(each => each.refundedCents > 0)} />
      <div className="fb-months-plot" role="img" aria-label={sayAll(months)}>
        <svg className="fb-months-axis" height={HEIGHT_PX} aria-hidden="true">
          {scale.ticks.map(tick => (
            <text key={tick} className="fb-chart-text" x="100%" dx="-8" y={yOf(tick, scale)} dy="4" textAnchor="end">
              {shortMoney(tick)}
            </text>
          ))}
        </svg>
        <svg className="fb-months-bars" height={HEIGHT_PX} aria-hidden="true">
          <Hatch id={hatchId} />
          {scale.ticks.map(tick => (
            <line
              key={tick}
              className={tick === 0 ? 'fb-chart-zero' : 'fb-chart-line'}
              x1="0"
              x2="100%"
              y1={yOf(tick, scale)}
              y2={yOf(tick, scale)}
            />
          ))}
          {months.map((figures, index) => (
            <Month
              key={figures.month}
              figures={figures}
              place={index / months.length}
              {...{ scale, hatchId }}
              width={1 / months.length}
            />
          ))}
        </svg>
      </div>
    </figure>
  )
}

interface MonthProps {
  figures: MonthFigures
  scale: Scale
  /** Where the month begins and how wide it is, as shares of the whole width. */
  place: number
  width: number
  hatchId: string
}

function Month({ figures, scale, place, width, hatchId }: MonthProps) {
  const { month, paidCents, refundedCents, waivedCents } = figures
  const at = (share: number) => `${(100 * (place + share * width)).toFixed(3)}%`
  const wide = (share: number) => `${(100 * share * width).toFixed(3)}%`
  const zero = yOf(0, scale)
  return (
    <g>
      <title>{sayMonth(figures)}</title>
      {/* The whole column answers to the pointer, not the bars alone. */}
      <rect className="fb-chart-hover" x={at(0)} y="0" width={wide(1)} height={HEIGHT_PX} />
      <rect
        className="fb-chart-paid"
        x={at(0.14)}
        y={yOf(paidCents, scale)}
        width={wide(0.42)}
        height={zero - yOf(paidCents, scale)}
      />
      <rect
        className="fb-chart-refunded"
        x={at(0.14)}
        y={zero}
        width={wide(0.42)}
        height={yOf(-refundedCents, scale) - zero}
      />
      <rect
        className="fb-chart-waived"
        fill={`url(#${hatchId})`}
        x={at(0.6)}
        y={yOf(waivedCents, scale)}
        width={wide(0.26)}
        height={zero - yOf(waivedCents, scale)}
      />
      {paidCents === 0 ? null : (
        <text
          className="fb-chart-text fb-chart-value"
          x={at(0.35)}
          y={yOf(paidCents, scale)}
          dy="-5"
          textAnchor="middle"
        >
          {shortMoney(paidCents)}
        </text>
      )}
      <text className="fb-chart-text" x={at(0.5)} y={HEIGHT_PX - 22} textAnchor="middle">
        {monthShort(month)}
      </text>
      {place === 0 || month.endsWith('-01') ? (
        <text className="fb-chart-text" x={at(0.5)} y={HEIGHT_PX - 6} textAnchor="middle">
          {month.slice(0, 4)}
        </text>
      ) : null}
    </g>
  )
}

/** Lines from corner to corner, so that the bars are told apart without colour. */
function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="fb-hatch-ground" width="6" height="6" />
        <line className="fb-hatch-line" x1="0" x2="0" y1="0" y2="6" />
      </pattern>
    </defs>
  )
}

function Legend({ hasRefunds }: { hasRefunds: boolean }) {
  const hatchId = useId()
  return (
    <figcaption className="fb-legend">
      <Swatch words="Paid">
        <rect className="fb-chart-paid" width="14" height="10" y="1" />
      </Swatch>
      <Swatch words="Waived">
        <Hatch id={hatchId} />
        <rect className="fb-chart-waived" fill={`url(#${hatchId})`} x="0.5" y="1.5" width="13" height="9" />
      </Swatch>
      {hasRefunds ? (
        <Swatch words="Refunded or bounced">
          <rect className="fb-chart-refunded" x="1" y="2" width="12" height="8" />
        </Swatch>
      ) : null}
    </figcaption>
  )
}

function Swatch({ words, children }: { words: string; children: ReactNode }) {
  return (
    <span className="fb-swatch">
      <svg width="14" height="12" aria-hidden="true">
        {children}
      </svg>
      {words}
    </span>
  )
}

function yOf(cents: number, scale: Scale): number {
  return TOP_PX + PLOT_PX * ((scale.high - cents) / (scale.high - scale.low))
}

function sayMonth({ month, paidCents, refundedCents, waivedCents }: MonthFigures): string {
  const refunded = refundedCents === 0 ? '' : `, ${formatMoney(refundedCents)} refunded or bounced`
  return `${monthWords(month)}: ${formatMoney(paidCents)} paid${refunded}, ${formatMoney(waivedCents)} waived`
}

function sayAll(months: readonly MonthFigures[]): string {
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return 'No months.'
  const best = months.reduce((most, each) => (each.paidCents > most.paidCents ? each : most), first)
  return `Bars by month, ${monthWords(first.month)} to ${monthWords(last.month)}. Most was paid in ${monthWords(best.month)}: ${formatMoney(best.paidCents)}. ${sayMonth(last)}.`
}
