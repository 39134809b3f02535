import type { RunRow } from '../../../contract/rows/run.ts'
import { runGist } from '../../format/run-words.ts'
import { notify } from '../../ui/notices.tsx'

/** Says what reprocessing brought about. A run that is still going tells it itself when it closes. */
export function reportRun(run: RunRow): void {
  if (run.outcome === 'running') notify('good', 'Reprocessing has begun.')
  else
    notify(
      run.counts.errors > 0 ? 'warn' : 'good',
      `Reprocessed: ${runGist(run.counts)}.${run.counts.errors > 0 ? ' What is still wrong is said at each import.' : ''}`,
    )
}
