import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isGone, isSignedOut, sentenceOf } from '../api/call-error.ts'
import { meQuery } from '../api/may.ts'
import { notify } from '../ui/notices.tsx'

/** The window's cache. Nothing goes stale by age: the engine says what changed. The engine is on this machine, so no network is waited for. */
export function createQueryClient(): QueryClient {
  // Whatever hears that nobody is signed in asks who is: that closes the window's content.
  const hear = (error: unknown): void => {
    if (isSignedOut(error)) void client.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: hear }),
    mutationCache: new MutationCache({
      onError: (error, _request, _result, mutation) => {
        hear(error)
        // A form says at its fields what was refused.
        if (mutation.meta?.saidInPlace !== true) notify('bad', sentenceOf(error))
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // A refusal stays a refusal; only an engine that is starting is worth a second question.
        retry: (failures, error) => isGone(error) && failures < 2,
        retryDelay: 500,
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}
