import './form-dialog.css'
import { Button, Modal } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ToneShape } from './icons.tsx'

interface FormDialogProps {
  title: string
  /** What Save is called. */
  words: string
  saving: boolean
  /** What is wrong, by field; with each change the first field that is wrong is focused. */
  errors: Readonly<Record<string, string | undefined>>
  trouble: string | null
  /** Gives true when it is kept: then the dialog closes. */
  onSave: () => Promise<boolean>
  onClose: () => void
  children: ReactNode
}

/** A form in a dialog: Enter saves, Escape cancels, and the focus goes back to where it was opened. Its first field carries `data-autofocus`. */
export function FormDialog(props: FormDialogProps) {
  const { title, words, saving, errors, trouble } = props
  const form = useRef<HTMLFormElement>(null)
  const close = useFocusBack(props.onClose)
  const save = async () => {
    if (!saving && (await props.onSave())) close()
  }
  useEffect(() => {
    if (Object.values(errors).some(error => error !== undefined))
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
  return (
    <Modal opened onClose={close} title={title} closeOnClickOutside={false} returnFocus={false}>
      <form
        ref={form}
        className="fb-dialog-form"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="fb-dialog-fields">{props.children}</div>
        <Trouble sentence={trouble} />
        <div className="fb-buttons">
          <Button type="submit" loading={saving}>
            {words}
          </Button>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
        </div>
      </form>
    </Modal>
  )
}

interface AskDialogProps {
  title: string
  /** The button names what it does; null while that is not known. */
  words: string | null
  /** What stands on the button meanwhile. */
  waiting: string
  busy: boolean
  trouble: string | null
  /** Gives true when it is done: then the dialog closes. */
  onConfirm: () => Promise<boolean>
  onClose: () => void
  children: ReactNode
}

/** A question before something is done, with what it would do. */
export function AskDialog(props: AskDialogProps) {
  const { title, words, waiting, busy, trouble, onConfirm, onClose, children } = props
  const close = useFocusBack(onClose)
  const confirm = async () => {
    if (!(await onConfirm())) return
    onClose()
    // What it was asked for may be about to leave the list, and its button with it.
    focusSoon(listOrPage)
  }
  return (
    <Modal opened onClose={close} title={title} returnFocus={false}>
      <div className="fb-dialog-form">
        <div className="fb-dialog-text">{children}</div>
        <Trouble sentence={trouble} />
        <div className="fb-buttons">
          <Button data-autofocus loading={busy} disabled={words === null} onClick={() => void confirm()}>
            {words ?? waiting}
          </Button>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function Trouble({ sentence }: { sentence: string | null }) {
  return (
    <div role="alert">
      {sentence === null ? null : (
        <p className="fb-dialog-trouble">
          <span className="fb-tone-bad">
            <ToneShape tone="bad" />
          </span>
          {sentence}
        </p>
      )}
    </div>
  )
}

/** Closes, and gives the focus back to what had it when the dialog was opened, or to the list where that is gone. */
export function useFocusBack(onClose: () => void): () => void {
  const [opener] = useState(() => document.activeElement)
  return () => {
    onClose()
    focusSoon(() => (isFocusable(opener) ? opener : listOrPage()))
    if (isFocusable(opener)) followFocus(opener)
  }
}

/** So long after a dialog what it changed can still take its opener off the page: the button of a payment that is deleted goes with it. */
const NEWS_COME_MS = 3_000
const LOOK_MS = 100

/** Gives the focus to the list when what has it leaves the page, so that it is not lost. */
function followFocus(opener: HTMLElement): void {
  const untilMs = performance.now() + NEWS_COME_MS
  const look = () => {
    if (!opener.isConnected) {
      if (document.activeElement === document.body) listOrPage()?.focus()
    } else if (performance.now() < untilMs) setTimeout(look, LOOK_MS)
  }
  setTimeout(look, LOOK_MS)
}

/** Waits until the dialog is out of the document; before that it would take the focus back. */
function focusSoon(find: () => HTMLElement | null): void {
  requestAnimationFrame(() => find()?.focus())
}

function isFocusable(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && element.isConnected && element !== document.body
}

function listOrPage(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="grid"]') ?? document.querySelector<HTMLElement>('main')
}
