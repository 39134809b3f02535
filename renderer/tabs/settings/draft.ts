import { useState } from 'react'

/** A form's values while they are typed: what is saved, with the changes on top. */
export interface Draft<Value extends object> {
  value: Value
  set: (changes: Partial<Value>) => void
  /** True while something differs from what is saved. */
  dirty: boolean
  /** True when this value differs from the saved one. */
  changed: (name: keyof Value) => boolean
  discard: () => void
}

/** Keeps a draft over what is saved. Where nothing was typed, a later saved value shows; what was typed stays. `onChange` hears which values were changed. */
export function useDraft<Value extends object>(saved: Value, onChange?: (names: string[]) => void): Draft<Value> {
  const [changes, setChanges] = useState<Partial<Value>>({})
  const differs = (name: keyof Value) =>
    Object.hasOwn(changes, name) && JSON.stringify(changes[name]) !== JSON.stringify(saved[name])
  return {
    value: { ...saved, ...changes },
    set: next => {
      setChanges(before => ({ ...before, ...next }))
      onChange?.(Object.keys(next))
    },
    dirty: (Object.keys(changes) as (keyof Value)[]).some(differs),
    changed: differs,
    discard: () => setChanges({}),
  }
}
