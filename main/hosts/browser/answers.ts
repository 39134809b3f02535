import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { AppErrorCode, Reply } from '../../../contract/app-error.ts'

const SIGN_IN_STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}h1{font-size:1.4rem}code{font-size:1.05em}'

/** Nothing from elsewhere, nothing inline. Styles set by script (element.style) are not inline styles to a browser. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'sha256-${createHash('sha256').update(SIGN_IN_STYLE).digest('base64')}'`,
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The headers of every answer. */
const GUARD_HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
}

/** Puts the guard headers on; whatever is sent afterwards carries them. */
export function guard(response: ServerResponse): void {
  for (const [name, value] of Object.entries(GUARD_HEADERS)) response.setHeader(name, value)
  response.setHeader('Cache-Control', 'no-store')
}

/** Sends a reply of the contract as JSON. */
export function sendReply(response: ServerResponse, status: number, reply: Reply<unknown>): void {
  const body = JSON.stringify(reply)
  response
    .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(body) })
    .end(body)
}

/** Sends a refusal as a reply, so that the window shows its sentence like any other. */
export function sendRefusal(response: ServerResponse, status: number, message: string): void {
  const code: AppErrorCode =
    status === 404 ? 'not-found' : status === 400 || status === 413 || status === 415 ? 'bad-request' : 'refused'
  sendReply(response, status, { ok: false, error: { code, message } })
}

export const SIGN_IN_SENTENCE =
  'This window is not signed in, or Feebridge was started anew. Open it again with the command `npm start` or `npx feebridge serve`.'

/** The page for a browser that comes without a session. */
export function sendSignInPage(response: ServerResponse, status: number): void {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Feebridge: open it again</title><style>${SIGN_IN_STYLE}</style></head><body><main>
<h1>Open Feebridge again</h1>
<p>This window is not signed in: its start link was used before or has expired, or Feebridge was started anew.</p>
<p>Run <code>npm start</code> (or <code>npx feebridge serve</code>) and open the address that it prints. Each address works once, for five minutes.</p>
</main></body></html>`
  response
    .writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(page) })
    .end(page)
}
