import { useState } from 'react'

/** What is wrong with a form, a sentence a field. The name is the field's own. */
export type FieldErrors<Name extends string = string> = { readonly [Field in Name]?: string }

export interface FormErrors {
  errors: FieldErrors
  put: (errors: FieldErrors) => void
  /** Takes back what was said about fields that are being changed. */
  forget: (fields: readonly string[]) => void
}

/** The errors of one form. */
export function useFormErrors(): FormErrors {
  const [errors, setErrors] = useState<FieldErrors>({})
  return {
    errors,
    put: setErrors,
    forget: fields =>
      setErrors(before =>
        fields.some(field => before[field] !== undefined)
          ? Object.fromEntries(Object.entries(before).filter(([field]) => !fields.includes(field)))
          : before,
      ),
  }
}

/** True when nothing is wrong. */
export function isEmpty(errors: FieldErrors): boolean {
  return Object.values(errors).every(error => error === undefined)
}
