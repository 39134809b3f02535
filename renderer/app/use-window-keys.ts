import { useEffect, useRef } from 'react'
import type { CallRequest } from '../../contract/calls.ts'
import { TASK_IDS } from '../../contract/tasks.ts'
import { useStartRun } from '../api/overview.ts'
import { hashOf } from '../ui/address.ts'
import { focusSearch } from '../ui/filter-bar.tsx'
import { isTyped } from '../ui/letters.ts'
import { letterMoveOf } from './letter-keys.ts'

/** How long a G waits for its letter. */
const GO_MS = 1_500

export interface WindowKeys {
  /** False when the person switched letters off, as speech and shaky hands need. */
  letters: boolean
  /** True where there is no menu bar that hears the other keys. */
  runs: boolean
  onList: () => void
}

/** The keys that the window hears itself: letters outside any field, and where there is no menu bar the keys that run a task. */
export function useWindowKeys({ letters, runs, onList }: WindowKeys): void {
  const start = useStartRun()
  const latest = useRef({ letters, runs, onList, start: start.mutate })
  latest.current = { letters, runs, onList, start: start.mutate }
  useEffect(() => {
    let goneAtMs = Number.NEGATIVE_INFINITY
    const onKeyDown = (event: KeyboardEvent) => {
      const now = latest.current
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'F9' && now.runs) {
        event.preventDefault()
        for (const task of TASK_IDS) now.start(runRequest(task, event.shiftKey))
        return
      }
      if (!now.letters || isTyped(event.target)) return
      const move = letterMoveOf(event.key, event.timeStamp - goneAtMs < GO_MS)
      goneAtMs = move.kind === 'go' ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (move.kind === 'open') window.location.hash = hashOf(move.tab)
      if (move.kind === 'list') now.onList()
      if (move.kind === 'search') focusSearch()
      if (move.kind !== 'none' && !(move.kind === 'search' && move.types)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function runRequest(task: (typeof TASK_IDS)[number], test: boolean): Pick<CallRequest<'runs.start'>, 'task' | 'mode'> {
  return test ? { task, mode: 'test' } : { task }
}
