import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { sentenceOf } from '../api/call-error.ts'
import { keepLive } from '../api/live.ts'
import { statusQuery } from '../api/status.ts'
import { useAddress } from '../ui/address.ts'
import { announceRun } from '../ui/announce-run.ts'
import { NoticeArea } from '../ui/notices.tsx'
import { LoadingRows } from '../ui/states.tsx'
import { ZoneProvider } from '../ui/zone.tsx'
import { EngineGone } from './engine-gone.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Rail } from './rail.tsx'
import { routeOf } from './routes.ts'
import { StatusLine } from './status-line.tsx'

/** The frame of the window: rail, page, status line. */
export function Shell() {
  const status = useQuery(statusQuery)
  const connected = useLive()
  const address = useAddress()
  const route = routeOf(address.tab)
  useEffect(() => {
    document.title = `${route.words} · Feebridge`
  }, [route])
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
        <Rail current={route} status={status.data} />
        <main id="page" className="fb-main" tabIndex={-1}>
          {status.error === null ? null : <Trouble error={status.error} onRetry={() => void status.refetch()} />}
          {status.data.practice ? <PracticeBanner /> : null}
          <ErrorBoundary where={route.tab}>
            <Page />
          </ErrorBoundary>
        </main>
        <StatusLine status={status.data} connected={connected && status.error === null} />
        <NoticeArea />
      </div>
    </ZoneProvider>
  )
}

/** The engine has gone while the window was open: what is shown stays, and is what it last was. */
function Trouble({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div className="fb-trouble" role="alert">
      <span>{sentenceOf(error)}</span>
      <Button variant="default" size="compact-sm" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}

function PracticeBanner() {
  return (
    <p className="fb-practice">
      <strong>Practice district:</strong> everyone and everything here is invented. Connect your own systems with{' '}
      <code>npx feebridge settings import</code>.
    </p>
  )
}

function skipToPage(): void {
  document.getElementById('page')?.focus()
}

/** Keeps the queries fresh, and announces each finished run once. */
function useLive(): boolean {
  const client = useQueryClient()
  const [connected, setConnected] = useState(true)
  useEffect(
    () =>
      keepLive(client, {
        onConnection: setConnected,
        onRunClosed: announceRun,
        onGo: hash => {
          window.location.hash = hash
        },
      }),
    [client],
  )
  return connected
}
