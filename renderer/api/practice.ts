import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { PracticeMove } from '../../contract/host-calls.ts'
import type { RunRow } from '../../contract/rows/run.ts'
import { askHost, call } from './bridge.ts'

/** The practice district's other side; `search` finds fees for the agent to work on. */
export function practiceQuery(search: string) {
  return queryOptions({
    queryKey: ['practice.show', search],
    queryFn: () => askHost('practice.show', search === '' ? {} : { search }),
    placeholderData: keepPreviousData,
  })
}

/** Plays one move over there. A refusal is said where the move was made. */
export function usePlay() {
  const client = useQueryClient()
  return useMutation({
    meta: { saidInPlace: true },
    mutationFn: (move: PracticeMove) => askHost('practice.play', move),
    onSuccess: () => client.invalidateQueries({ queryKey: ['practice.show'] }),
  })
}

/** Plays moves and then runs the sync until it has ended or waits: what a guided scenario does. */
export function usePlayThenRun() {
  return useMutation({
    meta: { saidInPlace: true },
    mutationFn: async (moves: readonly PracticeMove[]): Promise<RunRow> => {
      for (const move of moves) await askHost('practice.play', move)
      return call('runs.start', { task: 'iiq-sync', trigger: 'clerk', wait: true })
    },
  })
}
