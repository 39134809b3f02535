import type { HttpAnswer, HttpFetch, HttpInit } from '../../systems/exchange.ts'

/** What is used of Electron's `net.fetch`. */
export type NetFetch = (url: string, init: RequestInit) => Promise<NetAnswer>

interface NetAnswer {
  status: number
  headers: { get(name: string): string | null }
  body: ReadableStream<Uint8Array> | null
}

/** How Electron's fetch tells of a redirect that it was not to follow: by failing, without the status. */
const REDIRECTED = /Redirect was cancelled/

/**
 * Electron's `net.fetch` as the engine's: it knows the computer's proxy and the certificates that a school's filter needs. Nothing is sent that
 * the caller did not name (no cookies, no cached credentials), and nothing is answered from a cache. A connection that is not made in time is
 * ended by the limit for the headers: Chromium does not say when it is connected.
 *
 * Each request has a connection of its own. On one that was used before and breaks ahead of the answer, Chromium sends a request again by itself, a POST
 * too (`ShouldResendRequest` in its http_network_transaction.cc): a payment that took effect before the cut would be made twice (D4).
 */
export function engineFetch(netFetch: NetFetch): HttpFetch {
  return async (url, init) => {
    try {
      return wrap(await netFetch(url, { ...requestOf(init), credentials: 'omit', cache: 'no-store' }), init.signal)
    } catch (error) {
      if (error instanceof Error && REDIRECTED.test(error.message)) return SOME_REDIRECT
      throw error
    }
  }
}

function requestOf({ method, headers: named, body, redirect, signal }: HttpInit): RequestInit {
  const headers = { ...named, Connection: 'close' }
  return body === undefined ? { method, headers, redirect, signal } : { method, headers, redirect, signal, body }
}

/** 302 stands for whichever redirect it was. */
const SOME_REDIRECT: HttpAnswer = { status: 302, headers: { get: () => null }, body: null }

function wrap(answer: NetAnswer, signal: AbortSignal): HttpAnswer {
  return {
    status: answer.status,
    headers: answer.headers,
    body: answer.body === null ? null : chunksOf(answer.body, signal),
  }
}

/** The body chunk by chunk. It ends with an error as soon as the signal aborts, also when the stream itself goes on waiting. */
async function* chunksOf(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  const aborted = new Promise<never>((_, reject) => {
    const fail = () => reject(signal.reason instanceof Error ? signal.reason : new Error('The request was aborted.'))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
  // It is waited for only while a chunk is; an abort after the last one is nobody's error.
  aborted.catch(() => undefined)
  try {
    for (;;) {
      // An abort comes first, however fast the chunks come.
      const { done, value } = await Promise.race([aborted, reader.read()])
      if (done) return
      yield value
    }
  } finally {
    // Given up in the middle, the connection is ended too.
    reader.cancel().catch(() => undefined)
  }
}
