import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CallRequest } from '../../contract/calls.ts'
import { call } from './bridge.ts'

export const overviewQuery = queryOptions({ queryKey: ['overview.read'], queryFn: () => call('overview.read', {}) })

const chartsQuery = queryOptions({ queryKey: ['overview.charts'], queryFn: () => call('overview.charts', {}) })

/** While a run writes, the pictures are drawn anew at most this often. */
const CHARTS_AGAIN_MS = 3_000

/**
 * The pictures and the figures of the year. Asked for last (`isWanted`), so that nothing which is shown first waits for them; events only mark them as old,
 * and they are read again in good time.
 */
export function useCharts(isWanted: boolean) {
  const query = useQuery({ ...chartsQuery, enabled: isWanted })
  const { data, dataUpdatedAt, isStale, isFetching, refetch } = query
  useEffect(() => {
    if (data === undefined || !isStale || isFetching) return
    // The figures of the year stand beside those of now: after a quiet time they follow at once, and two sums never contradict each other for long.
    const timer = setTimeout(() => void refetch(), Math.max(0, dataUpdatedAt + CHARTS_AGAIN_MS - Date.now()))
    return () => clearTimeout(timer)
  }, [data, dataUpdatedAt, isStale, isFetching, refetch])
  return query
}

/** Opens a run and comes back at once; its progress comes with the status. */
export function useStartRun() {
  return useMutation({
    mutationFn: (request: Pick<CallRequest<'runs.start'>, 'task' | 'mode'>) =>
      call('runs.start', { ...request, trigger: 'clerk' }),
  })
}

export function usePause() {
  return useMutation({ mutationFn: (until: CallRequest<'bridge.pause'>['until']) => call('bridge.pause', { until }) })
}

export function useResume() {
  return useMutation({ mutationFn: () => call('bridge.resume', {}) })
}

/** Turns the test-mode switch of a task on or off (T2). */
export function useSetTestMode() {
  return useMutation({
    mutationFn: (change: Required<Pick<CallRequest<'tasks.set'>, 'task' | 'testMode'>>) => call('tasks.set', change),
  })
}
