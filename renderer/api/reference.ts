import { type QueryKey, queryOptions, skipToken, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import { call } from './bridge.ts'
import { CallError, sentenceOf } from './call-error.ts'

/** Some hundreds of rows at most, so these lists are here whole. */
const ALL_ROWS = 10_000

export const locationsQuery = queryOptions({
  queryKey: ['locations.list', 'all'],
  queryFn: async () => (await call('locations.list', { limit: ALL_ROWS })).items,
})
export const categoriesQuery = queryOptions({
  queryKey: ['categories.list', 'all'],
  queryFn: async () => (await call('categories.list', { limit: ALL_ROWS })).items,
})
export const itemTypesQuery = queryOptions({
  queryKey: ['itemTypes.list', 'all'],
  queryFn: async () => (await call('itemTypes.list', { limit: ALL_ROWS })).items,
})

/** How Re-Build Payment Data stands. */
export const rebuildQuery = queryOptions({ queryKey: ['rebuild.read'], queryFn: () => call('rebuild.read', {}) })

/** How many fees fit a filter, and what is owed on them; without a filter nothing is asked. */
export function feesWith(filter: Pick<CallRequest<'fees.outline'>, 'category' | 'sku' | 'location'> | null) {
  return queryOptions({
    queryKey: ['fees.outline', 'with', filter],
    queryFn: filter === null ? skipToken : () => call('fees.outline', filter),
  })
}

/** How many students a location has. */
export function studentsAt(location: string | null) {
  return queryOptions({
    queryKey: ['students.outline', 'at', location],
    queryFn: location === null ? skipToken : () => call('students.outline', { location }),
  })
}

/** The field that a refusal names, or null. */
function fieldOf(error: unknown): string | null {
  return error instanceof CallError ? (error.appError.field ?? null) : null
}

/** Tries a change of a form or dialog: true when it is kept, else its refusal is told to who asked. */
export async function attempt(
  change: () => Promise<unknown>,
  refuse: (sentence: string, field: string | null) => void,
): Promise<boolean> {
  try {
    await change()
    return true
  } catch (error) {
    refuse(sentenceOf(error), fieldOf(error))
    return false
  }
}

type Saving = Extract<CallName, `${'locations' | 'categories' | 'itemTypes'}.${'add' | 'set' | 'remove'}`>

/** A change of a list. It has ended when the list shows it; a form or dialog says in its place what was refused. */
function useSaving<Name extends Saving>(name: Name, list: QueryKey) {
  const client = useQueryClient()
  return useMutation({
    meta: { saidInPlace: true },
    mutationFn: (request: CallRequest<Name>): Promise<CallValue<Name>> => call(name, request),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: list }),
        client.invalidateQueries({ queryKey: rebuildQuery.queryKey }),
      ]),
  })
}

export const useAddLocation = () => useSaving('locations.add', locationsQuery.queryKey)
export const useSetLocation = () => useSaving('locations.set', locationsQuery.queryKey)
export const useRemoveLocation = () => useSaving('locations.remove', locationsQuery.queryKey)
export const useAddCategory = () => useSaving('categories.add', categoriesQuery.queryKey)
export const useSetCategory = () => useSaving('categories.set', categoriesQuery.queryKey)
export const useRemoveCategory = () => useSaving('categories.remove', categoriesQuery.queryKey)
export const useAddItemType = () => useSaving('itemTypes.add', itemTypesQuery.queryKey)
export const useSetItemType = () => useSaving('itemTypes.set', itemTypesQuery.queryKey)
export const useRemoveItemType = () => useSaving('itemTypes.remove', itemTypesQuery.queryKey)

/** Begins a rebuild, or stops it between two batches; how it stands comes with the reply. */
export function useRebuild(what: 'rebuild.start' | 'rebuild.cancel') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(what, {}),
    onSuccess: state => client.setQueryData(rebuildQuery.queryKey, state),
  })
}
