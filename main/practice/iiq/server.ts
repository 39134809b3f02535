import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorReply, failureInBodyReply, type Reply } from './envelope.ts'
import { ROUTE_NAMES, type RouteName, takeFault } from './faults.ts'
import { checkHeaders, checkPermission } from './headers.ts'
import { type Office, type RequestLog, type RequestNote, remember } from './office.ts'
import { answer, matchRoute } from './routes.ts'
import { pause, sendReply } from './send.ts'

/** The longest request body, in bytes. */
const MOST_BODY_BYTES = 1_048_576

export type IiqHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A log of requests with nothing in it. */
export function createRequestLog(): RequestLog {
  const byRoute = Object.fromEntries(ROUTE_NAMES.map(route => [route, 0])) as Record<RouteName, number>
  return { total: 0, byRoute, maxInFlight: 0, recent: [], oddities: [] }
}

/** The handler of all paths under `/api/` and `/apps/`; `closing` ends its waits. */
export function createIiqHandler(office: Office, closing: AbortSignal): IiqHandler {
  const underWay = new Set<ServerResponse>()
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://practice')
    const method = request.method ?? ''
    const { route, id } = matchRoute(office.credentials.app, method, url.pathname)
    countRequest(office.requests, route, underWay, response)
    const bodyText = await readText(request)
    noteRequest(office, response, {
      at: new Date().toISOString(),
      route,
      method,
      path: `${url.pathname}${url.search}`,
      body: (bodyText ?? '').slice(0, 2000),
      status: null,
    })
    if (takeFault(office.faults, 'hangUp', route) !== null) {
      response.destroy()
      return
    }
    const slow = takeFault(office.faults, 'slow', route)
    if (slow !== null) await pause(slow.ms, closing)
    const reply =
      bodyText === undefined
        ? errorReply(413, 'The body is too large.')
        : (failBeforehand(office, route) ??
          checkHeaders(office, request.headers) ??
          checkPermission(office, route) ??
          answer(office, { route, id, query: url.searchParams, bodyText }))
    await sendReply(response, reply, office.faults, { route, closing })
  }
}

/** The faults that answer instead of the route; nothing takes effect. */
function failBeforehand(office: Office, route: RouteName): Reply | undefined {
  const status = takeFault(office.faults, 'status', route)
  if (status !== null) {
    const details = status.retryAfter === undefined ? {} : { RetryAfter: status.retryAfter }
    const reply = errorReply(status.status, status.message ?? `A practised answer of status ${status.status}.`, details)
    return status.retryAfterHeader === undefined
      ? reply
      : { ...reply, headers: { 'Retry-After': status.retryAfterHeader } }
  }
  const inBody = takeFault(office.faults, 'bodyStatus', route)
  return inBody === null
    ? undefined
    : failureInBodyReply(inBody.status, inBody.message ?? `A practised failure of status ${inBody.status}.`)
}

/** Keeps a request and, once it is answered, with which status; whoever watches is told both times. */
function noteRequest(office: Office, response: ServerResponse, note: RequestNote): void {
  remember(office.requests.recent, note)
  const tell = () => {
    for (const listener of office.listeners) listener()
  }
  response.once('close', () => {
    if (response.writableFinished) note.status = response.statusCode
    tell()
  })
  tell()
}

/** A request is under way until its answer has left the process, or its socket is closed. */
function countRequest(
  requests: RequestLog,
  route: RouteName,
  underWay: Set<ServerResponse>,
  response: ServerResponse,
): void {
  requests.total += 1
  requests.byRoute[route] += 1
  for (const other of underWay) {
    // The "close" of an answer may be told later than the reader's next request arrives.
    if (other.writableEnded && (other.socket?.writableLength ?? 0) === 0) underWay.delete(other)
  }
  underWay.add(response)
  response.once('close', () => underWay.delete(response))
  requests.maxInFlight = Math.max(requests.maxInFlight, underWay.size)
}

/** The whole body as text; undefined when it is too large. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= MOST_BODY_BYTES) chunks.push(chunk)
  }
  return size > MOST_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8')
}
