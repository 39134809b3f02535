import { useEffect, useState } from 'react'

/** The longest that one waits for an idle moment. */
const IDLE_MOST_MS = 1_000

/** True once what matters first is painted and the window has a moment to spare. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    const handle = requestIdleCallback(() => setIdle(true), { timeout: IDLE_MOST_MS })
    return () => cancelIdleCallback(handle)
  }, [])
  return idle
}
