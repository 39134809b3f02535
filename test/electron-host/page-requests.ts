import { answerOwnScheme } from './protocol.ts'
import { filterRequest } from './session.ts'

/** A request of a page that Chromium holds until it is told what becomes of it. */
export interface PausedRequest {
  requestId: string
  frameId: string
  resourceType: string
  redirectedRequestId?: string
  request: { url: string; method: string; headers: Record<string, string>; postData?: string }
}

/** What Chromium is told: go on, fail, or this is the answer. */
export interface RequestDecision {
  method: 'Fetch.continueRequest' | 'Fetch.failRequest' | 'Fetch.fulfillRequest'
  params: Record<string, unknown>
}

/** Decides about a request as the app would in Electron; `url` is its address as the app knows it. */
export async function answerRequest(paused: PausedRequest, url: string): Promise<RequestDecision> {
  const { requestId, request } = paused
  const fail = (errorReason: string): RequestDecision => ({
    method: 'Fetch.failRequest',
    params: { requestId, errorReason },
  })
  if ((await filterRequest(url, request.method, resourceTypeOf(paused.resourceType))) === 'cancel')
    return fail('BlockedByClient')
  const body = request.postData === undefined ? {} : { body: request.postData }
  try {
    const response = await answerOwnScheme(
      new Request(url, { method: request.method, headers: request.headers, ...body }),
    )
    if (response === null) return { method: 'Fetch.continueRequest', params: { requestId } }
    return { method: 'Fetch.fulfillRequest', params: { requestId, ...(await fulfilment(response)) } }
  } catch (error) {
    process.stderr.write(`electron-host: the answer to ${url} failed: ${error}\n`)
    return fail('Failed')
  }
}

async function fulfilment(response: Response): Promise<Record<string, unknown>> {
  return {
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  }
}

/** Chromium's word for the kind of a request, as Electron's. */
function resourceTypeOf(type: string): string {
  const known: Record<string, string> = {
    Document: 'mainFrame',
    Stylesheet: 'stylesheet',
    Script: 'script',
    Image: 'image',
    Font: 'font',
    XHR: 'xhr',
    Fetch: 'xhr',
    WebSocket: 'webSocket',
  }
  return known[type] ?? 'other'
}
