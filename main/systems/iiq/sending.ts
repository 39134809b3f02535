import type { LookupAnswer, OutwardItem, SendAnswer } from '../../domain/system.ts'
import type { SendResult } from '../http.ts'
import type { Envelope } from './envelope.ts'
import { readAnswer } from './envelope.ts'
import { parseRow } from './mapping.ts'
import type { WireRequest } from './requests.ts'
import { keyOf } from './row-reader.ts'
import type { IiqWire } from './wire.ts'

/** A change waits for a short pause only: the outbox knows better what to do meanwhile, and nobody waits for a change that cannot be sent now. */
const CHANGE = { isFirst: true, isLetEnd: true, patienceMs: 5_000 } as const
/** Rows asked for in one page of a look-up: one is expected. */
const LOOKUP_ROWS = 50
/** Pages of a look-up; a filter that was honoured never gives more. */
const LOOKUP_PAGES = 20

/** Sends changes to Incident IQ and looks for them again [A]. One of these a port. */
export class IiqSending {
  private readonly wire: IiqWire
  private readonly userId: string

  constructor(wire: IiqWire, userId: string) {
    this.wire = wire
    this.userId = userId
  }

  async create(item: OutwardItem, signal: AbortSignal): Promise<SendAnswer> {
    const { requests, transport, profile } = this.wire
    const request = requests.create(item, this.userId)
    const read = readAnswer(profile.envelope, request.expected)
    const result = await transport.send(
      {
        method: request.method,
        path: request.path,
        body: request.body,
        repeatable: false,
        ...CHANGE,
        read: (status, body) => {
          const reading = read(status, body)
          // A 2xx that does not name what it created is no answer: the row may be there, and only a look-up can tell.
          return reading.kind === 'good' && this.idOf(reading.value) === null
            ? { kind: 'unreadable', reason: 'did not say what it created' }
            : reading
        },
      },
      signal,
    )
    if (result.kind === 'good') return { kind: 'done', externalId: this.idOf(result.value) }
    return this.judge(result, request, signal)
  }

  async remove(externalId: string, signal: AbortSignal): Promise<SendAnswer> {
    const { requests, transport } = this.wire
    const request = requests.remove(externalId)
    const result = await transport.send<null>(
      {
        method: request.method,
        path: request.path,
        body: null,
        repeatable: true,
        ...CHANGE,
        // Its body is not needed, and may be empty; an error of its own may stand inside a 200. A page of something in between is no answer of theirs.
        read: (status, body) => {
          const reading = readAnswer(this.wire.profile.envelope, request.expected)(status, body)
          if (reading.kind === 'status') return reading
          if (reading.kind === 'unreadable' && !isEmptyOrJson(body)) return reading
          return { kind: 'good', value: null }
        },
      },
      signal,
    )
    if (result.kind === 'good') return { kind: 'done', externalId: null }
    if (result.kind === 'refused' && (result.status === 404 || result.status === 410))
      return { kind: 'done', externalId: null }
    const answer = await this.judge(result, request, signal)
    // To remove what may be removed already does no harm: no look-up is needed. It was an attempt all the same.
    return answer.kind === 'unknown' ? { kind: 'later', cause: 'unreadable', message: answer.message } : answer
  }

  /** All pages; a row with another reference shows that the filter was dropped, and then nothing can be said (P4). */
  async findByReference(reference: string, signal: AbortSignal): Promise<LookupAnswer> {
    const { requests, profile } = this.wire
    const filter = { facet: profile.facets.externalReference, value: reference }
    const externalIds = new Map<string, string>()
    let skip = 0
    for (let page = 0; page < LOOKUP_PAGES; page += 1) {
      const request = requests.search('lineItems', [filter], { skip, size: LOOKUP_ROWS })
      const answer = await this.wire.ask(request, signal, undefined, true)
      if (answer.kind === 'refused') return this.wire.explain(answer, request, 'fees and payments', signal)
      if (answer.kind === 'failed') return answer
      const { records, totalRows, pageSize } = answer.envelope
      for (const { raw } of records) {
        const parsed = parseRow(raw)
        const row = parsed.kind === 'row' ? parsed.row : {}
        if (row[profile.fields.lineItem.externalReference] !== reference) return droppedFilter()
        const id = row[profile.fields.lineItem.id]
        const key = keyOf(id)
        if (key === null) return droppedFilter()
        externalIds.set(key, String(id))
      }
      skip += pageSize !== null && pageSize > 0 ? pageSize : Math.max(1, records.length)
      if (records.length === 0 || totalRows === null || skip >= totalRows)
        return { kind: 'complete', externalIds: [...externalIds.values()] }
    }
    return droppedFilter()
  }

  private idOf({ uid, records }: Envelope): string | null {
    if (uid !== null) return uid
    const [record] = records
    const parsed = record === undefined ? null : parseRow(record.raw)
    const id = parsed?.kind === 'row' ? parsed.row[this.wire.profile.fields.lineItem.id] : null
    return keyOf(id) === null ? null : String(id)
  }

  /** What a change that did not simply succeed came to. */
  private async judge<T>(
    result: Exclude<SendResult<T>, { kind: 'good' }>,
    request: WireRequest,
    signal: AbortSignal,
  ): Promise<SendAnswer> {
    if (result.kind === 'failed') {
      const { cause, message, sent } = result
      return sent === 'maybe' ? { kind: 'unknown', message } : { kind: 'later', cause, message }
    }
    const { status, explanation } = result
    // Neither a 2xx nor a 4xx: a redirect says nothing of what was done before it.
    if (status < 400)
      return {
        kind: 'unknown',
        message: `Incident IQ answered with a redirect (${status}), which is not followed. Check the API Domain in the settings.`,
      }
    if (status === 408 || status === 425 || status === 429) {
      const message = `Incident IQ asked for a pause (${status}).`
      return { kind: 'later', cause: 'refused', message }
    }
    const said = explanation === '' ? '' : ` It said: ${explanation.replace(/\.$/, '')}.`
    if (status === 401) {
      const failure = await this.wire.explain(result, request, 'fees and payments', signal)
      if (failure.cause === 'credentials') return { kind: 'later', cause: 'credentials', message: failure.message }
    }
    if (status === 401 || status === 403)
      return {
        kind: 'refused',
        status,
        message: `Incident IQ does not permit the API Key’s user to do this (${status}).${said} Ask an administrator of Incident IQ for that right, then try again.`,
      }
    if (status === 409)
      return {
        kind: 'refused',
        status,
        message: `Incident IQ says that the fee was deleted there (409).${said} The next iiQ Sync shows what became of it.`,
      }
    return { kind: 'refused', status, message: `Incident IQ refused it (${status}).${said}` }
  }
}

function isEmptyOrJson(body: Buffer): boolean {
  const text = body.toString('utf8').trim()
  return text === '' || parseRow(text).kind === 'row'
}

function droppedFilter(): LookupAnswer {
  return {
    kind: 'dropped',
    message:
      'Incident IQ did not honour the filter by reference and sent other rows, so it cannot be said whether this was carried out. Look in Incident IQ, then say what became of it.',
  }
}
