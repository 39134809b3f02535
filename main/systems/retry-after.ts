import type { HttpAnswer } from './exchange.ts'

/**
 * How long a system asks to be left alone, in ms: the longer of the `Retry-After` header (seconds or an HTTP date) and the body's own value (seconds). Null when neither is there.
 * What is there and cannot be read counts as `unreadableMs`. A date is measured from the answer's own `Date`, so that a wrong clock on this computer does no harm.
 */
export function readRetryAfter(
  headers: HttpAnswer['headers'],
  bodyValue: unknown,
  unreadableMs: number,
): number | null {
  const header = headers.get('retry-after')
  const asked: number[] = []
  if (header !== null) asked.push(secondsMs(header) ?? dateMs(header, headers.get('date')) ?? unreadableMs)
  if (bodyValue !== null && bodyValue !== undefined) asked.push(secondsMs(bodyValue) ?? unreadableMs)
  return asked.length === 0 ? null : Math.max(...asked)
}

function secondsMs(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value * 1_000 : null
  if (typeof value === 'string' && /^\s*\d{1,12}\s*$/.test(value)) return Number(value) * 1_000
  return null
}

/** Only the shapes of an HTTP date are read: the built-in parser alone would take "5.5" for a day in May. */
function dateMs(header: string, answeredAt: string | null): number | null {
  const until = httpDate(header)
  if (until === null) return null
  const from = (answeredAt === null ? null : httpDate(answeredAt)) ?? Date.now()
  return Math.max(0, until - from)
}

function httpDate(text: string): number | null {
  if (!/^\s*[A-Z][a-z]{2,8},? /.test(text)) return null
  const ms = Date.parse(text.includes('GMT') ? text : `${text} GMT`)
  return Number.isNaN(ms) ? null : ms
}
