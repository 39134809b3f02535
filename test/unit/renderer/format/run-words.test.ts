import { expect, it } from 'vitest'
import type { RunCounts, RunRow } from '../../../../contract/rows/run.ts'
import { approvalWords, runGist, runName, runSentence } from '../../../../renderer/format/run-words.ts'

const NONE: RunCounts = {
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

it('says nothing that is zero', () => {
  expect(runGist({ ...NONE, pulled: 2000, unchanged: 2000 })).toBe('nothing new')
  expect(runGist({ ...NONE, added: 1, payments: 2, errors: 1 })).toBe('1 fee added, 2 payments, 1 error')
})

it('names on the button what approving would do', () => {
  expect(approvalWords({ ...NONE, waived: 41 })).toBe('Waive 41 fees')
  expect(approvalWords({ ...NONE, waived: 1, voided: 2 })).toBe('Waive 1 fee and void 2 entries')
  expect(approvalWords(NONE)).toBe('Approve what it would do')
})

it('T2 marks a test run wherever its name stands', () => {
  expect(runName({ task: 'iiq-sync', mode: 'test' })).toBe('iiQ Sync (test)')
})

it('announces a closed run with its outcome, and reprocessing by what came of it', () => {
  const run: RunRow = {
    runId: 'run-1',
    task: 'iiq-sync',
    mode: 'live',
    trigger: 'schedule',
    outcome: 'partly',
    counts: { ...NONE, added: 2, errors: 1 },
    totals: { chargedCents: 0, paidCents: 0, waivedCents: 0, adjustedCents: 0, balanceCents: 0 },
    startedAt: '2026-11-20T07:30:00.000Z',
    durationMs: 400,
    message: null,
    workbook: null,
  }
  expect(runSentence(run)).toBe('iiQ Sync: partly succeeded, 2 fees added, 1 error.')
  expect(runSentence({ ...run, trigger: 'reprocess' })).toContain('What is still wrong is said at each import.')
})
