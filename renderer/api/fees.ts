import { queryOptions } from '@tanstack/react-query'
import { call } from './bridge.ts'

export function feeStory(id: string) {
  return queryOptions({ queryKey: ['fees.show', id], queryFn: () => call('fees.show', { id }) })
}

/** Titles for the category filter, and names for the location filter. */
export const categoryChoices = queryOptions({
  queryKey: ['categories.list'],
  queryFn: () => call('categories.list', {}),
})
export const locationChoices = queryOptions({ queryKey: ['locations.list'], queryFn: () => call('locations.list', {}) })
