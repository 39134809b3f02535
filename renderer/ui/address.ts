import { useSyncExternalStore } from 'react'

/** Where the window is: a tab, its filters and the row whose story is open, all in the hash: `#/import-log?status=Error&open=…`. */
export interface Address {
  tab: string
  params: Readonly<Record<string, string>>
}

export type ParamChanges = Readonly<Record<string, string | null>>

/** The parameter that names the row whose panel is open. */
export const OPEN = 'open'

const listeners = new Set<() => void>()
const lastByTab = new Map<string, string>()
let current: { hash: string; address: Address } | null = null
let hold: ((wanted: string) => boolean) | null = null

export function parseAddress(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2)
  const params: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) if (value !== '') params[name] = value
  return { tab: path, params }
}

/** The hash of an address; parameters in a fixed order, so that equal addresses are equal texts. */
export function hashOf(tab: string, params: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))).toString()
  return query === '' ? `#/${tab}` : `#/${tab}?${query}`
}

/** Parameters after changes; null takes one away. */
export function changeParams(params: Readonly<Record<string, string>>, changes: ParamChanges): Record<string, string> {
  const next: Record<string, string> = { ...params }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') delete next[name]
    else next[name] = value
  }
  return next
}

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, readAddress)
}

/** Changes parameters of the tab that is shown. Typing replaces the history's last step; opening things adds one. */
export function setParams(changes: ParamChanges, step: 'push' | 'replace' = 'replace'): void {
  const { tab, params } = readAddress()
  const hash = hashOf(tab, changeParams(params, changes))
  if (hash === window.location.hash) return
  if (step === 'push') window.history.pushState(null, '', hash)
  else window.history.replaceState(null, '', hash)
  tell()
}

/** Where a tab was left, with its filters and without its panel. */
export function lastHashOf(tab: string): string {
  return lastByTab.get(tab) ?? hashOf(tab)
}

/**
 * Asks before the window moves on: a link, going back, what the host asks for. While the guard says true for the hash that is wanted, the window stays
 * where it is. One guard at a time; the returned function takes it away.
 */
export function holdAddress(guard: (wanted: string) => boolean): () => void {
  hold = guard
  return () => {
    if (hold === guard) hold = null
  }
}

/** The address as the window was last told: a move that is held back was never made. */
function readAddress(): Address {
  return (current ?? takeAddress()).address
}

function takeAddress() {
  const hash = window.location.hash
  if (current?.hash !== hash) {
    const address = parseAddress(hash)
    current = { hash, address }
    lastByTab.set(address.tab, hashOf(address.tab, changeParams(address.params, { [OPEN]: null })))
  }
  return current
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    for (const kind of ['hashchange', 'popstate']) window.addEventListener(kind, hearMove)
    // What happened while nobody listened.
    takeAddress()
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) for (const kind of ['hashchange', 'popstate']) window.removeEventListener(kind, hearMove)
  }
}

/** The browser has moved. A move that is held back is put back as a step of its own: which way it went cannot be known. */
function hearMove(): void {
  const { hash } = current ?? takeAddress()
  if (window.location.hash !== hash && hold?.(window.location.hash) === true) {
    window.history.pushState(null, '', hash)
    return
  }
  tell()
}

function tell(): void {
  takeAddress()
  for (const listener of listeners) listener()
}
