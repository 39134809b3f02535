import './sign-in.css'
import { Button, PasswordInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { OperatorRow } from '../../contract/rows/operator.ts'
import { sentenceOf } from '../api/call-error.ts'
import { meQuery } from '../api/may.ts'
import { signInNamesQuery, useSignIn } from '../api/operators.ts'
import { ErrorState, LoadingRows } from '../ui/states.tsx'

const PIN_MOST = 12

interface SignInFormProps {
  last: string | null
  onSignedIn: (operator: OperatorRow) => void
  /** Absent where there is nothing to go back to. */
  onCancel?: () => void
}

/** Who it is, and the PIN: by keyboard, or by the keys on the screen. */
export function SignInForm(props: SignInFormProps) {
  const names = useQuery(signInNamesQuery)
  if (names.data === undefined)
    return names.error === null ? (
      <LoadingRows label="Loading who can sign in" />
    ) : (
      <ErrorState sentence={sentenceOf(names.error)} onRetry={() => void names.refetch()} />
    )
  if (names.data.items.length === 0) return <NobodyYet onCancel={props.onCancel} />
  return <NamesAndPin {...props} people={names.data.items} />
}

function NamesAndPin({
  people,
  last,
  onSignedIn,
  onCancel,
}: SignInFormProps & { people: { id: string; name: string }[] }) {
  const first = people.find(one => one.id === last) ?? (people.length === 1 ? people[0] : undefined)
  const [chosen, setChosen] = useState(first?.id ?? null)
  const [pin, setPin] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const signIn = useSignIn()
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLFieldSetElement>(null)
  useFirstFocus(first === undefined ? null : field, list)
  const put = (next: string) => {
    setPin(next.replace(/\D/g, '').slice(0, PIN_MOST))
    setTrouble(null)
  }
  const submit = async () => {
    if (signIn.isPending) return
    if (chosen === null) return setTrouble('Choose your name.')
    if (pin === '') return setTrouble('Enter your PIN.')
    try {
      onSignedIn((await signIn.mutateAsync({ operator: chosen, pin })).operator)
    } catch (error) {
      setPin('')
      setTrouble(sentenceOf(error))
      field.current?.focus()
    }
  }
  return (
    <form
      className="fb-sign-in"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <fieldset ref={list} className="fb-names">
        <legend>Your name</legend>
        {people.map(({ id, name }) => (
          <label key={id} className="fb-name">
            <input
              type="radio"
              name="operator"
              value={id}
              checked={chosen === id}
              onChange={() => {
                setChosen(id)
                setTrouble(null)
              }}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <div className="fb-pin">
        <PasswordInput
          ref={field}
          label="PIN"
          inputMode="numeric"
          autoComplete="off"
          maxLength={PIN_MOST}
          value={pin}
          error={trouble}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the PIN' }}
          onChange={event => put(event.currentTarget.value)}
        />
        <Keypad onDigit={digit => put(pin + digit)} onBack={() => put(pin.slice(0, -1))} onClear={() => put('')} />
        <div className="fb-buttons">
          <Button type="submit" size="sm" loading={signIn.isPending}>
            Sign in
          </Button>
          {onCancel === undefined ? null : (
            <Button size="sm" variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </div>
      </div>
    </form>
  )
}

interface KeypadProps {
  onDigit: (digit: string) => void
  onBack: () => void
  onClear: () => void
}

/** Keys for a touch screen. The keyboard types into the field and need not walk over them. */
function Keypad({ onDigit, onBack, onClear }: KeypadProps) {
  return (
    <fieldset className="fb-keypad">
      <legend className="fb-hidden">Keypad</legend>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit => (
        <button key={digit} type="button" tabIndex={-1} onClick={() => onDigit(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" tabIndex={-1} onClick={onClear}>
        Clear
      </button>
      <button type="button" tabIndex={-1} onClick={() => onDigit('0')}>
        0
      </button>
      <button type="button" tabIndex={-1} aria-label="Delete the last digit" onClick={onBack}>
        ←
      </button>
    </fieldset>
  )
}

/** Nobody can sign in: what the computer account could do about it. */
function NobodyYet({ onCancel }: { onCancel: (() => void) | undefined }) {
  const account = useQuery(meQuery).data?.osAccount
  return (
    <div className="fb-sign-in-none">
      {onCancel === undefined ? (
        <p>
          {account === undefined ? 'This computer account' : `The computer account “${account}”`} is no operator of this
          ledger, and nobody has a PIN. Ask an administrator to add the account under Permissions.
        </p>
      ) : (
        <>
          <p>Nobody has a PIN yet. Give operators one under Permissions; then they can sign in here.</p>
          <Button variant="default" onClick={onCancel}>
            Close
          </Button>
        </>
      )}
    </div>
  )
}

/** The hands begin at the PIN where the name is known, else at the names. */
function useFirstFocus(field: RefObject<HTMLInputElement | null> | null, list: RefObject<HTMLElement | null>): void {
  const target = useRef({ field, list })
  useEffect(() => {
    const { field, list } = target.current
    ;(field?.current ?? list.current?.querySelector('input'))?.focus()
  }, [])
}
