import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { OperatorRow } from '../../contract/rows/operator.ts'
import { keepLive } from '../api/live.ts'
import { forgetContent } from '../api/operators.ts'
import { clearNotices } from '../ui/notices.tsx'
import { useAppearance } from './appearance.tsx'
import { SignInForm } from './sign-in-form.tsx'

interface SignInScreenProps {
  /** Who was here last, chosen beforehand. */
  last: string | null
  onSignedIn: (operator: OperatorRow) => void
}

/** The whole window while nobody is signed in. */
export function SignInScreen({ last, onSignedIn }: SignInScreenProps) {
  const client = useQueryClient()
  useAppearance()
  useEffect(() => {
    forgetContent(client)
    clearNotices()
    document.title = 'Sign in · Feebridge'
    // Operators, the host and the engine can change while the window is closed.
    return keepLive(client, { onConnection: () => undefined, onRunClosed: () => undefined, onGo: () => undefined })
  }, [client])
  return (
    <main className="fb-sign-in-page">
      <section className="fb-sign-in-card" aria-labelledby="sign-in-heading">
        <p className="fb-brand">Feebridge</p>
        <h1 id="sign-in-heading">Sign in</h1>
        <SignInForm last={last} onSignedIn={onSignedIn} />
      </section>
    </main>
  )
}
