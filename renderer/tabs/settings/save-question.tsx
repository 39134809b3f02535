import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SaveForm } from './save-form.ts'

interface SaveQuestionProps {
  form: SaveForm
  title: string
  /** The button that keeps the change; it says what it does. */
  words: string
  /** A second way to keep it, beside the plain one. */
  other?: ReactNode
}

/** Before something is saved that has consequences: what they are, and the ways on (Z2). */
export function SaveQuestion({ form, title, words, other }: SaveQuestionProps) {
  return (
    <Modal opened={form.question !== null} onClose={form.takeBack} title={title}>
      <ul className="fb-reasons">
        {(form.question?.notes ?? []).map(note => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <div className="fb-buttons">
        {other}
        <Button {...(other === undefined ? {} : { variant: 'default' })} onClick={() => form.confirm()}>
          {words}
        </Button>
        <Button variant="default" onClick={form.takeBack}>
          Back to the form
        </Button>
      </div>
    </Modal>
  )
}

/** What was refused and belongs to no field. */
export function FormTrouble({ form }: { form: SaveForm }) {
  return form.trouble === null ? null : (
    <p className="fb-form-trouble" role="alert">
      {form.trouble}
    </p>
  )
}
