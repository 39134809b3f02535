import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CallName, CallRequest, CallValue, WindowCallValue } from '../../contract/calls.ts'
import { call } from './bridge.ts'
import { isGone } from './call-error.ts'
import { meQuery } from './may.ts'

/** Everybody who works with this ledger, and the roles. */
export const operatorsQuery = queryOptions({ queryKey: ['operators.list'], queryFn: () => call('operators.list', {}) })

/** Who can sign in with a PIN. */
export const signInNamesQuery = queryOptions({
  queryKey: ['operators.names'],
  queryFn: () => call('operators.names', {}),
})

type Saving = Extract<CallName, 'operators.add' | 'operators.set' | `roles.${string}`>

/** A change of operators or roles; the dialog says in its place what was refused. */
function useSaving<Name extends Saving>(name: Name) {
  const client = useQueryClient()
  return useMutation({
    meta: { saidInPlace: true },
    mutationFn: (request: CallRequest<Name>): Promise<CallValue<Name>> => call(name, request),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: operatorsQuery.queryKey }),
        client.invalidateQueries({ queryKey: meQuery.queryKey }),
      ]),
  })
}

export const useAddOperator = () => useSaving('operators.add')
export const useSetOperator = () => useSaving('operators.set')
export const useSetRole = () => useSaving('roles.set')
export const useRemoveRole = () => useSaving('roles.remove')

/** Signs this window in. What was shown to who was here before is forgotten and asked anew. */
export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    meta: { saidInPlace: true },
    // The session stays with the host; the page gets who it is.
    mutationFn: (request: CallRequest<'operators.signIn'>): Promise<WindowCallValue<'operators.signIn'>> =>
      call('operators.signIn', request),
    onSuccess: async () => {
      client.setQueryData(meQuery.queryKey, await call('operators.me', {}))
      await client.resetQueries({ predicate: query => query.queryKey[0] !== meQuery.queryKey[0] })
    },
  })
}

/** Ends this window's session, so that it asks for a PIN. An engine that is being started again is told when it is back. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => call('operators.signOut', {}),
    retry: (failures, error) => isGone(error) && failures < 20,
    retryDelay: 1_000,
  })
}

/** Forgets everything that was read for who was signed in. */
export function forgetContent(client: QueryClient): void {
  const kept: readonly unknown[] = [meQuery.queryKey[0], signInNamesQuery.queryKey[0], 'host.show']
  client.removeQueries({ predicate: query => !kept.includes(query.queryKey[0]) })
  client.getMutationCache().clear()
}

/** Tells the engine that somebody is at the window. */
export function touch(): Promise<unknown> {
  return call('operators.touch', {})
}
