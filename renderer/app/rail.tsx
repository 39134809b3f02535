import { Button, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { BridgeStatus } from '../../contract/rows/status.ts'
import { hostQuery } from '../api/host.ts'
import { countDigits } from '../format/count.ts'
import { lastHashOf } from '../ui/address.ts'
import { Glyph } from '../ui/icons.tsx'
import { AppearanceMenu } from './appearance.tsx'
import { ROUTES, type Route } from './routes.ts'

/** Below this width the rail shows its icons alone, as in rail.css. */
const NARROW = '(max-width: 1000px)'

interface RailProps {
  current: Route
  status: BridgeStatus
  onShortcuts: () => void
}

/** The left rail: tabs with icons and words, a badge where something waits. A tab comes back with the filters it was left with. */
export function Rail({ current, status, onShortcuts }: RailProps) {
  const host = useQuery(hostQuery)
  const narrow = useMediaQuery(NARROW, window.matchMedia(NARROW).matches, { getInitialValueInEffect: false }) ?? false
  const shown = ROUTES.filter(route => route.shown === undefined || (host.data !== undefined && route.shown(host.data)))
  return (
    <nav className="fb-rail" aria-label="Feebridge">
      <div className="fb-brand">Feebridge</div>
      <ul>
        {shown.map((route, index) => (
          <li key={route.tab} className={isFirstOfGroup(shown, index) ? 'fb-rail-group' : undefined}>
            <Named words={route.words} shown={narrow}>
              <RailLink route={route} status={status} active={route === current} />
            </Named>
          </li>
        ))}
      </ul>
      <div className="fb-rail-foot">
        <Named words="Keyboard shortcuts" shown={narrow}>
          <Button
            variant="subtle"
            className="fb-rail-button"
            leftSection={<Glyph name="keyboard" />}
            onClick={onShortcuts}
          >
            <span className="fb-rail-words">Shortcuts</span>
          </Button>
        </Named>
        <AppearanceMenu />
      </div>
    </nav>
  )
}

/** The words of an icon that stands alone, on hover and on focus. */
function Named({ words, shown, children }: { words: string; shown: boolean; children: ReactElement }) {
  return (
    <Tooltip label={words} disabled={!shown} position="right" events={{ hover: true, focus: true, touch: false }}>
      {children}
    </Tooltip>
  )
}

interface RailLinkProps {
  route: Route
  status: BridgeStatus
  active: boolean
}

function RailLink({ route, status, active, ...tooltip }: RailLinkProps) {
  const badge = route.badge?.(status)
  return (
    <a
      {...tooltip}
      href={lastHashOf(route.tab)}
      className={active ? 'fb-rail-link fb-rail-link-active' : 'fb-rail-link'}
      aria-current={active ? 'page' : undefined}
    >
      <Glyph name={route.icon} />
      <span className="fb-rail-words">{route.words}</span>
      {badge === undefined || badge.count === 0 ? null : (
        <span className="fb-rail-count">
          {badge.count > 9_999 ? '9,999+' : countDigits(badge.count)} <span className="fb-hidden">{badge.noun}</span>
        </span>
      )}
    </a>
  )
}

function isFirstOfGroup(shown: readonly Route[], index: number): boolean {
  return index > 0 && shown[index - 1]?.group !== shown[index]?.group
}
