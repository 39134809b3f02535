import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { dayOf, momentExact, momentWords } from '../format/time.ts'

const ZoneContext = createContext({ timeZone: 'UTC', nowMs: 0 })

/** Gives the district's time zone to every moment below, and lets "today" become "yesterday" while the window stays open. */
export function ZoneProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return <ZoneContext value={{ timeZone, nowMs }}>{children}</ZoneContext>
}

/** A moment as people say it; to the second on hover. `none` stands where there is no moment. */
export function Moment({ at, none = '–' }: { at: string | null; none?: string }) {
  const { timeZone, nowMs } = useContext(ZoneContext)
  if (at === null) return <span className="fb-soft">{none}</span>
  return (
    <time dateTime={at} title={momentExact(at, timeZone)}>
      {momentWords(at, timeZone, nowMs)}
    </time>
  )
}

/** Today in the district's zone, as `YYYY-MM-DD`, and the zone itself. */
export function useToday(): { todayOn: string; timeZone: string } {
  const { timeZone, nowMs } = useContext(ZoneContext)
  return { todayOn: dayOf(nowMs, timeZone), timeZone }
}
