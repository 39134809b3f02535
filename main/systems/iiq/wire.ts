import type { SystemFailure } from '../../domain/system.ts'
import type { Transport } from '../http.ts'
import { type Envelope, readAnswer } from './envelope.ts'
import type { IiqProfile } from './profile.ts'
import type { IiqRequests, WireRequest } from './requests.ts'

/** An answer refused with a status that is final. `explanation` is the vendor's text, fit to be shown, and may be empty. */
export interface Refused {
  kind: 'refused'
  status: number
  explanation: string
}

export type WireAnswer = { kind: 'good'; envelope: Envelope } | Refused | SystemFailure

/** What a request was for, as people say it. */
export type Subject = 'locations' | 'users' | 'fee categories' | 'item types' | 'fees and payments' | 'assets'

/** Sends requests that only read, so that each may be repeated, and turns refusals into sentences. */
export class IiqWire {
  readonly profile: IiqProfile
  readonly requests: IiqRequests
  readonly transport: Transport

  constructor(transport: Transport, requests: IiqRequests, profile: IiqProfile) {
    this.transport = transport
    this.requests = requests
    this.profile = profile
  }

  async ask(request: WireRequest, signal: AbortSignal, attempts?: number, isFirst = false): Promise<WireAnswer> {
    const { method, path, body, expected } = request
    const read = readAnswer(this.profile.envelope, expected)
    const plain = { method, path, body, repeatable: true, isFirst, read }
    const result = await this.transport.send(attempts === undefined ? plain : { ...plain, attempts }, signal)
    switch (result.kind) {
      case 'good':
        return { kind: 'good', envelope: { ...result.value, notes: result.value.notes.map(this.transport.quote) } }
      case 'refused':
        return result
      case 'failed': {
        const { cause, status, message } = result
        return { kind: 'failed', cause, status, message }
      }
    }
  }

  /** A refusal as a failure. A 401 can mean the key or the right to one route [O], so after one the other routes are asked: only if all refuse it is it the key. */
  async explain(refused: Refused, request: WireRequest, subject: Subject, signal: AbortSignal): Promise<SystemFailure> {
    const { status } = refused
    if (status === 401 && (await this.isRefusedElsewhere(request, signal))) return refusedKey()
    if (status === 401 || status === 403) return notPermitted(status, subject, refused.explanation)
    const said = refused.explanation === '' ? '' : ` It said: ${refused.explanation}.`
    return {
      kind: 'failed',
      cause: 'refused',
      status,
      message: `${refusalWords(status, subject)}${said} ${remedyFor(status)}`,
    }
  }

  private async isRefusedElsewhere(request: WireRequest, signal: AbortSignal): Promise<boolean> {
    const others = [
      this.requests.locations(null),
      this.requests.categories(),
      this.requests.search('users', [], { skip: 0, size: 1 }),
    ]
    const route = (path: string) => path.split('?')[0]
    for (const other of others) {
      if (route(other.path) === route(request.path)) continue
      const answer = await this.ask(other, signal, 1)
      if (answer.kind === 'good' || (answer.kind === 'refused' && answer.status !== 401)) return false
    }
    return true
  }
}

/** What is told when every route answers 401. */
function refusedKey(): SystemFailure {
  const message =
    'Incident IQ refused the API Key (401). Nothing was read. Check the API Key, Site ID and Product ID in the settings; an administrator of Incident IQ can issue a new key.'
  return { kind: 'failed', cause: 'credentials', status: 401, message }
}

function notPermitted(status: number, subject: Subject, explanation: string): SystemFailure {
  const said = explanation === '' ? '' : ` It said: ${explanation}.`
  const message = `Incident IQ does not permit the API Key’s user to read ${subject} (${status}).${said} The key itself is accepted elsewhere; ask an administrator of Incident IQ to give its user that right.`
  return { kind: 'failed', cause: 'not-permitted', status, message }
}

function refusalWords(status: number, subject: Subject): string {
  if (status >= 300 && status < 400)
    return `Incident IQ answered the request for ${subject} with a redirect (${status}), which is not followed.`
  if (status === 404) return `Incident IQ does not know the address from which ${subject} are read (404).`
  if (status === 429)
    return `Incident IQ asked for a pause before giving ${subject}, and still did after several attempts (429).`
  return `Incident IQ refused the request for ${subject} (${status}).`
}

function remedyFor(status: number): string {
  if (status < 400 || status === 404) return 'Check the API Domain and the app in the settings.'
  if (status === 408 || status === 425 || status === 429) return 'Try again later.'
  return 'Check the settings; if they are right, tell Incident IQ’s support.'
}
