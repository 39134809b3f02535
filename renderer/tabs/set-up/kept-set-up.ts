import { useSyncExternalStore } from 'react'
import type { ConnectionReport } from '../../../contract/calls.ts'
import { draftAtFirst, type SetUpDraft } from './set-up-draft.ts'

/** What a test of the typed credentials found. */
export interface Tested {
  /** The credentials that were tested. */
  text: string
  report: ConnectionReport
  categories: readonly { id: string; title: string }[]
}

/** Lives as long as the window, so that a look at another tab forgets nothing. The key is in memory only. */
interface Kept {
  draft: SetUpDraft
  tested: Tested | null
  /** How far the person has come: steps up to this one can be gone to. */
  reached: number
}

const listeners = new Set<() => void>()
let kept: Kept | null = null

export function keep(next: Kept | null): void {
  kept = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Most districts are where their computer is. One that runs in UTC says nothing of where it stands. */
function zoneOfComputer(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return zone === 'UTC' ? '' : zone
}

export function keptNow(): Kept {
  kept ??= { draft: draftAtFirst(zoneOfComputer()), tested: null, reached: 0 }
  return kept
}

/** What is kept, for components. */
export function useKept(): Kept {
  return useSyncExternalStore(subscribe, keptNow)
}
