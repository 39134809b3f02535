import type { Facets } from './facets.ts'
import { type RouteName, takeFault } from './faults.ts'
import { type Office, remember } from './office.ts'
import type { LineItem, User } from './records.ts'
import { readFilters } from './search.ts'
import type { ExtraTest, Question } from './shelf.ts'

/** The question that a request's filters ask, without the ones that are dropped. */
export function ask<Kept>(office: Office, route: RouteName, facets: Facets<Kept>, filters: unknown): Question<Kept> {
  let dropping: readonly string[] | undefined
  const { conditions, dropped } = readFilters(filters, facets, facet => {
    // The fault is counted only for a request that has one of its facets.
    if (!includesFacet(office.faults.dropFilters?.facets, facet))
      return dropping !== undefined && includesFacet(dropping, facet)
    dropping ??= takeFault(office.faults, 'dropFilters', route)?.facets ?? []
    return includesFacet(dropping, facet)
  })
  for (const facet of dropped) remember(office.requests.oddities, `${route}: the filter "${facet}" was dropped.`)
  return { conditions }
}

/** The same for line items: deleted rows come only when they are asked for. */
export function askItems(office: Office, filters: unknown): Question<LineItem> {
  const { conditions } = ask(office, 'items', office.book.items.facets, filters)
  const isAsked = (facet: string) => conditions.some(condition => condition.facet === facet)
  if (!isAsked('isdeleted')) conditions.push({ facet: 'isdeleted', values: ['false'] })
  const half = takeFault(office.faults, 'halfFeed', 'items')
  if (half === null || (isAsked('lineitemid') && half.foundSingly === true)) return { conditions }
  return { conditions, extra: firstHalf(office) }
}

/** Reads `$o=<Field> asc|desc`; what it does not know it ignores. Equal values are ordered by id. */
export function readUserOrder(text: string | null): Question<User>['order'] {
  const match = /^(\w+)(?: (asc|desc))?$/i.exec(text ?? '')
  const field = match?.[1]?.toLowerCase() ?? ''
  const keyOf = Object.hasOwn(USER_ORDERS, field) ? USER_ORDERS[field] : undefined
  if (keyOf === undefined) return undefined
  const sign = match?.[2]?.toLowerCase() === 'desc' ? -1 : 1
  return {
    name: `${field} ${sign}`,
    compare: (left, right) => sign * compareTexts(keyOf(left), keyOf(right)) || compareTexts(left.id, right.id),
  }
}

const USER_ORDERS: Readonly<Record<string, (user: User) => string>> = {
  name: user => `${user.firstName} ${user.lastName}`,
  firstname: user => user.firstName,
  lastname: user => user.lastName,
  email: user => user.email ?? '',
  grade: user => user.grade ?? '',
  schoolidnumber: user => user.schoolIdNumber ?? '',
  userid: user => user.id,
  locationname: user => user.locationName ?? '',
  modifieddate: user => new Date(user.modifiedAt).toISOString(),
}

/** The rows of the first half of the live fees, with what applies to them. */
function firstHalf(office: Office): ExtraTest<LineItem> {
  return {
    name: 'first half',
    make: () => {
      const fees = office.book.items.rows.filter(item => item.kind === 'Fee' && !item.isDeleted)
      const ids = new Set(fees.slice(0, Math.ceil(fees.length / 2)).map(fee => fee.id.toLowerCase()))
      return item => ids.has((item.appliesToId ?? item.id).toLowerCase())
    },
  }
}

function includesFacet(facets: readonly string[] | undefined, facet: string): boolean {
  return facets?.some(name => name.toLowerCase() === facet) === true
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
