import type { EntryKind } from '../../../contract/rows/fee.ts'
import type { RunOutcome } from '../../../contract/rows/run.ts'
import type { OverviewCharts } from '../../../contract/rows/status.ts'
import { SYSTEM_NAMES, type SystemId, TASKS, type TaskId } from '../../../contract/tasks.ts'
import { addDays, type Day, dayInZone, schoolYearSince, startOfDayMs } from '../../domain/zone.ts'
import type { Db } from '../open.ts'
import { prepared } from './prepared.ts'
import type { View } from './view.ts'

const MONTHS = 12
const HEALTH_DAYS = 30
/** Groups told by name; all others are one. */
const GROUPS_MOST = 12
/** A run that waited for the clerk can end long after it began: so much earlier is looked for runs that ended in the days shown. */
const LONGEST_WAIT_DAYS = 14

/** The pictures of the Overview. Nothing here reads every row: sums by month are kept, and what is owed lies in one index. */
export const readCharts: View<'overview.charts'> = ({ db, nowMs, timeZone }) => {
  const today = dayInZone(nowMs, timeZone)
  const since = schoolYearSince(today)
  const months = readMonths(db)
  const thisYear = [...months].flatMap(([month, sums]) => (month >= since.slice(0, 7) ? [sums] : []))
  const owed = readOwed(db, since)
  return {
    year: {
      since,
      chargedCents: sumOver(thisYear, ['charge', 'adjustment']),
      paidCents: -sumOver(thisYear, ['payment', 'refund', 'bounced-check', 'transfer']),
      waivedCents: -sumOver(thisYear, ['waiver']),
      owedCents: owed.reduce((sum, group) => sum + group.sinceCents, 0),
    },
    collections: lastMonths(today).map(month => {
      const sums = months.get(month) ?? {}
      return {
        month,
        paidCents: -sumOver([sums], ['payment']),
        refundedCents: sumOver([sums], ['refund', 'bounced-check']),
        waivedCents: -sumOver([sums], ['waiver']),
      }
    }),
    owedByCategory: largest(owed, group => group.category ?? ''),
    owedByLocation: largest(owed, group => group.location ?? ''),
    health: readHealth(db, today, timeZone),
  }
}

/** The months up to a day's own, oldest first. */
function lastMonths(today: Day): string[] {
  const last = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1
  return Array.from({ length: MONTHS }, (_, index) => {
    const month = last - (MONTHS - 1) + index
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

/** Cents by kind, with the sign of their effect on the balance. */
type MonthSums = Partial<Record<EntryKind, number>>

function readMonths(db: Db): Map<string, MonthSums> {
  const months = new Map<string, MonthSums>()
  const sql = 'SELECT month, kind, cents FROM month_sums'
  for (const { month, kind, cents } of prepared<{ month: string; kind: EntryKind; cents: number }>(db, sql).all())
    months.set(month, { ...months.get(month), [kind]: cents })
  return months
}

function sumOver(months: readonly MonthSums[], kinds: readonly EntryKind[]): number {
  return months.reduce((sum, month) => kinds.reduce((part, kind) => part + (month[kind] ?? 0), sum), 0)
}

interface OwedGroup {
  category: string | null
  location: string | null
  fees: number
  cents: number
  /** The part of it on fees of this school year. */
  sinceCents: number
}

/** What is owed by category and location: one walk over an index that holds nothing else, and a name for each group. */
function readOwed(db: Db, since: Day): OwedGroup[] {
  const sql = `SELECT g.category, coalesce(l.abbreviation, l.name) AS location, g.fees, g.cents, g.sinceCents
    FROM (SELECT category_title AS category, location_seq, count(*) AS fees, sum(balance_cents) AS cents,
        sum(CASE WHEN created_on >= ? THEN balance_cents ELSE 0 END) AS sinceCents
      FROM fees INDEXED BY fees_owed_by_category WHERE balance_cents > 0 GROUP BY category_title, location_seq) AS g
    LEFT JOIN locations l ON l.seq = g.location_seq`
  return prepared<OwedGroup>(db, sql).all(since)
}

/** The largest groups by one of their names, and the others as one behind them. */
function largest(groups: readonly OwedGroup[], nameOf: (group: OwedGroup) => string): OverviewCharts['owedByCategory'] {
  const byName = new Map<string, { name: string; fees: number; cents: number }>()
  for (const group of groups) {
    const name = nameOf(group)
    const { fees, cents } = byName.get(name) ?? { fees: 0, cents: 0 }
    byName.set(name, { name, fees: fees + group.fees, cents: cents + group.cents })
  }
  const sorted = [...byName.values()].toSorted((a, b) => b.cents - a.cents || (a.name < b.name ? -1 : 1))
  const others = sorted.splice(GROUPS_MOST)
  if (others.length === 0) return sorted
  const sum = (pick: (group: { fees: number; cents: number }) => number) =>
    others.reduce((total, group) => total + pick(group), 0)
  const rest = { name: `${others.length} others`, fees: sum(group => group.fees), cents: sum(group => group.cents) }
  return [...sorted, rest]
}

type Worst = 'succeeded' | 'partly' | 'failed'
const WORSE: readonly Worst[] = ['succeeded', 'partly', 'failed']

/** The last days of each system that has a task, today included. */
function readHealth(db: Db, today: Day, timeZone: string): OverviewCharts['health'] {
  const first = addDays(today, 1 - HEALTH_DAYS)
  const days = Array.from({ length: HEALTH_DAYS }, (_, index) => addDays(first, index))
  const systems = [...new Set(Object.values(TASKS).map(task => task.system))]
  const found = new Map<string, { runs: number; worst: Worst }>()
  for (const run of endedRuns(db, first, timeZone)) {
    const key = `${TASKS[run.task].system} ${dayInZone(Date.parse(run.finishedAt), timeZone)}`
    const { runs, worst } = found.get(key) ?? { runs: 0, worst: 'succeeded' }
    const of = worstOf(run.outcome)
    found.set(key, { runs: runs + 1, worst: WORSE.indexOf(of) > WORSE.indexOf(worst) ? of : worst })
  }
  return systems.map((system: SystemId) => ({
    system,
    name: SYSTEM_NAMES[system],
    days: days.map(day => ({ day, ...(found.get(`${system} ${day}`) ?? { runs: 0, worst: null }) })),
  }))
}

interface EndedRun {
  task: TaskId
  outcome: RunOutcome
  startedAt: string
  finishedAt: string | null
}

/** Live runs that ended since a day, newest first: the walk ends at the first one that began well before it. */
function* endedRuns(db: Db, first: Day, timeZone: string): Generator<EndedRun & { finishedAt: string }> {
  const sinceMs = startOfDayMs(first, timeZone)
  const noneBefore = new Date(startOfDayMs(addDays(first, -LONGEST_WAIT_DAYS), timeZone)).toISOString()
  const sql = `SELECT task, outcome, started_at AS startedAt, finished_at AS finishedAt FROM runs WHERE mode = 'live' ORDER BY seq DESC`
  for (const run of prepared<EndedRun>(db, sql).iterate()) {
    if (run.startedAt < noneBefore) return
    const { finishedAt } = run
    if (run.outcome !== 'running' && finishedAt !== null && Date.parse(finishedAt) >= sinceMs)
      yield { ...run, finishedAt }
  }
}

/** A run that was stopped, or waits or waited in vain for its approval, did not do all that it was for. */
function worstOf(outcome: RunOutcome): Worst {
  if (outcome === 'succeeded') return 'succeeded'
  return outcome === 'failed' || outcome === 'interrupted' ? 'failed' : 'partly'
}
