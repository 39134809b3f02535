import { expect, it } from 'vitest'
import type { RunCounts, RunRow } from '../../../../contract/rows/run.ts'
import {
  approvalWords,
  discardWords,
  heldWords,
  runGist,
  runName,
  runSentence,
  runStory,
} from '../../../../renderer/format/run-words.ts'

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

it('names on the button what approving would do, with its numbers', () => {
  const waivers = { count: 41, cents: -61200, waivers: 41, waivedCents: 61200 }
  expect(approvalWords(waivers)).toBe('Approve: waive 41 fees, $612.00')
  expect(approvalWords({ count: 3, cents: 4500, waivers: 0, waivedCents: 0 })).toBe('Approve: void 3 entries')
  expect(approvalWords({ count: 2, cents: 500, waivers: 1, waivedCents: 1000 })).toBe(
    'Approve: waive 1 fee, $10.00, and void 1 entry',
  )
  expect(approvalWords(null)).toBe('Approve what it would do')
  expect(discardWords(waivers)).toBe('Discard 41 changes')
  expect(discardWords(null)).toBe('Discard these changes')
})

it('says what approving does to what is owed', () => {
  expect(heldWords({ count: 326, cents: -812345 })).toBe('They take $8,123.45 off what is owed.')
  expect(heldWords({ count: 1, cents: 500 })).toBe('It adds $5.00 to what is owed.')
  expect(heldWords({ count: 2, cents: 0 })).toBe('They leave what is owed as it is.')
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
  expect(runSentence({ ...run, outcome: 'waiting' })).toBe('iiQ Sync waits for your approval. Nothing is recorded yet.')
  expect(runSentence({ ...run, outcome: 'failed', message: 'The key was refused.' })).toBe(
    'iiQ Sync failed. The key was refused.',
  )
  expect(runStory({ ...run, outcome: 'failed', message: 'The key was refused.' })).toBe('The key was refused.')
  expect(runStory({ ...run, outcome: 'waiting', counts: NONE })).toBe('nothing recorded yet')
  const test = { ...run, mode: 'test' as const }
  expect(runStory(test)).toBe('2 fees added, 1 error; nothing saved')
  expect(runSentence(test)).toBe('iiQ Sync (test): partly succeeded, 2 fees added, 1 error. Nothing was saved.')
  expect(runSentence({ ...test, outcome: 'succeeded', counts: NONE })).toBe('iiQ Sync (test): succeeded, nothing new.')
  const tried = '41 imports were tried again: 38 imported, 3 still in error.'
  expect(runSentence({ ...run, trigger: 'reprocess', message: tried })).toBe(
    `Reprocessed: 2 fees added, 1 error. ${tried}`,
  )
})
