import { Button, Modal } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWhyNot } from '../../api/may.ts'
import { countWords } from '../../format/count.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import type { FieldErrors } from './field-errors.ts'
import { useLeaveGuard } from './leave-guard.ts'

interface FormPageProps {
  title: string
  intro?: ReactNode
  dirty: boolean
  saving: boolean
  errors: FieldErrors
  /** Grows with each save that was kept, so that it is said once each. */
  savedCount: number
  /** The page keeps what anybody may choose for themselves. */
  forAnybody?: boolean
  onSave: () => void
  onDiscard: () => void
  children: ReactNode
}

/** A page of settings with one Save. Leaving it with changes asks first, in the window's own words. */
export function FormPage(props: FormPageProps) {
  const { title, intro, dirty, saving, errors, onSave, onDiscard } = props
  const guard = useLeaveGuard(dirty)
  const whyNot = useWhyNot()('settings.change')
  const why = props.forAnybody === true ? null : whyNot
  const wrong = Object.values(errors).filter(error => error !== undefined).length
  const form = useRef<HTMLFormElement>(null)
  const asked = useRef(false)
  useEffect(() => {
    // After a Save that was refused, the first field that is wrong is where the hands are.
    if (!asked.current || wrong === 0) return
    asked.current = false
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [wrong])
  return (
    <form
      ref={form}
      className="fb-form"
      noValidate
      aria-label={title}
      onSubmit={event => {
        event.preventDefault()
        if (why !== null) return
        asked.current = true
        onSave()
      }}
    >
      <h2>{title}</h2>
      {intro === undefined ? null : <p className="fb-form-intro">{intro}</p>}
      {props.children}
      <FormFoot
        why={why}
        dirty={dirty}
        saving={saving}
        wrong={wrong}
        savedCount={props.savedCount}
        onDiscard={onDiscard}
      />
      <Modal opened={guard.wanted !== null} onClose={guard.stay} title={`Leave ${title} without saving?`}>
        <p className="fb-modal-text">
          What you changed on this page is not saved yet. If you leave now, it is forgotten; what was saved before stays
          as it is.
        </p>
        <div className="fb-buttons">
          <Button onClick={guard.stay}>Stay on this page</Button>
          <Button variant="default" onClick={guard.leave}>
            Leave without saving
          </Button>
        </div>
      </Modal>
    </form>
  )
}

interface FormFootProps extends Pick<FormPageProps, 'dirty' | 'saving' | 'savedCount' | 'onDiscard'> {
  wrong: number
  why: string | null
}

function FormFoot(props: FormFootProps) {
  const { dirty, saving, wrong, why } = props
  const [said, setSaid] = useState(props.savedCount)
  // Typing again takes "Saved" away; the count that was said stays behind.
  if (dirty && said !== props.savedCount) setSaid(props.savedCount)
  const isSaved = !dirty && said !== props.savedCount
  return (
    <div className="fb-form-foot">
      <AllowedButton why={why} type="submit" loading={saving}>
        Save
      </AllowedButton>
      <Button variant="default" disabled={(!dirty && wrong === 0) || saving} onClick={props.onDiscard}>
        Discard changes
      </Button>
      <p role="status">
        {wrong > 0 ? (
          <span className="fb-tone-bad">{`${countWords(wrong, 'field needs', 'fields need')} a look before this can be saved.`}</span>
        ) : isSaved ? (
          'Saved.'
        ) : dirty ? (
          'Not saved yet.'
        ) : (
          ''
        )}
      </p>
    </div>
  )
}

/** A group of fields with a heading. */
export function FormSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="fb-form-section" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
