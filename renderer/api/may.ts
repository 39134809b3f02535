import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type Permission, sayLacking } from '../../contract/permissions.ts'
import { call } from './bridge.ts'

/** Who is asking, and what they may do. */
export const meQuery = queryOptions({ queryKey: ['operators.me'], queryFn: () => call('operators.me', {}) })

/** Whether the person may do something. While that is not known everything is offered: the engine decides in any case (F2). */
export function useMay(): (permission: Permission) => boolean {
  const permissions = useQuery(meQuery).data?.permissions
  return useCallback(permission => permissions === undefined || permissions.includes(permission), [permissions])
}

/** Why the person may not do something, the sentence of the engine's own refusal; null where they may. */
export function useWhyNot(): (permission: Permission) => string | null {
  const me = useQuery(meQuery).data
  return useCallback(
    permission =>
      me === undefined || me.operator === null || me.permissions.includes(permission)
        ? null
        : sayLacking(me.operator, permission),
    [me],
  )
}
