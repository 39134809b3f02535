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

function readAddress(): Address {
  const hash = window.location.hash
  if (current?.hash !== hash) {
    const address = parseAddress(hash)
    current = { hash, address }
    lastByTab.set(address.tab, hashOf(address.tab, changeParams(address.params, { [OPEN]: null })))
  }
  return current.address
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) for (const kind of ['hashchange', 'popstate']) window.addEventListener(kind, tell)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) for (const kind of ['hashchange', 'popstate']) window.removeEventListener(kind, tell)
  }
}

function tell(): void {
  for (const listener of listeners) listener()
}
