import { Button, CloseButton } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'
import { assertNever } from '../../contract/assert-never.ts'
import { setParams, useAddress } from './address.ts'
import { Glyph } from './icons.tsx'

/** One filter of a list; its value lives in the address under `key`. */
export type FilterField = { key: string; label: string } & (
  | { kind: 'choice'; options: readonly { value: string; words: string }[]; any: string }
  | { kind: 'text'; width?: number; suggestions?: readonly string[] }
  /** The list's quick search: one box for the words that one looks by. */
  | { kind: 'search'; placeholder: string }
  | { kind: 'day' }
  /** Set from elsewhere (a link), here only shown and taken away. */
  | { kind: 'fixed'; words?: (value: string) => string }
)

/** Typing settles for this long before the list is asked. */
const SETTLE_MS = 300

/** Filters as chips above a list: always in sight, set ones marked, each with its own way out. `children` are shown at the end of the line. */
export function FilterBar({ fields, children }: { fields: readonly FilterField[]; children?: ReactNode }) {
  const { params } = useAddress()
  return (
    <search className="fb-filters" aria-label="Filters">
      {fields.map(field => (
        <FilterChip key={field.key} field={field} value={params[field.key] ?? null} />
      ))}
      {hasFilter(fields, params) ? (
        <Button variant="subtle" size="compact-sm" onClick={() => clearFilters(fields)}>
          Clear filters
        </Button>
      ) : null}
      {children}
    </search>
  )
}

/** True when a filter is set. How a list is ordered is none. */
export function hasFilter(fields: readonly FilterField[], params: Readonly<Record<string, string>>): boolean {
  return fields.some(field => field.key !== 'order' && params[field.key] !== undefined)
}

/** Takes every filter of these fields away. */
export function clearFilters(fields: readonly FilterField[]): void {
  setParams(Object.fromEntries(fields.map(field => [field.key, null])))
}

function FilterChip({ field, value }: { field: FilterField; value: string | null }) {
  const id = useId()
  const change = (next: string | null) => setParams({ [field.key]: next })
  if (field.kind === 'search') return <QuickSearch id={id} field={field} value={value} change={change} />
  if (field.kind === 'fixed' && value === null) return null
  return (
    <div className={value === null ? 'fb-chip' : 'fb-chip fb-chip-set'}>
      {field.kind === 'fixed' ? (
        <span className="fb-chip-label">{field.label}</span>
      ) : (
        <label htmlFor={id} className="fb-chip-label">
          {field.label}
        </label>
      )}
      <FilterControl id={id} field={field} value={value} change={change} />
      {value === null || field.kind === 'choice' ? null : (
        <CloseButton size={24} aria-label={`Clear ${field.label}`} onClick={() => change(null)} />
      )}
    </div>
  )
}

interface FilterControlProps<Field extends FilterField> {
  id: string
  field: Field
  value: string | null
  change: (next: string | null) => void
}

/** Puts the focus in the list's quick search, or where there is none in its first filter, with what stands there selected. */
export function focusSearch(): void {
  const bar = document.querySelector('search.fb-filters')
  const field = bar?.querySelector<HTMLInputElement>('.fb-quick input') ?? bar?.querySelector<HTMLInputElement>('input')
  field?.focus()
  field?.select()
}

/** Looks this long for a list that is not drawn yet. */
const LIST_COMES_MS = 2_000

/** Puts the focus on the list's rows; where nothing matched before, as soon as there are any. */
function enterList(): void {
  const page = document.getElementById('page')
  const untilMs = performance.now() + LIST_COMES_MS
  const enter = () => {
    const grid = document.querySelector<HTMLElement>('[role="grid"]')
    if (grid !== null) grid.focus()
    else if (document.activeElement === page && performance.now() < untilMs) requestAnimationFrame(enter)
  }
  if (document.querySelector('[role="grid"]') === null) page?.focus()
  enter()
}

/** The box that stands before the filters. */
function QuickSearch({ id, field, value, change }: FilterControlProps<Extract<FilterField, { kind: 'search' }>>) {
  return (
    <div className={value === null ? 'fb-chip fb-quick' : 'fb-chip fb-quick fb-chip-set'}>
      <label htmlFor={id} className="fb-hidden">
        {field.label}
      </label>
      <Glyph name="search" />
      <SettlingText id={id} value={value ?? ''} change={change} placeholder={field.placeholder} />
      {value === null ? null : (
        <CloseButton size={24} aria-label={`Clear ${field.label}`} onClick={() => change(null)} />
      )}
    </div>
  )
}

function FilterControl({ id, field, value, change }: FilterControlProps<Exclude<FilterField, { kind: 'search' }>>) {
  switch (field.kind) {
    case 'choice':
      return (
        <select id={id} value={value ?? ''} onChange={event => change(event.currentTarget.value)}>
          <option value="">{field.any}</option>
          {field.options.map(option => (
            <option key={option.value} value={option.value}>
              {option.words}
            </option>
          ))}
        </select>
      )
    case 'text':
      return (
        <SettlingText
          id={id}
          value={value ?? ''}
          change={change}
          width={field.width ?? 110}
          suggestions={field.suggestions ?? []}
        />
      )
    case 'day':
      return <input id={id} type="date" value={value ?? ''} onChange={event => change(event.currentTarget.value)} />
    case 'fixed':
      return <span className="fb-chip-value">{value === null ? '' : (field.words?.(value) ?? value)}</span>
    default:
      return assertNever(field)
  }
}

interface SettlingTextProps {
  id: string
  value: string
  change: (next: string | null) => void
  width?: number
  suggestions?: readonly string[]
  placeholder?: string
}

/** A text that reaches the address once the clerk stops typing, or at once with Enter, which goes on to the rows as ↓ does. */
function SettlingText({ id, value, change, width, suggestions = [], placeholder }: SettlingTextProps) {
  const [typed, setTyped] = useState(value)
  const settled = useRef(value)
  const latestChange = useRef(change)
  latestChange.current = change
  useEffect(() => {
    // The address changed by other hands (a link, "Clear filters"): it wins over what was typed.
    if (value !== settled.current) setTyped(value)
    settled.current = value
  }, [value])
  const settle = useCallback((text: string) => {
    settled.current = text.trim()
    latestChange.current(text.trim())
  }, [])
  useEffect(() => {
    if (typed === settled.current) return
    const timer = setTimeout(() => settle(typed), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed, settle])
  return (
    <>
      <input
        id={id}
        type="search"
        value={typed}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        list={suggestions.length === 0 ? undefined : `${id}-list`}
        style={width === undefined ? undefined : { width }}
        onChange={event => setTyped(event.currentTarget.value)}
        onKeyDown={event => {
          const isEnter = event.key === 'Enter'
          if (isEnter) settle(typed)
          // With suggestions open the arrows and Enter choose among them; an empty field has nothing to go to.
          if ((!isEnter && event.key !== 'ArrowDown') || suggestions.length > 0) return
          if (isEnter && typed.trim() === '') return
          settle(typed)
          event.preventDefault()
          enterList()
        }}
      />
      {suggestions.length === 0 ? null : (
        <datalist id={`${id}-list`}>
          {suggestions.map(suggestion => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  )
}
