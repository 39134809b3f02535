import { queryOptions } from '@tanstack/react-query'
import { call } from './bridge.ts'

/** The one status source. While the engine is gone it is asked every two seconds, so that the window comes back by itself. */
export const statusQuery = queryOptions({
  queryKey: ['status.read'],
  queryFn: () => call('status.read', {}),
  refetchInterval: query => (query.state.status === 'error' ? 2_000 : false),
})
