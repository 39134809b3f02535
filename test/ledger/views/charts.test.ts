import { describe, expect, it } from 'vitest'
import { TODAY, withSeededViews } from './seeded.ts'

const seeded = withSeededViews(4_000, db => {
  db.exec(`UPDATE fees SET category_title = NULL WHERE seq = 1;
    INSERT INTO month_sums VALUES ('2026-01', 'refund', 1250), ('2026-01', 'bounced-check', 750);
    UPDATE runs SET mode = 'test';
    INSERT INTO runs (id, task, mode, trigger, outcome, started_at, finished_at) VALUES
      ('old', 'iiq-sync', 'live', 'schedule', 'failed', '2025-11-01T07:00:00.000Z', '2025-11-01T07:01:00.000Z'),
      ('waited', 'iiq-sync', 'live', 'schedule', 'succeeded', '2025-12-14T07:00:00.000Z', '2026-01-09T15:00:00.000Z'),
      ('good', 'iiq-sync', 'live', 'schedule', 'succeeded', '2026-01-13T07:00:00.000Z', '2026-01-13T07:01:00.000Z'),
      ('late', 'iiq-sync', 'live', 'clerk', 'partly', '2026-01-15T03:00:00.000Z', '2026-01-15T04:30:00.000Z'),
      ('bad', 'iiq-sync', 'live', 'clerk', 'failed', '2026-01-15T15:00:00.000Z', '2026-01-15T15:00:01.000Z'),
      ('well', 'iiq-sync', 'live', 'clerk', 'succeeded', '2026-01-15T16:00:00.000Z', '2026-01-15T16:00:01.000Z'),
      ('test', 'iiq-sync', 'test', 'clerk', 'failed', '2026-01-14T16:00:00.000Z', '2026-01-14T16:00:01.000Z'),
      ('now', 'iiq-sync', 'live', 'clerk', 'running', '2026-01-15T19:59:00.000Z', NULL);`)
})
const sumOf = (sql: string) => seeded.db.prepare<[], number>(sql).pluck().get()

describe('overview.charts', () => {
  it('begins the school year on July 1 and adds up what was charged, paid and waived since', () => {
    const { year } = seeded.ask('overview.charts', {})
    const since = (kinds: string) =>
      sumOf(`SELECT sum(e.amount_cents) FROM entries e LEFT JOIN entries v ON v.seq = e.voids_seq
        WHERE e.occurred_on >= '2025-07-01' AND coalesce(v.kind, e.kind) IN (${kinds})`) ?? 0
    expect(year).toEqual({
      since: '2025-07-01',
      chargedCents: since("'charge', 'adjustment'"),
      paidCents: -since("'payment'") - 2_000,
      waivedCents: -since("'waiver'"),
      owedCents: sumOf("SELECT sum(balance_cents) FROM fees WHERE balance_cents > 0 AND created_on >= '2025-07-01'"),
    })
  })

  it('gives twelve months, oldest first, with refunds and bounced checks above zero', () => {
    const { collections } = seeded.ask('overview.charts', {})
    expect(collections.map(each => each.month)).toEqual([
      ...['2025-02', '2025-03', '2025-04', '2025-05', '2025-06', '2025-07'],
      ...['2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01'],
    ])
    const paid = sumOf("SELECT -sum(amount_cents) FROM entries WHERE kind = 'payment' AND occurred_on LIKE '2026-01-%'")
    expect(collections.at(-1)).toMatchObject({ paidCents: paid, refundedCents: 2_000 })
    expect(collections.every(each => each.waivedCents > 0)).toBe(true)
  })

  it('M4 tells what is owed by category and by school, largest first, and both are all that is owed', () => {
    const { owedByCategory, owedByLocation } = seeded.ask('overview.charts', {})
    const owed = sumOf('SELECT sum(balance_cents) FROM fees WHERE balance_cents > 0')
    for (const groups of [owedByCategory, owedByLocation]) {
      expect(groups.reduce((sum, group) => sum + group.cents, 0)).toBe(owed)
      const cents = groups.slice(0, 12).map(group => group.cents)
      expect(cents).toEqual(cents.toSorted((a, b) => b - a))
    }
    expect(owedByCategory.find(group => group.name === '')).toMatchObject({ fees: 1 })
  })

  it('reads what is owed from one index and never the fees themselves', () => {
    const plans = seeded.plansOf('overview.charts', {}).join('\n')
    expect(plans).toContain('USING COVERING INDEX fees_owed_by_category')
    expect(plans).not.toMatch(/SCAN (fees|entries)(?! USING COVERING)/)
  })

  it("gives each of the last 30 days its live runs in the district's zone and the worst of them", () => {
    const [health] = seeded.ask('overview.charts', {}).health
    expect(health).toMatchObject({ system: 'iiq', name: 'Incident IQ' })
    expect(health?.days).toHaveLength(30)
    expect(health?.days.at(-1)).toEqual({ day: TODAY, runs: 2, worst: 'failed' })
    // Half past eleven at night in New York is the next day in UTC.
    expect(health?.days.at(-2)).toEqual({ day: '2026-01-14', runs: 1, worst: 'partly' })
    expect(health?.days.at(-3)).toEqual({ day: '2026-01-13', runs: 1, worst: 'succeeded' })
    expect(health?.days.filter(day => day.runs > 0).map(day => day.day)).toEqual([
      '2026-01-09',
      '2026-01-13',
      '2026-01-14',
      TODAY,
    ])
  })
})
