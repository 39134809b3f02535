import { useQuery } from '@tanstack/react-query'
import type { BridgeStatus } from '../../contract/rows/status.ts'
import { hostQuery } from '../api/host.ts'
import { lastHashOf } from '../ui/address.ts'
import { Glyph } from '../ui/icons.tsx'
import { Appearance } from './appearance.tsx'
import { ROUTES, type Route } from './routes.ts'

/** The left rail: tabs with icons and words, a badge where something waits. A tab comes back with the filters it was left with. */
export function Rail({ current, status }: { current: Route; status: BridgeStatus }) {
  const host = useQuery(hostQuery)
  const isShown = (route: Route) => route.shown === undefined || (host.data !== undefined && route.shown(host.data))
  return (
    <nav className="fb-rail" aria-label="Feebridge">
      <div className="fb-brand">Feebridge</div>
      <ul>
        {ROUTES.filter(isShown).map(route => (
          <li key={route.tab}>
            <RailLink route={route} status={status} active={route === current} />
          </li>
        ))}
      </ul>
      <Appearance />
    </nav>
  )
}

function RailLink({ route, status, active }: { route: Route; status: BridgeStatus; active: boolean }) {
  const badge = route.badge?.(status)
  return (
    <a
      href={lastHashOf(route.tab)}
      className={active ? 'fb-rail-link fb-rail-link-active' : 'fb-rail-link'}
      aria-current={active ? 'page' : undefined}
    >
      <Glyph name={route.icon} />
      <span className="fb-rail-words">{route.words}</span>
      {badge === undefined || badge.count === 0 ? null : (
        <span className="fb-rail-count">
          {badge.count.toLocaleString('en-US')} <span className="fb-hidden">{badge.noun}</span>
        </span>
      )}
    </a>
  )
}
