import type { LIMITS } from '../../contract/limits.ts'

/** The limits by name, with any numbers: tests inject small ones. */
export type Limits = { [Name in keyof typeof LIMITS]: number }

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What is asked of a fetch: a subset of the web's own, so that Electron's `net.fetch` fits too. A redirect must come back as the 3xx answer it is. */
export interface HttpInit {
  method: HttpMethod
  headers: Record<string, string>
  body?: string
  redirect: 'manual'
  signal: AbortSignal
}

/** What a fetch gives as soon as the headers are there. The body must end with an error when the signal aborts. */
export interface HttpAnswer {
  status: number
  headers: { get(name: string): string | null }
  body: AsyncIterable<Uint8Array> | null
}

export type HttpFetch = (url: string, init: HttpInit) => Promise<HttpAnswer>

/** Whether any byte of the request may have reached the other side. `no` is only said when the connection was never made. */
export type Sent = 'no' | 'maybe'

/**
 * One request and what became of it. `reason` of a broken exchange completes the sentence "Incident IQ …" and holds no text from outside.
 * `broken` before the headers is `stage: 'answer'` (nobody answered), after them `stage: 'body'` (the answer was cut, stalled or too large).
 */
export type Exchange =
  | { kind: 'answer'; status: number; headers: HttpAnswer['headers']; body: Buffer }
  | { kind: 'broken'; stage: 'answer' | 'body'; sent: Sent; status: number | null; reason: string }
  | { kind: 'cancelled'; sent: Sent }

type ExchangeLimits = Pick<Limits, 'connectMs' | 'headersMs' | 'idleBodyMs' | 'wholeCallMs' | 'bodyBytes'>

/** Sends one request and reads its whole answer within the limits, in real time. Whatever ends it early also closes the socket. Never throws. */
export async function exchange(
  fetch: HttpFetch,
  url: string,
  init: Omit<HttpInit, 'redirect' | 'signal'>,
  bounds: { limits: ExchangeLimits; signal: AbortSignal },
): Promise<Exchange> {
  const { limits, signal } = bounds
  if (signal.aborted) return { kind: 'cancelled', sent: 'no' }
  const abort = new AbortController()
  /** Why this side ended the exchange, or null while it has not. */
  let ended: string | null = null
  const end = (reason: string) => {
    ended ??= reason
    abort.abort()
  }
  const cancel = () => end('was told to stop')
  signal.addEventListener('abort', cancel, { once: true })
  const whole = setTimeout(() => end(`took longer than ${durationWords(limits.wholeCallMs)}`), limits.wholeCallMs)
  const headers = setTimeout(() => end(`did not answer within ${durationWords(limits.headersMs)}`), limits.headersMs)
  let status: number | null = null
  try {
    const answer = await fetch(url, { ...init, redirect: 'manual', signal: abort.signal })
    clearTimeout(headers)
    status = answer.status
    const body = await readBody(answer, limits, end)
    if (ended === null) return { kind: 'answer', status, headers: answer.headers, body }
    return broken(signal, status, ended, 'maybe')
  } catch (error) {
    if (ended !== null) return broken(signal, status, ended, 'maybe')
    const failure = connectionFailure(error, limits.connectMs)
    return broken(
      signal,
      status,
      status === null ? failure.reason : 'broke off in the middle of its answer',
      failure.sent,
    )
  } finally {
    clearTimeout(whole)
    clearTimeout(headers)
    signal.removeEventListener('abort', cancel)
  }
}

function broken(signal: AbortSignal, status: number | null, reason: string, sent: Sent): Exchange {
  if (signal.aborted) return { kind: 'cancelled', sent }
  return { kind: 'broken', stage: status === null ? 'answer' : 'body', sent, status, reason }
}

async function readBody(answer: HttpAnswer, limits: ExchangeLimits, end: (reason: string) => void): Promise<Buffer> {
  if (answer.body === null) return Buffer.alloc(0)
  const tooLarge = `sent an answer larger than ${Math.round(limits.bodyBytes / 1024)} KiB`
  if (Number(answer.headers.get('content-length') ?? 0) > limits.bodyBytes) end(tooLarge)
  const idle = setTimeout(
    () => end(`stopped in the middle of its answer for ${durationWords(limits.idleBodyMs)}`),
    limits.idleBodyMs,
  )
  try {
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of answer.body) {
      idle.refresh()
      bytes += chunk.byteLength
      if (bytes > limits.bodyBytes) end(tooLarge)
      else chunks.push(chunk)
    }
    return Buffer.concat(chunks, bytes > limits.bodyBytes ? 0 : bytes)
  } finally {
    clearTimeout(idle)
  }
}

/** Codes of Node and names of Electron that mean: the connection was never made, so no byte of the request was sent. */
const NEVER_CONNECTED: [RegExp, string][] = [
  [/ECONNREFUSED|ERR_CONNECTION_REFUSED/, 'refused the connection'],
  [/ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED/, 'was not found under this name'],
  [
    /EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED/,
    'cannot be reached from this network',
  ],
  [/UND_ERR_CONNECT_TIMEOUT|ERR_CONNECTION_TIMED_OUT/, 'did not accept the connection'],
  [/ERR_PROXY_CONNECTION_FAILED|ERR_TUNNEL_CONNECTION_FAILED/, "cannot be reached through this network's proxy"],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|HOSTNAME_MISMATCH|ERR_SSL_\w*(HANDSHAKE|VERSION|PROTOCOL$)/,
    'showed a certificate that this computer does not trust (a content filter may stand between)',
  ],
]

/** Reads from a fetch's error whether the connection was ever made. Its text is not passed on: it may quote what was sent. */
function connectionFailure(error: unknown, connectMs: number): { sent: Sent; reason: string } {
  const codes = errorCodes(error)
  for (const [pattern, reason] of NEVER_CONNECTED) {
    if (!pattern.test(codes) || hadConnection(error)) continue
    const within = reason.startsWith('did not accept') ? ` within ${durationWords(connectMs)}` : ''
    return { sent: 'no', reason: reason + within }
  }
  return { sent: 'maybe', reason: 'closed the connection without an answer' }
}

/** A network that goes away says so of a connection that was made, too: then the system tells that it was reading or writing. */
function hadConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const isOnConnection = 'syscall' in error && (error.syscall === 'read' || error.syscall === 'write')
  return isOnConnection || hadConnection(error.cause)
}

/** Codes along the chain of causes, and `net::ERR_…` names out of Electron's messages. */
function errorCodes(error: unknown): string {
  const codes: string[] = []
  let cause = error
  for (let depth = 0; depth < 5 && cause instanceof Error; depth++) {
    if ('code' in cause && typeof cause.code === 'string') codes.push(cause.code)
    codes.push(...(cause.message.match(/net::ERR_\w+/g) ?? []))
    if (cause instanceof AggregateError) codes.push(...cause.errors.map(errorCodes))
    cause = cause.cause
  }
  return codes.join(' ')
}

/** A time limit as people say it: `30 seconds`, `2 minutes`. */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  const [count, unit] = ms < 120_000 ? [Math.round(ms / 1_000), 'second'] : [Math.round(ms / 60_000), 'minute']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
