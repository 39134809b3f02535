import { expect, test } from 'vitest'
import { type BrakeFacts, brakeReasons } from '../../../main/domain/brake.ts'

const source = { origin: 'https://alder-vale.incidentiq.com', siteId: 'site-1' }

function reasons(facts: Partial<BrakeFacts>): string[] {
  return brakeReasons({
    systemName: 'Incident IQ',
    feesTouched: 0,
    openFees: 0,
    pulledNow: 100,
    pulledBefore: 100,
    complete: true,
    sourceNow: source,
    sourceBefore: source,
    ...facts,
  })
}

test('B1 the share is five percent of the open fees or 25 fees, whichever is larger', () => {
  expect(reasons({ feesTouched: 25, openFees: 100 })).toEqual([])
  expect(reasons({ feesTouched: 26, openFees: 100 })).toHaveLength(1)
  expect(reasons({ feesTouched: 50, openFees: 1_000 })).toEqual([])
  expect(reasons({ feesTouched: 51, openFees: 1_000 })).toHaveLength(1)
})

test('B1 more than half of five or more open fees stops whatever the limits', () => {
  expect(reasons({ feesTouched: 2, openFees: 5 })).toEqual([])
  expect(reasons({ feesTouched: 3, openFees: 5 })).toHaveLength(1)
  expect(reasons({ feesTouched: 5, openFees: 10 })).toEqual([])
  expect(reasons({ feesTouched: 6, openFees: 10 })).toHaveLength(1)
  expect(reasons({ feesTouched: 4, openFees: 4 })).toEqual([])
})

test('B1 an empty pull after a full one stops; a first empty pull, and one not proved complete, do not', () => {
  expect(reasons({ pulledNow: 0 })).toHaveLength(1)
  expect(reasons({ pulledNow: 0, pulledBefore: null })).toEqual([])
  expect(reasons({ pulledNow: 0, pulledBefore: 0 })).toEqual([])
  expect(reasons({ pulledNow: 0, complete: false })).toEqual([])
})

test('B1 another address and another SiteId stop, each with its own sentence', () => {
  const [moved] = reasons({ sourceNow: { ...source, origin: 'https://other.incidentiq.com' } })
  expect(moved).toContain('from https://alder-vale.incidentiq.com to https://other.incidentiq.com')
  expect(reasons({ sourceNow: { origin: 'https://o.example', siteId: 'site-2' } })).toHaveLength(2)
  expect(reasons({ sourceNow: { origin: 'https://o.example', siteId: 'site-2' }, sourceBefore: null })).toEqual([])
})
