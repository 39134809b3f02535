import { countWords } from '../../format/count.ts'
import { dayWords } from '../../format/time.ts'
import type { Tone } from '../../format/tones.ts'
import { ToneShape } from '../icons.tsx'

/** One day of a system: how many runs ended on it, and how the worst of them did. */
export interface HealthDay {
  day: string
  runs: number
  worst: 'succeeded' | 'partly' | 'failed' | null
}

const LOOKS: Record<'succeeded' | 'partly' | 'failed', { tone: Tone; words: string }> = {
  succeeded: { tone: 'good', words: 'all succeeded' },
  partly: { tone: 'warn', words: 'not all was done' },
  failed: { tone: 'bad', words: 'failed' },
}

/** A row of days, each a shape: told apart without colour, and in words on hover. */
export function HealthStrip({ name, days }: { name: string; days: readonly HealthDay[] }) {
  return (
    <div className="fb-health">
      <div className="fb-health-name">{name}</div>
      <div className="fb-health-days" role="img" aria-label={sayAll(name, days)}>
        {days.map((each, index) => (
          <span key={each.day} className="fb-health-day" title={sayDay(each)}>
            <DayShape worst={each.worst} />
            {/* A day in seven has its name, and today. */}
            {(days.length - 1 - index) % 7 === 0 ? <span className="fb-health-label">{shortDay(each.day)}</span> : null}
          </span>
        ))}
      </div>
    </div>
  )
}

/** What the shapes mean. */
export function HealthLegend() {
  return (
    <p className="fb-legend">
      {Object.values(LOOKS).map(({ tone, words }) => (
        <span key={tone} className={`fb-swatch fb-tone-${tone}`}>
          <ToneShape tone={tone} /> <span className="fb-legend-words">{words}</span>
        </span>
      ))}
      <span className="fb-swatch">
        <span className="fb-health-none" /> no run
      </span>
    </p>
  )
}

/** The outcome of a day in words, for the table. */
export function healthWords(worst: HealthDay['worst']): string {
  return worst === null ? 'no run' : LOOKS[worst].words
}

function DayShape({ worst }: { worst: HealthDay['worst'] }) {
  if (worst === null) return <span className="fb-health-none" />
  const { tone } = LOOKS[worst]
  return (
    <span className={`fb-tone-${tone}`}>
      <ToneShape tone={tone} />
    </span>
  )
}

function sayDay({ day, runs, worst }: HealthDay): string {
  return `${dayWords(day)}: ${worst === null ? 'no run' : `${countWords(runs, 'run')}, ${LOOKS[worst].words}`}`
}

function shortDay(day: string): string {
  return dayWords(day).replace(/, \d+$/, '')
}

function sayAll(name: string, days: readonly HealthDay[]): string {
  const bad = days.filter(each => each.worst === 'failed' || each.worst === 'partly')
  const good = days.filter(each => each.worst === 'succeeded').length
  const said = bad.map(sayDay).join('. ')
  return `${name}, the last ${days.length} days: all succeeded on ${countWords(good, 'day')}, trouble on ${countWords(bad.length, 'day')}. ${said}`
}
