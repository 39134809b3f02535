import type { IncomingHttpHeaders } from 'node:http'

/** Whether a request may come in, before anyone looks at who sent it. */
export type Passage = { kind: 'open' } | { kind: 'refused'; status: number; reason: string }

const OPEN: Passage = { kind: 'open' }
const refused = (status: number, reason: string): Passage => ({ kind: 'refused', status, reason })

/**
 * Judges a request by its headers alone, as another page in the same browser would send it:
 * - `Host` is exactly this address, so that a foreign name that resolves to 127.0.0.1 (DNS rebinding) is refused;
 * - `Origin` is this origin wherever it is present, and is required with POST;
 * - `Sec-Fetch-Site` is `same-origin` or `none` (typed, or opened by a program). `same-site` is refused too: every loopback port is one site.
 */
export function judgeHeaders(method: string, headers: IncomingHttpHeaders, port: number): Passage {
  const host = headers.host
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return refused(421, 'The address is not the one Feebridge is served at.')
  const origin = headers.origin
  if (origin === undefined ? method === 'POST' : origin !== `http://${host}`)
    return refused(403, 'The request comes from another page.')
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return refused(403, 'The request comes from another site.')
  return OPEN
}

/** True for a browser's guess at the next page: answering it would spend a start link that nobody opened. */
export function isPrefetch(headers: IncomingHttpHeaders): boolean {
  return /prefetch|prerender/i.test(String(headers['sec-purpose'] ?? headers.purpose ?? ''))
}
