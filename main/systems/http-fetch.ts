import { Agent, request } from 'undici'
import { LIMITS } from '../../contract/limits.ts'
import type { HttpFetch } from './exchange.ts'

/** A fetch with its own connections. `close` ends them; nothing may be sent afterwards. */
export interface OwnFetch {
  fetch: HttpFetch
  close(): Promise<void>
}

/**
 * The fetch of every host that runs on Node. The desktop gives Electron's `net.fetch` instead, because that one knows the computer's proxy and certificates.
 * Only the time limit for connecting is kept here, because nobody outside can see a connection being made; the others are kept by exchange.ts. Redirects are not followed.
 */
export function openHttpFetch(limits: { connectMs: number } = LIMITS): OwnFetch {
  const agent = new Agent({ connect: { timeout: limits.connectMs }, headersTimeout: 0, bodyTimeout: 0 })
  const fetch: HttpFetch = async (url, init) => {
    const { method, headers, signal } = init
    const answer = await request(url, { method, headers, signal, dispatcher: agent, body: init.body ?? null })
    return {
      status: answer.statusCode,
      headers: {
        get: name => {
          const value = answer.headers[name.toLowerCase()]
          return Array.isArray(value) ? value.join(', ') : (value ?? null)
        },
      },
      body: answer.body,
    }
  }
  return { fetch, close: () => agent.destroy() }
}
