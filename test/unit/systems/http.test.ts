import { describe, expect, it } from 'vitest'
import { readAddress } from '../../../main/systems/address.ts'
import type { Limits } from '../../../main/systems/exchange.ts'
import { type Reading, type SendRequest, Transport } from '../../../main/systems/http.ts'
import {
  type Answer,
  inTurn,
  json,
  openTestFetch,
  openTestLog,
  quickLimits,
  serve,
  testClock,
  text,
} from './loopback.ts'

const KEY = 'very-secret-key-1234'
const never = new AbortController().signal

function open(origin: string, limits: Partial<Limits> = {}, inFlightMost = 1) {
  const log = openTestLog()
  const transport = new Transport({
    name: 'Incident IQ',
    address: readAddress(origin, 'baseUrl'),
    headers: { Authorization: `Bearer ${KEY}` },
    secrets: [KEY],
    inFlightMost,
    timeZone: 'America/New_York',
    fetch: openTestFetch(),
    clock: testClock,
    log,
    limits: { ...quickLimits, ...limits },
    random: () => 0.5,
  })
  return { transport, log }
}

function read(status: number, body: Buffer): Reading<unknown> {
  if (status >= 200 && status < 300) {
    try {
      return { kind: 'good', value: JSON.parse(body.toString('utf8')) }
    } catch {
      return { kind: 'unreadable', reason: 'sent a web page instead of data' }
    }
  }
  return { kind: 'status', status, explanation: body.toString('utf8'), retryAfter: null }
}

const get: SendRequest<unknown> = { method: 'GET', path: '/list', body: null, repeatable: true, read }
const create: SendRequest<unknown> = { method: 'POST', path: '/line-items', body: '{}', repeatable: false, read }
const hangUp: Answer = (_seen, response) => response.socket?.destroy()

describe('sending to a system', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('tries a %i again', async status => {
    const server = await serve(inTurn(text('', status), json({ ok: 1 })))
    expect(await open(server.origin).transport.send(get, never)).toEqual({ kind: 'good', value: { ok: 1 } })
    expect(server.seen).toHaveLength(2)
  })

  it('tries again when nobody answers, the answer is cut, or a 2xx is not the expected JSON', async () => {
    const cut: Answer = (_seen, response) => {
      response.writeHead(200, { 'Content-Length': '100' })
      response.write('{', () => response.socket?.destroy())
    }
    const server = await serve(inTurn(hangUp, cut, text('<html>Maintenance</html>'), json({ ok: 1 })))
    expect(await open(server.origin).transport.send(get, never)).toEqual({ kind: 'good', value: { ok: 1 } })
    expect(server.seen).toHaveLength(4)
  })

  it('tells nobody to try a change again by hand: it is looked up, or sent again, by itself (D4)', async () => {
    const server = await serve(hangUp)
    const { transport } = open(server.origin)
    expect(await transport.send({ ...create, isLetEnd: true }, never)).toMatchObject({
      kind: 'failed',
      sent: 'maybe',
      message: expect.not.stringContaining('try again'),
    })
    expect(await transport.send(create, never)).toMatchObject({ message: expect.stringContaining('then try again.') })
  })

  it.each([400, 401, 403, 404, 409, 422, 302])('takes a %i as final', async status => {
    const server = await serve(text('no', status))
    expect(await open(server.origin).transport.send(get, never)).toEqual({ kind: 'refused', status, explanation: 'no' })
    expect(server.seen).toHaveLength(1)
  })

  it('D3 ends after the written number of attempts, with a sentence', async () => {
    const server = await serve(text('<html>', 200))
    const result = await open(server.origin).transport.send(get, never)
    expect(result).toEqual({
      kind: 'failed',
      cause: 'unreadable',
      status: 200,
      sent: 'maybe',
      message:
        'Incident IQ sent a web page instead of data (4 attempts). Nothing of this answer was used. Try again later; if it stays so, tell Incident IQ’s support.',
    })
    expect(server.seen).toHaveLength(4)
  })

  it('D4 never repeats what must not be done twice once a byte may have been sent', async () => {
    for (const answer of [hangUp, text('', 500), text('<html>')]) {
      const server = await serve(answer)
      expect(await open(server.origin).transport.send(create, never)).toMatchObject({ kind: 'failed', sent: 'maybe' })
      expect(server.seen).toHaveLength(1)
    }
  })

  it('D4 repeats it when the connection was never made, and after a 429, which was not carried out', async () => {
    const { transport } = open('http://127.0.0.1:9')
    const result = await transport.send(create, never)
    expect(result).toMatchObject({ kind: 'failed', cause: 'unreachable', sent: 'no' })
    expect(result.kind === 'failed' && result.message).toContain('(4 attempts)')
    const server = await serve(inTurn(text('', 429), json({ Uid: 1 })))
    expect(await open(server.origin).transport.send(create, never)).toEqual({ kind: 'good', value: { Uid: 1 } })
  })

  it('holds the whole system for as long as Retry-After asks', async () => {
    const at: number[] = []
    const noted =
      (answer: Answer): Answer =>
      (seen, response) => {
        at.push(performance.now())
        answer(seen, response)
      }
    const server = await serve(inTurn(noted(text('', 429, { 'Retry-After': '1' })), noted(json({}))))
    const { transport } = open(server.origin)
    const both = await Promise.all([transport.send(get, never), transport.send({ ...get, path: '/other' }, never)])
    expect(both.map(result => result.kind)).toEqual(['good', 'good'])
    expect(server.seen).toHaveLength(3)
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(950)
    expect((at[2] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(950)
  })

  it('opens the circuit instead of waiting for more than an hour', async () => {
    const server = await serve(text('', 503, { 'Retry-After': '3601' }))
    const { transport } = open(server.origin)
    expect(await transport.send(get, never)).toMatchObject({ kind: 'failed', cause: 'offline' })
    expect(transport.offlineSince()).toBe('2026-11-03T19:05:00.000Z')
    expect(server.seen).toHaveLength(1)
  })

  it('opens the circuit after five failures in a row, probes with one request, doubles the wait, and closes on an answer', async () => {
    let isUp = false
    const server = await serve((seen, response) => (isUp ? json({}) : text('', 500))(seen, response))
    const { transport } = open(server.origin, { requestAttempts: 1, circuitFirstProbeMs: 60, circuitMostProbeMs: 100 })
    for (let request = 1; request <= 4; request++)
      expect(await transport.send(get, never)).toMatchObject({ cause: 'unreadable' })
    expect(transport.offlineSince()).toBeNull()
    const opening = await transport.send(get, never)
    expect(opening).toMatchObject({ cause: 'offline', sent: 'maybe' })
    expect(opening.kind === 'failed' && opening.message).toMatch(
      /^Incident IQ is offline since Nov 3, 2026, 2:05\sPM: /,
    )
    expect(await transport.send(get, never)).toMatchObject({ cause: 'offline', sent: 'no' })
    expect(server.seen).toHaveLength(5)
    const sendAndCount = async () => {
      await transport.send(get, never)
      return server.seen.length
    }
    const probed = performance.now()
    await expect.poll(sendAndCount, { interval: 5 }).toBe(6)
    await expect.poll(sendAndCount, { interval: 5 }).toBe(7)
    expect(performance.now() - probed).toBeGreaterThan(95)
    isUp = true
    await expect.poll(async () => (await transport.send(get, never)).kind, { interval: 5 }).toBe('good')
    expect(transport.offlineSince()).toBeNull()
  })

  it('does not open the circuit for refusals, and an answer breaks the row of failures', async () => {
    const bad = text('', 500)
    const server = await serve(inTurn(bad, bad, bad, bad, text('', 404), bad, bad, bad, bad, json({})))
    const { transport } = open(server.origin, { requestAttempts: 1 })
    for (let request = 1; request <= 9; request++) await transport.send(get, never)
    expect(await transport.send(get, never)).toMatchObject({ kind: 'good' })
  })

  it('has no more requests in flight than the system allows', async () => {
    const later: Answer = (seen, response) => void setTimeout(() => json({})(seen, response), 10)
    const one = await serve(later)
    const two = await serve(later)
    const [first, second] = [open(one.origin).transport, open(two.origin, {}, 2).transport]
    const results = await Promise.all(
      [first, second].flatMap(transport => Array.from({ length: 6 }, () => transport.send(get, never))),
    )
    expect(results.every(result => result.kind === 'good')).toBe(true)
    expect([one.inFlight.most, two.inFlight.most]).toEqual([1, 2])
  })

  it('cancels at once while it waits between attempts, for Retry-After, or in the line', async () => {
    const server = await serve(inTurn(text('', 500), text('', 429, { 'Retry-After': '600' })))
    const abort = new AbortController()
    const { transport } = open(server.origin, { backoffFirstMs: 30_000, backoffMostMs: 30_000 })
    const waiting = transport.send(get, abort.signal)
    await expect.poll(() => server.seen.length).toBe(1)
    abort.abort()
    expect(await waiting).toMatchObject({ cause: 'cancelled', sent: 'maybe' })
    const second = new AbortController()
    const held = [open(server.origin).transport].flatMap(other => [
      other.send(get, second.signal),
      other.send(get, second.signal),
    ])
    await expect.poll(() => server.seen.length).toBeGreaterThan(1)
    second.abort()
    expect((await Promise.all(held)).map(result => result.kind === 'failed' && result.cause)).toEqual([
      'cancelled',
      'cancelled',
    ])
  })

  it('cancels everything when it is closed', async () => {
    const server = await serve(() => undefined)
    const { transport } = open(server.origin)
    const waiting = transport.send(get, never)
    await expect.poll(() => server.seen.length).toBe(1)
    transport.close()
    expect(await waiting).toMatchObject({ cause: 'cancelled' })
    expect(await transport.send(get, never)).toMatchObject({ cause: 'cancelled', sent: 'no' })
  })

  it('never shows the secret, even when the server echoes it', async () => {
    const server = await serve(inTurn(text(`bad key ${KEY}`, 500), text(`Bearer ${KEY}`, 422)))
    const { transport, log } = open(server.origin)
    const result = await transport.send(get, never)
    expect(result).toEqual({ kind: 'refused', status: 422, explanation: 'Bearer •••' })
    expect(log.lines).toHaveLength(1)
    expect(log.lines.join()).not.toContain(KEY)
  })

  it('sends nothing to an address without encryption', async () => {
    const { transport } = open('http://demo.incidentiq.com')
    expect(await transport.send(get, never)).toMatchObject({
      kind: 'failed',
      cause: 'refused',
      sent: 'no',
      message: expect.stringContaining('not encrypted'),
    })
  })
})
