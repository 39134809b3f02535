import type { RunRow } from '../../../contract/rows/run.ts'
import type { Overview } from '../../../contract/rows/status.ts'
import { TASKS } from '../../../contract/tasks.ts'
import { countDigits } from '../../format/count.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/zone.tsx'

type SystemLine = Overview['systems'][number]

/** Each outside system: is it there, when did it last agree with us, what is wrong. */
export function Systems({ systems, lastRuns }: { systems: SystemLine[]; lastRuns: RunRow[] }) {
  return (
    <section className="fb-card" aria-labelledby="systems-heading">
      <h2 id="systems-heading">Systems</h2>
      <table className="fb-plain">
        <thead>
          <tr>
            <th scope="col">System</th>
            <th scope="col">State</th>
            <th scope="col">Last good sync</th>
            <th scope="col">Next run</th>
            <th scope="col" className="fb-end">
              Open errors
            </th>
          </tr>
        </thead>
        <tbody>
          {systems.map(system => (
            <tr key={system.system}>
              <th scope="row">{system.name}</th>
              <td>
                <Connection system={system} lastRuns={lastRuns} />
              </td>
              <td>
                <Moment at={system.lastGoodSyncAt} none="never" />
              </td>
              <td>
                <Moment at={system.next} none="not scheduled" />
              </td>
              <td className="fb-end">
                {system.openErrors === 0 ? '0' : <a href={hashOf('errors')}>{countDigits(system.openErrors)}</a>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Connected is said only while the last finished run does not say otherwise. */
function Connection({ system, lastRuns }: { system: SystemLine; lastRuns: RunRow[] }) {
  if (system.offlineSince !== null) {
    return (
      <>
        <StateBadge tone="offline" words="Offline since" /> <Moment at={system.offlineSince} />
      </>
    )
  }
  const lastRun = lastRuns.find(run => TASKS[run.task].system === system.system && run.outcome !== 'running')
  if (system.connected && lastRun?.outcome === 'failed') return <StateBadge tone="bad" words="Last sync failed" />
  return system.connected ? (
    <StateBadge tone="good" words="Connected" />
  ) : (
    <StateBadge tone="quiet" words="Not set up" />
  )
}
