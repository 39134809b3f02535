import { useState } from 'react'
import type { SettingsFile } from '../../../contract/settings.ts'
import { CallError, sentenceOf } from '../../api/call-error.ts'
import { useSaveSettings, useSettingsNotes } from '../../api/settings.ts'
import { type FieldErrors, type FormErrors, isEmpty } from './field-errors.ts'

/** Settings that wait for a "yes", with what follows from them. */
export interface Question {
  file: SettingsFile
  notes: string[]
}

export interface SaveForm {
  /** What is wrong and belongs to no field of the page, or null. */
  trouble: string | null
  saving: boolean
  savedCount: number
  question: Question | null
  /** Checks and keeps; where something follows from the change, asks first. What the window itself found wrong keeps it from being sent. */
  save: (file: SettingsFile, found: FieldErrors) => void
  /** The answer to the question: keeps it, then does what comes after. */
  confirm: (after?: () => void) => void
  takeBack: () => void
  clear: () => void
}

/** Saves a page of settings. `fields` are the page's fields by the paths that the engine names in a refusal. */
export function useSaveForm(
  fields: Readonly<Record<string, string>>,
  { put }: FormErrors,
  onSaved: () => void,
): SaveForm {
  const notes = useSettingsNotes()
  const saving = useSaveSettings()
  const [trouble, setTrouble] = useState<string | null>(null)
  const [savedCount, setSavedCount] = useState(0)
  const [question, setQuestion] = useState<Question | null>(null)

  const refuse = (error: Error) => {
    const path = error instanceof CallError ? error.appError.field : undefined
    const field = path === undefined ? undefined : fields[path]
    if (field === undefined) setTrouble(sentenceOf(error))
    else put({ [field]: sentenceOf(error) })
  }
  const keep = (file: SettingsFile, after?: () => void) => {
    setQuestion(null)
    saving.mutate(file, {
      onSuccess: () => {
        setSavedCount(count => count + 1)
        onSaved()
        after?.()
      },
      onError: refuse,
    })
  }
  return {
    trouble,
    saving: notes.isPending || saving.isPending,
    savedCount,
    question,
    save(file, found) {
      put(found)
      setTrouble(null)
      if (!isEmpty(found)) return
      notes.mutate(file, {
        onSuccess: said => (said.length === 0 ? keep(file) : setQuestion({ file, notes: said })),
        onError: refuse,
      })
    },
    confirm: after => {
      if (question !== null) keep(question.file, after)
    },
    takeBack: () => setQuestion(null),
    clear: () => {
      put({})
      setTrouble(null)
    },
  }
}
