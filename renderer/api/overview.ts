import { queryOptions, useMutation } from '@tanstack/react-query'
import type { CallRequest } from '../../contract/calls.ts'
import { call } from './bridge.ts'

export const overviewQuery = queryOptions({ queryKey: ['overview.read'], queryFn: () => call('overview.read', {}) })

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
