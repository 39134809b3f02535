import { expect, test } from 'vitest'
import type { RunRow } from '../../../../contract/rows/run.ts'
import { runLine } from '../../../../main/hosts/terminal/run-words.ts'

const none = {
  pulled: 0,
  added: 0,
  changed: 0,
  voided: 0,
  waived: 0,
  unchanged: 0,
  payments: 0,
  errors: 0,
  ignored: 0,
  unprocessed: 0,
  delivered: 0,
}
const run: RunRow = {
  runId: 'r1',
  task: 'iiq-sync',
  mode: 'live',
  trigger: 'command',
  outcome: 'partly',
  counts: { ...none, pulled: 1285, added: 840, errors: 1 },
  totals: { chargedCents: 0, paidCents: 0, waivedCents: 0, adjustedCents: 0, balanceCents: 0 },
  startedAt: '2026-03-08T06:30:00.000Z',
  durationMs: 1640,
  message: null,
  workbook: null,
}

test('tells a run on one line: what ran, how it ended, and only what it did', () => {
  expect(runLine(run)).toMatch(/ iiQ Sync: partly, 1,285 pulled, 840 added, 1 error\. 1\.6 s$/)
})

test('says when a run is a test, and when there was nothing to do', () => {
  expect(runLine({ ...run, mode: 'test', outcome: 'succeeded', counts: none })).toMatch(
    / iiQ Sync \(test mode\): succeeded, nothing to do\. 1\.6 s$/,
  )
})
