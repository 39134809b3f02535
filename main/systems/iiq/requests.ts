import type { OutwardItem, PullRequest } from '../../domain/system.ts'
import type { HttpMethod } from '../exchange.ts'
import type { Expected } from './envelope.ts'
import type { IiqProfile } from './profile.ts'
import { wireAmount } from './wire-amount.ts'

/** One request of Incident IQ, and where its records will lie. `body` is JSON text. */
export interface WireRequest {
  method: HttpMethod
  path: string
  body: string | null
  expected: Expected
}

export interface Filter {
  facet: string
  value: string
}

/** The lists that can be asked with filters. */
export type FilteredList = 'users' | 'itemTypes' | 'lineItems'

/** Where a page begins and how large it is. Handed out as an opaque text. */
export interface PagePlace {
  /** Rows before the page. */
  skip: number
  /** Rows asked for in a page; for lists by query the place is counted in pages of this size. */
  size: number
}

/** Builds the requests of the wire from the profile's words. Nothing is sent that the system's description does not name. */
export class IiqRequests {
  private readonly profile: IiqProfile
  private readonly app: string

  constructor(profile: IiqProfile, app: string) {
    this.profile = profile
    this.app = app
  }

  locations(place: PagePlace | null): WireRequest {
    const { paths, query, envelope } = this.profile
    // The route gives all locations at once; should it be paged after all, the next pages are asked for in the size that it chose.
    const search = place === null ? '' : `?${query.page}=${Math.floor(place.skip / place.size)}`
    return {
      method: 'GET',
      path: paths.locations + search,
      body: null,
      expected: { shape: 'list', path: [envelope.items], mustStateTotal: false },
    }
  }

  categories(): WireRequest {
    const { envelope } = this.profile
    const expected: Expected = { shape: 'list', path: [envelope.item, envelope.categories], mustStateTotal: false }
    return { method: 'GET', path: this.appPath('options'), body: null, expected }
  }

  asset(id: string): WireRequest {
    const { paths, envelope } = this.profile
    const path = paths.asset.replace('{id}', encodeURIComponent(id))
    return {
      method: 'GET',
      path,
      body: null,
      expected: { shape: 'single', path: [envelope.item], mustStateTotal: false },
    }
  }

  /** A payment or adjustment [A]. The amount is written as a number from integer cents; the body is the same on every attempt. */
  create(item: OutwardItem, userId: string): WireRequest {
    const { fields, types, amountUnit, envelope } = this.profile
    const words = fields.lineItem
    const plain = {
      [words.itemTypeId]: item.itemTypeId,
      [words.type]: types[item.type],
      [words.appliesToId]: item.feeId,
      [words.externalReference]: item.reference,
      [words.recordedByUserId]: userId,
      [words.name]: item.name,
      [words.description]: item.description,
      [words.internalNotes]: item.notes,
    }
    const amount = `${JSON.stringify(words.amount)}:${wireAmount(item.amountCents, amountUnit)}`
    const body = `{${amount},${JSON.stringify(plain).slice(1)}`
    const expected: Expected = { shape: 'single', path: [envelope.item], mustStateTotal: false }
    return { method: 'POST', path: this.appPath('createLineItem'), body, expected }
  }

  remove(externalId: string): WireRequest {
    const path = this.appPath('lineItem').replace('{id}', encodeURIComponent(externalId))
    const expected: Expected = { shape: 'single', path: [this.profile.envelope.item], mustStateTotal: false }
    return { method: 'DELETE', path, body: null, expected }
  }

  search(list: FilteredList, filters: Filter[], place: PagePlace): WireRequest {
    const { body: words, paging, paths, query, envelope } = this.profile
    const expected: Expected = { shape: 'list', path: [envelope.items], mustStateTotal: true }
    const route = list === 'users' ? paths.users : this.appPath(list)
    const wire = filters.map(({ facet, value }) => ({ [words.facet]: facet, [words.value]: value }))
    if (paging[list] === 'body') {
      const body = { [words.skip]: place.skip, [words.limit]: place.size, [words.filters]: wire }
      return { method: 'POST', path: route, body: JSON.stringify(body), expected }
    }
    const order = list === 'users' ? `&${query.order}=${encodeURIComponent(query.usersOrder)}` : ''
    const path = `${route}?${query.pageSize}=${place.size}&${query.page}=${Math.floor(place.skip / place.size)}${order}`
    return { method: 'POST', path, body: JSON.stringify(wire.length === 0 ? {} : { [words.filters]: wire }), expected }
  }

  /** The page of a feed. `pageRows` is the size to begin with. */
  page(pull: PullRequest, pageRows: number): WireRequest {
    const cursor = pull.cursor === null ? null : readPlace(pull.cursor)
    const place = cursor ?? { skip: 0, size: pageRows }
    switch (pull.feed) {
      case 'locations':
        return this.locations(cursor)
      case 'categories':
        return this.categories()
      case 'item-types':
        return this.search('itemTypes', [], place)
      case 'users':
        return this.search('users', [], place)
      case 'line-items':
        return this.search(
          'lineItems',
          pull.createdSinceOn === null ? [] : [this.createdSince(pull.createdSinceOn)],
          place,
        )
    }
  }

  /**
   * Where the page after an answer begins, or null when it was the last: the list ends at its total or with an empty page. The step is the page size that the answer states, because
   * what was asked for may have been capped. By query the size asked for from then on is the stated one, so that both sides count pages alike.
   */
  next(
    pull: PullRequest,
    pageRows: number,
    answer: { rows: number; pageSize: number | null; totalRows: number | null },
  ): string | null {
    if (pull.feed === 'categories' || answer.rows === 0 || answer.totalRows === null) return null
    const place = pull.cursor === null ? { skip: 0, size: pageRows } : readPlace(pull.cursor)
    const step = answer.pageSize !== null && answer.pageSize > 0 ? answer.pageSize : answer.rows
    const skip = place.skip + step
    if (skip >= answer.totalRows) return null
    const isByBody =
      (pull.feed === 'item-types' && this.profile.paging.itemTypes === 'body') ||
      (pull.feed === 'line-items' && this.profile.paging.lineItems === 'body')
    return JSON.stringify({ skip, size: isByBody ? place.size : step })
  }

  private createdSince(on: string): Filter {
    const [year = '', month = '', day = ''] = on.split('-')
    const value = this.profile.createdSinceValue.replace('YYYY', year).replace('MM', month).replace('DD', day)
    return { facet: this.profile.facets.createdDate, value }
  }

  private appPath(route: 'options' | 'itemTypes' | 'lineItems' | 'createLineItem' | 'lineItem'): string {
    return this.profile.paths[route].replace('{app}', encodeURIComponent(this.app))
  }
}

function readPlace(cursor: string): PagePlace {
  const place: unknown = JSON.parse(cursor)
  if (typeof place === 'object' && place !== null && 'skip' in place && 'size' in place) {
    if (typeof place.skip === 'number' && typeof place.size === 'number') return { skip: place.skip, size: place.size }
  }
  throw new Error('A page cursor of Incident IQ was changed on its way.')
}
