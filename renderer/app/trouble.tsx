import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { HostView } from '../../contract/host-calls.ts'
import { sentenceOf } from '../api/call-error.ts'
import { notify } from '../ui/notices.tsx'

interface TroubleProps {
  engine: HostView['engine'] | null
  error: Error | null
  onRetry: () => void
}

/** The engine is away while the window is open: what is shown stays, and is what it last was. Says so once it is back. */
export function Trouble({ engine, error, onRetry }: TroubleProps) {
  const restarting = engine?.kind === 'restarting'
  const away = restarting || error !== null
  useBackAgain(away)
  if (!away) return null
  return (
    <div className="fb-trouble" role="alert">
      <span>
        {restarting
          ? `${engine.why} It is being started again. What is shown is as it last was; nothing is lost.`
          : sentenceOf(error)}
      </span>
      {restarting ? null : (
        <Button variant="default" size="compact-sm" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}

function useBackAgain(away: boolean): void {
  const was = useRef(false)
  useEffect(() => {
    if (was.current && !away) notify('good', 'Feebridge is back. What is shown is of now again.')
    was.current = away
  }, [away])
}
