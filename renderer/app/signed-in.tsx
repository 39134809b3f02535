import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import { meQuery } from '../api/may.ts'
import { AllowedButton } from '../ui/allowed-button.tsx'
import { Glyph } from '../ui/icons.tsx'
import { LockContext } from './lock-context.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Who is signed in, with the ways to lock the window and to let somebody else in. */
export function SignedIn() {
  const operator = useQuery(meQuery).data?.operator ?? null
  const { lock } = useContext(LockContext)
  const [switching, setSwitching] = useState(false)
  if (operator === null) return null
  const whyNotLock = operator.hasPin
    ? null
    : `${operator.name} has no PIN, so nobody could open the window again. Set one under Permissions.`
  return (
    <span className="fb-status-operator">
      <span>
        Signed in as {operator.name} ({operator.role})
      </span>
      <AllowedButton
        variant="subtle"
        size="compact-sm"
        leftSection={<Glyph name="lock" />}
        why={whyNotLock}
        onClick={lock}
      >
        Lock
      </AllowedButton>
      <Button variant="subtle" size="compact-sm" onClick={() => setSwitching(true)}>
        Switch operator
      </Button>
      <Modal opened={switching} onClose={() => setSwitching(false)} title="Sign in as somebody else" size={620}>
        <SignInForm last={null} onSignedIn={() => setSwitching(false)} onCancel={() => setSwitching(false)} />
      </Modal>
    </span>
  )
}
