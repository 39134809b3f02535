import { createContext, type ReactNode, useContext } from 'react'
import { AllowedButton } from './allowed-button.tsx'

/** What the buttons at the end of a row do, by the row's id. */
export interface RowActions {
  edit: (id: string) => void
  remove: (id: string) => void
  restore: (id: string) => void
}

const RowActionsContext = createContext<{ actions: RowActions; why: string | null } | null>(null)

interface RowActionsProps {
  actions: RowActions
  /** Why the person may not change these rows, a sentence; null where they may. */
  why: string | null
  children: ReactNode
}

/** Columns stay the same objects while one works, so their buttons find what they do here. */
export function RowActionsProvider({ actions, why, children }: RowActionsProps) {
  return <RowActionsContext value={{ actions, why }}>{children}</RowActionsContext>
}

/** A row as its buttons need it; `offers` are what can be done with it. */
interface ActionsRow {
  id: string
  name: string
  offers: readonly (keyof RowActions)[]
  /** The buttons say its name to everyone: there is no row beside them. */
  shown?: boolean
}

const WORDS: Record<keyof RowActions, string> = { edit: 'Edit', remove: 'Delete', restore: 'Restore' }

/** Edit and Delete at the right of a row. What a system owns offers less. */
export function RowButtons({ row, compact = true }: { row: ActionsRow; compact?: boolean }) {
  const given = useContext(RowActionsContext)
  if (given === null) throw new Error('The buttons of a row stand outside of their provider.')
  const { actions, why } = given
  return (
    <div className={compact ? 'fb-row-actions' : 'fb-buttons'}>
      {row.offers.map(what => (
        <AllowedButton
          key={what}
          why={why}
          variant={compact ? 'subtle' : 'default'}
          size={compact ? 'compact-sm' : 'xs'}
          onClick={event => {
            // The row behind it opens its story; its buttons do not.
            event.stopPropagation()
            actions[what](row.id)
          }}
        >
          {WORDS[what]}
          {row.shown === true ? ` ${row.name}` : <span className="fb-hidden"> {row.name}</span>}
        </AllowedButton>
      ))}
    </div>
  )
}
