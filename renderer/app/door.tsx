import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Me, OperatorRow } from '../../contract/rows/operator.ts'
import { isRefused } from '../api/call-error.ts'
import { hostQuery } from '../api/host.ts'
import { meQuery } from '../api/may.ts'
import { useSignOut } from '../api/operators.ts'
import { statusQuery } from '../api/status.ts'
import { LoadingRows } from '../ui/states.tsx'
import { IdleLock } from './idle-lock.tsx'
import { LockContext } from './lock-context.ts'
import { Shell } from './shell.tsx'
import { SignInScreen } from './sign-in-screen.tsx'

/** Lets in who is signed in. Behind a lock the window's content is not hidden but gone: it is read anew for whoever signs in. */
export function Door() {
  const me = useQuery(meQuery)
  // Asked beside it, so that knowing who is there costs the first page no time.
  useQuery(statusQuery)
  useQuery(hostQuery)
  const [locked, setLocked] = useState(false)
  const signOut = useSignOut()
  const leaveSession = signOut.mutate
  const lock = useCallback(() => {
    // First closed, then said: an engine that is away for a moment must not keep the window open.
    setLocked(true)
    leaveSession(undefined, { onError: error => (isRefused(error) ? setLocked(false) : undefined) })
  }, [leaveSession])
  const isOut = locked || me.data?.operator === null
  const place = usePlace(isOut, me.data)
  const wasAnswered = useRef(false)
  wasAnswered.current ||= !me.isPending
  const context = useMemo(() => ({ lock }), [lock])
  if (isOut)
    return (
      <SignInScreen
        last={place.lastOperatorId()}
        onSignedIn={operator => {
          setLocked(false)
          place.comeBack(operator)
        }}
      />
    )
  if (!wasAnswered.current) return <LoadingRows label="Opening Feebridge" />
  return (
    <LockContext value={context}>
      <Shell />
      {me.data?.signedIn === true ? <IdleLock onIdle={lock} /> : null}
    </LockContext>
  )
}

/** An address can name a student, so it goes with the content; who comes back finds it again, and nobody else. */
function usePlace(isOut: boolean, me: Me | undefined) {
  const operatorId = useRef<string | null>(null)
  const left = useRef<{ operatorId: string; hash: string } | null>(null)
  if (!isOut && me?.operator) operatorId.current = me.operator.id
  useEffect(() => {
    if (!isOut || operatorId.current === null) return
    left.current = { operatorId: operatorId.current, hash: window.location.hash }
    window.location.replace('#/')
  }, [isOut])
  return {
    lastOperatorId: () => operatorId.current,
    comeBack(operator: OperatorRow) {
      if (operator.id === left.current?.operatorId) window.location.replace(left.current.hash)
      left.current = null
    },
  }
}
