import type { Overview } from '../../../contract/rows/status.ts'
import { countDigits } from '../../format/count.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/zone.tsx'

type SystemLine = Overview['systems'][number]

/** Each outside system: is it there, when did it last agree with us, what is wrong. */
export function Systems({ systems }: { systems: SystemLine[] }) {
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
                <Connection system={system} />
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

function Connection({ system }: { system: SystemLine }) {
  if (system.offlineSince !== null) {
    return (
      <>
        <StateBadge tone="offline" words="Offline since" /> <Moment at={system.offlineSince} />
      </>
    )
  }
  return system.connected ? (
    <StateBadge tone="good" words="Connected" />
  ) : (
    <StateBadge tone="quiet" words="Not set up" />
  )
}
