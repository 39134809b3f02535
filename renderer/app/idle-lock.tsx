import { useEffect, useState } from 'react'
import { LIMITS } from '../../contract/limits.ts'
import { touch } from '../api/operators.ts'
import { ToneShape } from '../ui/icons.tsx'
import { idleStep } from './idle-step.ts'

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
const LOOK_MS = 1_000
/** Other tabs of this browser are the same window to the engine: work in one of them is work here. */
const CHANNEL = 'feebridge-input'

/** Locks a window that nobody is at, and says so a minute before. Every input tells the engine, at most once a minute, that somebody is there. */
export function IdleLock({ onIdle }: { onIdle: () => void }) {
  const [warns, setWarns] = useState(false)
  useEffect(() => {
    let state = { inputAtMs: Date.now(), touchedAtMs: 0 }
    const channel = new BroadcastChannel(CHANNEL)
    const take = (input: 'here' | 'elsewhere' | null): void => {
      const step = idleStep(state, input, Date.now())
      state = step.state
      setWarns(step.warns)
      if (step.locks) onIdle()
      if (!step.touches) return
      channel.postMessage('input')
      // A refusal closes the window by itself; an engine that is away is told with the next input.
      touch().catch(() => undefined)
    }
    const onInput = () => take('here')
    channel.onmessage = () => take('elsewhere')
    for (const name of INPUTS) window.addEventListener(name, onInput, { capture: true, passive: true })
    const look = setInterval(() => take(null), LOOK_MS)
    return () => {
      for (const name of INPUTS) window.removeEventListener(name, onInput, { capture: true })
      clearInterval(look)
      channel.close()
    }
  }, [onIdle])
  return (
    <div className="fb-idle-place" role="alert">
      {warns ? (
        <p className="fb-idle fb-tone-warn">
          <ToneShape tone="warn" />
          <span>
            Nobody has used this window for {LIMITS.sessionIdleMs / 60_000 - 1} minutes. It locks in one minute; any key
            keeps it open.
          </span>
        </p>
      ) : null}
    </div>
  )
}
