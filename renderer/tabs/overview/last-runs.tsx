import type { RunRow } from '../../../contract/rows/run.ts'
import { outcomeWords, runName, runStory } from '../../format/run-words.ts'
import { durationWords } from '../../format/time.ts'
import { outcomeTone } from '../../format/tones.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/zone.tsx'

/** The last runs, a line each; the rest is in Sync History. */
export function LastRuns({ runs }: { runs: RunRow[] }) {
  return (
    <section className="fb-card" aria-labelledby="runs-heading">
      <h2 id="runs-heading">Last runs</h2>
      {runs.length === 0 ? (
        <p className="fb-soft">No run yet. Run a task to bring fees in.</p>
      ) : (
        <table className="fb-plain">
          <thead>
            <tr>
              <th scope="col">Started</th>
              <th scope="col">Task</th>
              <th scope="col">Outcome</th>
              <th scope="col">What it did</th>
              <th scope="col" className="fb-end">
                Took
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map(run => (
              <tr key={run.runId}>
                <td>
                  <a href={hashOf('sync-history', { [OPEN]: run.runId })}>
                    <Moment at={run.startedAt} />
                  </a>
                </td>
                <td>{runName(run)}</td>
                <td>
                  <StateBadge tone={outcomeTone(run.outcome)} words={outcomeWords(run.outcome)} />
                </td>
                <td className="fb-wrap">{runStory(run)}</td>
                <td className="fb-end">{run.outcome === 'running' ? '–' : durationWords(run.durationMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        <a href={hashOf('sync-history')}>All runs</a>
      </p>
    </section>
  )
}
