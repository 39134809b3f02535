import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Clock, Log } from '../../../main/domain/ports.ts'
import type { HttpFetch, Limits } from '../../../main/systems/exchange.ts'
import { openHttpFetch } from '../../../main/systems/http-fetch.ts'

/** One request as the server saw it. */
export interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

export interface Loopback {
  origin: string
  seen: Seen[]
  /** Requests being answered now, and the most there ever were at once. */
  inFlight: { now: number; most: number }
}

export type Answer = (seen: Seen, response: ServerResponse) => void

/** A real server on this computer for one test; closed when the test ends. */
export async function serve(answer: Answer): Promise<Loopback> {
  const seen: Seen[] = []
  const inFlight = { now: 0, most: 0 }
  const server = createServer(async (request, response) => {
    inFlight.now += 1
    inFlight.most = Math.max(inFlight.most, inFlight.now)
    response.on('close', () => {
      inFlight.now -= 1
    })
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    seen.push(one)
    answer(one, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, inFlight }
}

/** Answers with the given answers in turn; the last one repeats. */
export function inTurn(...answers: Answer[]): Answer {
  let turn = 0
  return (seen, response) => {
    const answer = answers[Math.min(turn, answers.length - 1)]
    turn += 1
    answer?.(seen, response)
  }
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (_seen, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
    response.end(JSON.stringify(value))
  }
}

export function text(body: string, status = 200, headers: Record<string, string> = {}): Answer {
  return (_seen, response) => {
    response.writeHead(status, headers)
    response.end(body)
  }
}

/** A fetch of its own for one test. */
export function openTestFetch(): HttpFetch {
  const own = openHttpFetch()
  onTestFinished(() => own.close())
  return own.fetch
}

/** A log that keeps its lines. */
export function openTestLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const write = (line: string, facts: object = {}) => void lines.push(`${line} ${JSON.stringify(facts)}`)
  return { lines, info: write, warn: write, error: write }
}

export const testClock: Clock = { nowMs: () => Date.UTC(2026, 10, 3, 19, 5) }

/** Limits in milliseconds where the real ones are seconds and minutes. */
export const quickLimits: Partial<Limits> = { backoffFirstMs: 2, backoffMostMs: 8 }
