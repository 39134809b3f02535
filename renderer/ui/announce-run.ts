import type { RunRow } from '../../contract/rows/run.ts'
import { runSentence } from '../format/run-words.ts'
import { notify } from './notices.tsx'

let announced: string | null = null

/** Says once how a run ended; an event may come twice. */
export function announceRun(run: RunRow): void {
  const mark = `${run.runId} ${run.outcome}`
  if (announced === mark || run.outcome === 'running') return
  announced = mark
  notify(run.outcome === 'succeeded' ? 'good' : 'warn', runSentence(run))
}
