import { useEffect, useRef, useState } from 'react'
import { holdAddress } from '../../ui/address.ts'

export interface LeaveGuard {
  /** The address that was asked for while something was not saved; null when none was. */
  wanted: string | null
  stay: () => void
  leave: () => void
}

/** Holds the window on this page while something is not saved, and remembers where it was to go. */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null)
  const dirty = useRef(isDirty)
  dirty.current = isDirty
  const leaving = useRef(false)
  useEffect(
    () =>
      holdAddress(next => {
        const held = dirty.current && !leaving.current
        if (held) setWanted(next)
        return held
      }),
    [],
  )
  return {
    wanted,
    stay: () => setWanted(null),
    leave: () => {
      leaving.current = true
      setWanted(null)
      if (wanted !== null) window.location.hash = wanted
    },
  }
}
