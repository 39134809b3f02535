import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { HostView } from '../../contract/host-calls.ts'
import type { BridgeStatus } from '../../contract/rows/status.ts'
import { SHORTCUTS_HASH } from '../../contract/shortcuts.ts'
import { hostQuery } from '../api/host.ts'
import { keepLive } from '../api/live.ts'
import { statusQuery } from '../api/status.ts'
import { countDigits } from '../format/count.ts'
import { useAddress } from '../ui/address.ts'
import { announceRun } from '../ui/announce-run.ts'
import { useLetters } from '../ui/letters.ts'
import { NoticeArea } from '../ui/notices.tsx'
import { LoadingRows } from '../ui/states.tsx'
import { ZoneProvider } from '../ui/zone.tsx'
import { useAppearance } from './appearance.tsx'
import { EngineGone } from './engine-gone.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { PracticeBanner } from './practice-banner.tsx'
import { Rail } from './rail.tsx'
import { type Route, routeOf } from './routes.ts'
import { ShortcutList } from './shortcut-list.tsx'
import { StatusLine } from './status-line.tsx'
import { Trouble } from './trouble.tsx'
import { useTabFocus } from './use-tab-focus.ts'
import { useWindowKeys } from './use-window-keys.ts'

/** The frame of the window: rail, page, status line. */
export function Shell() {
  const status = useQuery(statusQuery)
  const host = useQuery(hostQuery).data ?? null
  const [listOpen, setListOpen] = useState(false)
  const connected = useLive(() => setListOpen(true))
  const route = routeOf(useAddress().tab)
  useAppearance()
  useTitle(route, status.data ?? null)
  if (status.data === undefined) {
    return status.error === null ? (
      <LoadingRows label="Opening Feebridge" />
    ) : (
      <EngineGone error={status.error} onRetry={() => void status.refetch()} />
    )
  }
  const Page = route.page
  return (
    <ZoneProvider timeZone={status.data.timeZone}>
      <div className="fb-shell">
        <button type="button" className="fb-skip" onClick={skipToPage}>
          Skip to the page
        </button>
        <Rail current={route} status={status.data} onShortcuts={() => setListOpen(true)} />
        <main id="page" className="fb-main" tabIndex={-1}>
          <Trouble engine={host?.engine ?? null} error={status.error} onRetry={() => void status.refetch()} />
          {status.data.practice ? <PracticeBanner /> : null}
          <ErrorBoundary where={route.tab}>
            <Page />
          </ErrorBoundary>
        </main>
        <StatusLine
          status={status.data}
          connected={connected && status.error === null && host?.engine.kind !== 'restarting'}
        />
        <NoticeArea />
        <Keys tab={route.tab} host={host} listOpen={listOpen} onList={setListOpen} />
      </div>
    </ZoneProvider>
  )
}

interface KeysProps {
  tab: string
  host: HostView | null
  listOpen: boolean
  onList: (open: boolean) => void
}

/** What the keyboard does in the whole window, and the list that tells it. */
function Keys({ tab, host, listOpen, onList }: KeysProps) {
  const [letters, setLetters] = useLetters()
  const hasMenu = host?.kind === 'desktop'
  useTabFocus(tab)
  useWindowKeys({ letters, runs: host?.kind === 'browser', onList: () => onList(true) })
  return (
    <ShortcutList
      opened={listOpen}
      onClose={() => onList(false)}
      hasMenu={hasMenu}
      mac={host?.platform === 'darwin'}
      letters={letters}
      onLetters={setLetters}
    />
  )
}

/** The window's title: the tab, behind the number of open errors, so that a row of windows tells it too. */
function useTitle(route: Route, status: BridgeStatus | null): void {
  const errors = status?.openErrors ?? 0
  useEffect(() => {
    document.title = `${errors === 0 ? '' : `(${countDigits(errors)}) `}${route.words} · Feebridge`
  }, [route, errors])
}

function skipToPage(): void {
  document.getElementById('page')?.focus()
}

/** Keeps the queries fresh, announces each finished run once, and goes where the host asks. `onShortcuts` is asked for by an address that is no page. */
function useLive(onShortcuts: () => void): boolean {
  const client = useQueryClient()
  const [connected, setConnected] = useState(true)
  const showList = useRef(onShortcuts)
  showList.current = onShortcuts
  useEffect(
    () =>
      keepLive(client, {
        onConnection: setConnected,
        onRunClosed: announceRun,
        onGo: hash => {
          if (hash === SHORTCUTS_HASH) showList.current()
          else window.location.hash = hash
        },
      }),
    [client],
  )
  return connected
}
