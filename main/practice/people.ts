import type { PracticeIiq } from './iiq/iiq.ts'
import type { LineItemView, UserView } from './iiq/views.ts'

/** Everybody whom a practice Incident IQ knows, by id. */
export type People = ReadonlyMap<string, UserView>

export function peopleOf(iiq: PracticeIiq): People {
  return new Map(iiq.users().map(user => [user.id, user]))
}

/** Who owes a fee, as a person reads it; null for a fee that names nobody. */
export function studentOf(fee: LineItemView, people: People): string | null {
  const user = fee.userId === null ? undefined : people.get(fee.userId)
  if (user !== undefined) return fullName(user)
  return fee.schoolIdNumber === null ? null : `School Id ${fee.schoolIdNumber}`
}

export function fullName(user: UserView): string {
  return `${user.firstName} ${user.lastName}`
}

export function newestFirst(fees: readonly LineItemView[]): LineItemView[] {
  return fees.toSorted((a, b) => (a.createdDate < b.createdDate ? 1 : a.createdDate > b.createdDate ? -1 : 0))
}
