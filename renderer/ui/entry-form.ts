import { useState } from 'react'

/** A small form while it is filled in. Its values are texts, as they are typed. */
export interface EntryForm<Draft extends Record<string, string>> {
  value: Draft
  set: (changes: Partial<Draft>) => void
  /** What is wrong, a sentence a field. */
  errors: { readonly [Field in keyof Draft]?: string }
  /** What is wrong and belongs to no field, or null. */
  trouble: string | null
  /** Shows what the window itself finds wrong; true when that is nothing. */
  passes: (errors: { readonly [Field in keyof Draft]?: string }) => boolean
  /** Shows a refusal: at the field that it names, else below the form. */
  refuse: (sentence: string, field: string | null) => void
}

/** Keeps what is typed. It begins with the values of the moment it is opened, so that no later news can overwrite it. */
export function useEntryForm<Draft extends Record<string, string>>(first: () => Draft): EntryForm<Draft> {
  const [value, setValue] = useState(first)
  const [errors, setErrors] = useState<EntryForm<Draft>['errors']>({})
  const [trouble, setTrouble] = useState<string | null>(null)
  return {
    value,
    errors,
    trouble,
    set(changes) {
      setValue(before => ({ ...before, ...changes }))
      setErrors(before => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in changes))) as never)
    },
    passes(found) {
      setErrors(found)
      setTrouble(null)
      return Object.values(found).every(error => error === undefined)
    },
    refuse(sentence, field) {
      const isHere = field !== null && Object.hasOwn(value, field)
      setErrors(isHere ? ({ [field]: sentence } as EntryForm<Draft>['errors']) : {})
      setTrouble(isHere ? null : sentence)
    },
  }
}
