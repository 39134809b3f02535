import { type Body, readAmountText, readBody } from './bodies.ts'
import { errorReply, itemReply, type Reply, validationReply } from './envelope.ts'
import type { RouteName } from './faults.ts'
import { CREATE_FIELDS, createLineItem, deleteLineItem } from './line-items.ts'
import { nextShape, type Office, remember } from './office.ts'
import { pageReply, readBodyPage, readQueryPage, takeWarnings } from './pages.ts'
import { ask, askItems, readUserOrder } from './questions.ts'
import type { Row } from './records.ts'
import type { Shelf } from './shelf.ts'

/** A request whose path is known. */
export interface RoutedRequest {
  route: RouteName
  /** The id at the end of the path, for routes that have one. */
  id: string
  query: URLSearchParams
  bodyText: string
}

interface RouteDefinition {
  method: 'GET' | 'POST' | 'DELETE'
  root: 'api' | 'app'
  /** The rest of the path behind the root. */
  path: RegExp
  /** The names a query, or else a body, may carry. */
  names: readonly string[]
  answer(office: Office, request: RoutedRequest, body: Body): Reply
}

const SEARCH_FIELDS = ['Skip', 'Limit', 'Filters']
const LIST_PARAMETERS = ['$s', '$p', '$o']

const ROUTES: Readonly<Record<Exclude<RouteName, 'unknown'>, RouteDefinition>> = {
  locations: { method: 'GET', root: 'api', path: /^locations\/all$/, names: LIST_PARAMETERS, answer: answerLocations },
  users: { method: 'POST', root: 'api', path: /^users$/, names: [...LIST_PARAMETERS, 'Filters'], answer: answerUsers },
  asset: { method: 'GET', root: 'api', path: /^assets\/([^/]+)$/, names: [], answer: answerAsset },
  options: { method: 'GET', root: 'app', path: /^sync\/options$/, names: [], answer: answerOptions },
  types: {
    method: 'POST',
    root: 'app',
    path: /^data\/line-item-types\/search$/,
    names: SEARCH_FIELDS,
    answer: answerTypes,
  },
  items: { method: 'POST', root: 'app', path: /^data\/line-items\/search$/, names: SEARCH_FIELDS, answer: answerItems },
  create: {
    method: 'POST',
    root: 'app',
    path: /^data\/line-items$/,
    names: CREATE_FIELDS,
    answer: (office, request, body) => createLineItem(office, body, readAmountText(request.bodyText)),
  },
  delete: {
    method: 'DELETE',
    root: 'app',
    path: /^data\/line-items\/([^/]+)$/,
    names: [],
    answer: (office, request) => deleteLineItem(office, request.id),
  },
}

const KNOWN_ROUTES = Object.keys(ROUTES) as (keyof typeof ROUTES)[]

/** Finds the route of a request; only the one app that holds the fees is known. */
export function matchRoute(app: string, method: string, pathname: string): { route: RouteName; id: string } {
  const roots = { api: '/api/v1.0/', app: `/apps/${app}/api/` }
  for (const route of KNOWN_ROUTES) {
    const definition = ROUTES[route]
    const root = roots[definition.root]
    if (definition.method !== method || !pathname.startsWith(root)) continue
    const match = definition.path.exec(pathname.slice(root.length))
    if (match !== null) return { route, id: decodeSegment(match[1] ?? '') }
  }
  return { route: 'unknown', id: '' }
}

/** Answers a request whose headers are in order. */
export function answer(office: Office, request: RoutedRequest): Reply {
  if (request.route === 'unknown') return errorReply(404, 'There is no such resource.')
  const definition = ROUTES[request.route]
  const isPost = definition.method === 'POST'
  const body = isPost ? readBody(request.bodyText) : {}
  if (body === undefined || (!isPost && request.bodyText !== '')) {
    const message = isPost ? 'The body must be a JSON object.' : 'This request carries no body.'
    return validationReply([{ field: 'body', message }], ...nextShape(office))
  }
  for (const name of [...request.query.keys(), ...Object.keys(body)]) {
    if (definition.names.includes(name)) continue
    remember(office.requests.oddities, `${request.route}: "${name}" is no name of this request.`)
  }
  return definition.answer(office, request, body)
}

function answerLocations(office: Office, request: RoutedRequest): Reply {
  const { locations } = office.book
  const list = { rows: locations.rows, textOf: textsOf(locations) }
  return pageReply(office, 'locations', list, readQueryPage(request.query))
}

function answerUsers(office: Office, request: RoutedRequest, body: Body): Reply {
  const { users } = office.book
  const order = readUserOrder(request.query.get('$o'))
  const question = ask(office, 'users', users.facets, body.Filters)
  const rows = users.view(order === undefined ? question : { ...question, order })
  return pageReply(office, 'users', { rows, textOf: textsOf(users) }, readQueryPage(request.query))
}

function answerAsset(office: Office, request: RoutedRequest): Reply {
  const { assets } = office.book
  const asset = assets.find(request.id)
  if (asset === undefined) return errorReply(404, 'There is no such asset.')
  return itemReply(assets.textOf(asset), takeWarnings(office.faults, 'asset'))
}

function answerOptions(office: Office): Reply {
  const { categories } = office.book
  const texts = categories.rows.map(textsOf(categories))
  return itemReply(`{"Categories":[${texts.join(',')}]}`, takeWarnings(office.faults, 'options'))
}

function answerTypes(office: Office, _request: RoutedRequest, body: Body): Reply {
  const { types } = office.book
  const rows = types.view(ask(office, 'types', types.facets, body.Filters))
  return pageReply(office, 'types', { rows, textOf: textsOf(types) }, readBodyPage(body))
}

function answerItems(office: Office, _request: RoutedRequest, body: Body): Reply {
  const { items } = office.book
  const rows = items.view(askItems(office, body.Filters))
  return pageReply(office, 'items', { rows, textOf: textsOf(items) }, readBodyPage(body))
}

function textsOf<Kept extends Row>(shelf: Shelf<Kept>): (row: Kept) => string {
  return row => shelf.textOf(row)
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // A broken escape is no id of ours; it will not be found.
    return segment
  }
}
