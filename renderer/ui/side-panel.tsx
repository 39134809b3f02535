import { CloseButton } from '@mantine/core'
import { type ReactNode, useEffect, useId } from 'react'
import { OPEN, setParams } from './address.ts'

/** A list with the story of one row beside it. */
export function ListWithPanel({ list, panel }: { list: ReactNode; panel: ReactNode }) {
  return (
    <div className="fb-split">
      <div className="fb-split-list">{list}</div>
      {panel}
    </div>
  )
}

/** The side panel: the story of one row. Escape closes it and gives the keys back to the list. */
export function SidePanel({
  title,
  subtitle,
  wide = false,
  children,
}: {
  title: ReactNode
  subtitle?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  useEffect(closeOnEscape, [])
  return (
    <aside className={wide ? 'fb-panel fb-panel-wide' : 'fb-panel'} aria-label="Details">
      <header className="fb-panel-head">
        <div className="fb-panel-title">
          <h2>{title}</h2>
          {subtitle === undefined ? null : <div className="fb-soft">{subtitle}</div>}
        </div>
        <CloseButton aria-label="Close details (Escape)" onClick={closePanel} />
      </header>
      <div className="fb-panel-body">{children}</div>
    </aside>
  )
}

/** A part of a panel, named by its heading. */
export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="fb-panel-section" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}

function closePanel(): void {
  setParams({ [OPEN]: null }, 'push')
  document.querySelector<HTMLElement>('[role="grid"]')?.focus()
}

function closeOnEscape(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    // Menus have an Escape of their own.
    const elsewhere = event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]') !== null
    if (event.key === 'Escape' && !event.defaultPrevented && !elsewhere && !wasInDialog) closePanel()
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}

let wasInDialog = false

/** A dialog takes its Escape wherever the focus is, and is gone before the key gets to the panel: so this looks before any dialog can. */
function lookForDialog(): void {
  wasInDialog = document.querySelector('[aria-modal="true"]') !== null
}
window.addEventListener('keydown', lookForDialog, { capture: true })
