/** A bare caller of the practice Incident IQ for its tests; it checks nothing and hides nothing. */
import { type Practice, startPractice } from '../../../main/practice/practice.ts'

/** A Tuesday in the running school year; tests never depend on the day they run. */
export const TEST_NOW = Date.parse('2026-11-17T15:00:00Z')

export const FEES_PATH = '/apps/paymentsFeeTracker/api'

export interface WireRow {
  [field: string]: unknown
}

export interface WireAnswer {
  status: number
  headers: Headers
  text: string
  body: {
    Items: WireRow[]
    Item: WireRow
    Uid: string
    ItemCount: number
    Paging: { TotalRows: number; PageCount: number; PageSize: number; PageIndex: number }
    StatusCode: number
    Message: string | null
    Errors: unknown
    RetryAfter: unknown
    CorrelationId: unknown
  }
}

export type WireFilter = [facet: string, value: string]

/** Starts a small district at the fixed moment. */
export function startSmall(options: { students?: number; fees?: number; seed?: number } = {}): Promise<Practice> {
  return startPractice({ students: 40, fees: 60, now: () => TEST_NOW, ...options })
}

export function headersOf(practice: Practice): Record<string, string> {
  const { apiKey, siteId, productId } = practice.settings().systems.iiq
  return {
    Authorization: `Bearer ${apiKey}`,
    SiteId: siteId,
    ProductId: productId,
    Client: 'ApiClient',
    'Content-Type': 'application/json',
  }
}

/** One request with the right headers, unless others are given. */
export async function call(practice: Practice, method: string, path: string, body?: unknown): Promise<WireAnswer> {
  return callWith(practice, headersOf(practice), { method, path, body })
}

export async function callWith(
  practice: Practice,
  headers: Record<string, string>,
  request: { method: string; path: string; body?: unknown },
): Promise<WireAnswer> {
  const response = await fetch(`${practice.origin}${request.path}`, {
    method: request.method,
    headers,
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: readJson(text) }
}

/** One page of line items. */
export function searchItems(
  practice: Practice,
  filters: readonly WireFilter[] = [],
  page: { Skip?: number; Limit?: number } = {},
): Promise<WireAnswer> {
  return call(practice, 'POST', `${FEES_PATH}/data/line-items/search`, {
    Skip: 0,
    Limit: 1000,
    ...page,
    ...asBody(filters),
  })
}

export function searchTypes(practice: Practice, filters: readonly WireFilter[] = []): Promise<WireAnswer> {
  const page = { Skip: 0, Limit: 1000 }
  return call(practice, 'POST', `${FEES_PATH}/data/line-item-types/search`, { ...page, ...asBody(filters) })
}

export function listUsers(practice: Practice, query: string, filters: readonly WireFilter[] = []): Promise<WireAnswer> {
  return call(practice, 'POST', `/api/v1.0/users${query}`, filters.length === 0 ? {} : asBody(filters))
}

/** The body of a create of 12.34 on a fee, with changes. */
export function paymentBody(practice: Practice, feeId: string, changes: WireRow = {}): WireRow {
  return {
    LineItemTypeId: practice.iiq.itemTypes().find(one => one.kind === 'Payment')?.id,
    Type: 'Payment',
    Amount: 12.34,
    AppliesToLineItemId: feeId,
    ExternalReference: 'fb-testtest-0001',
    RecordedByUserId: practice.settings().systems.iiq.userId,
    Description: 'Paid on 2026-11-16',
    ...changes,
  }
}

export function createPayment(practice: Practice, feeId: string, changes: WireRow = {}): Promise<WireAnswer> {
  return call(practice, 'POST', `${FEES_PATH}/data/line-items`, paymentBody(practice, feeId, changes))
}

/** True when the call ended without an answer that could be read to its end. */
export async function isCut(answer: Promise<unknown>): Promise<boolean> {
  return answer.then(
    () => false,
    () => true,
  )
}

function asBody(filters: readonly WireFilter[]) {
  return { Filters: filters.map(([Facet, Value]) => ({ Facet, Value })) }
}

function readJson(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    // Some tests ask for a body that is no JSON, and look at the text instead.
    return undefined
  }
}
