import type { RawRecord } from '../../domain/system.ts'
import type { Reading } from '../http.ts'
import { sliceRecords } from '../json-slices.ts'
import type { IiqProfile } from './profile.ts'

type Words = IiqProfile['envelope']

/** What stands around the records of a good answer. Numbers are null where the answer states none. */
export interface Envelope {
  records: RawRecord[]
  /** Rows after filters. */
  totalRows: number | null
  /** Rows of a full page, as the system counts them. */
  pageSize: number | null
  /** Non-fatal errors of a 2xx, as they came. */
  notes: string[]
  /** The id of what was created, where the answer states it. */
  uid: string | null
}

/** Where the records of an answer lie, and whether it must state a total. */
export interface Expected {
  shape: 'list' | 'single'
  path: string[]
  mustStateTotal: boolean
}

/** Reads any answer of Incident IQ [D]: its envelope, a status that the body states inside a 200, and both shapes of validation errors. */
export function readAnswer(words: Words, expected: Expected): (status: number, body: Buffer) => Reading<Envelope> {
  return (status, body) => {
    if (status < 200 || status > 299) return readRefusal(words, status, body)
    const slices = sliceRecords(body, expected.path, expected.shape)
    if (slices.kind === 'malformed') return { kind: 'unreadable', reason: describeBody(body) }
    const envelope = asObject(slices.envelope)
    if (envelope === null) return { kind: 'unreadable', reason: 'sent something that is not the expected envelope' }
    const stated = envelope[words.statusCode]
    if (typeof stated === 'number' && stated >= 400) return refusal(words, stated, envelope)
    return readGood(words, expected, { envelope, records: slices.records })
  }
}

function readGood(
  words: Words,
  expected: Expected,
  found: { envelope: Record<string, unknown>; records: RawRecord[] | null },
): Reading<Envelope> {
  const { envelope, records } = found
  const place = expected.path.join('.')
  if (expected.shape === 'list' && records === null)
    return { kind: 'unreadable', reason: `sent an answer without its list ${place}` }
  if (expected.shape === 'single' && !(words.item in envelope))
    return { kind: 'unreadable', reason: `sent an answer without its ${place}` }
  const paging = asObject(envelope[words.paging])
  const totalRows = countOrNull(paging?.[words.totalRows])
  if (totalRows === null && (expected.mustStateTotal || paging !== null)) {
    return {
      kind: 'unreadable',
      reason: `sent a list without ${words.paging}.${words.totalRows}, so nobody could tell whether it is complete`,
    }
  }
  const notes = errorSentences(words, envelope[words.errors])
  const uid = envelope[words.uid]
  return {
    kind: 'good',
    value: {
      records: records ?? [],
      totalRows,
      pageSize: countOrNull(paging?.[words.pageSize]),
      notes,
      uid: typeof uid === 'string' && uid !== '' ? uid : null,
    },
  }
}

/** An answer with a status of its own. Its body is read as far as it can be: a proxy may have put HTML there. */
function readRefusal(words: Words, status: number, body: Buffer): Reading<never> {
  try {
    return refusal(words, status, asObject(JSON.parse(body.toString('utf8'))) ?? {})
  } catch (error) {
    if (error instanceof SyntaxError) return refusal(words, status, {})
    throw error
  }
}

function refusal(words: Words, status: number, body: Record<string, unknown>): Reading<never> {
  const message = body[words.message]
  const sentences = typeof message === 'string' && message !== '' ? [message] : []
  sentences.push(...errorSentences(words, body[words.errors]))
  return { kind: 'status', status, explanation: sentences.join('; '), retryAfter: body[words.retryAfter] ?? null }
}

/** Errors in either shape, `{Field: [texts]}` or `[{Field, Message}]`, as `Field: text`. */
function errorSentences(words: Words, errors: unknown): string[] {
  if (Array.isArray(errors)) {
    return errors.map((error: unknown) => {
      const fields = asObject(error)
      if (fields === null) return String(error)
      return (
        [fields[words.errorField], fields[words.errorMessage]]
          .filter(part => typeof part === 'string' && part !== '')
          .join(': ') || JSON.stringify(error)
      )
    })
  }
  const byField = asObject(errors)
  if (byField === null) return typeof errors === 'string' && errors !== '' ? [errors] : []
  return Object.entries(byField).flatMap(([field, texts]) =>
    (Array.isArray(texts) ? texts : [texts]).map(text => `${field}: ${String(text)}`),
  )
}

function describeBody(body: Buffer): string {
  const start = body.toString('latin1', 0, 200).trimStart()
  if (start === '') return 'sent an empty answer'
  if (start.startsWith('<')) return 'sent a web page instead of data'
  return 'sent data that is cut off or not well-formed'
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

function countOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null
}
