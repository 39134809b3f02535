import type { AddressInfo } from 'node:net'
import { createServer as createNetServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { LIMITS } from '../../../contract/limits.ts'
import { exchange, type HttpFetch, type Limits } from '../../../main/systems/exchange.ts'
import { openHttpFetch } from '../../../main/systems/http-fetch.ts'
import { json, openTestFetch, serve, text } from './loopback.ts'

const get = { method: 'GET' as const, headers: {} }

function send(fetch: HttpFetch, url: string, limits: Partial<Limits> = {}, signal = new AbortController().signal) {
  return exchange(fetch, url, get, { limits: { ...LIMITS, ...limits }, signal })
}

describe('one request', () => {
  it('gives status, headers and the whole body', async () => {
    const large = 'ü'.repeat(300_000)
    const server = await serve(text(large, 201, { 'X-Mark': 'yes' }))
    const answer = await send(openTestFetch(), server.origin)
    if (answer.kind !== 'answer') throw new Error(answer.kind)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('X-Mark')).toBe('yes')
    expect(answer.body.toString('utf8')).toBe(large)
  })

  it('does not follow a redirect', async () => {
    const server = await serve((seen, response) => {
      response.writeHead(seen.url === '/' ? 302 : 200, { Location: '/elsewhere' })
      response.end()
    })
    expect(await send(openTestFetch(), `${server.origin}/`)).toMatchObject({ kind: 'answer', status: 302 })
    expect(server.seen.map(seen => seen.url)).toEqual(['/'])
  })

  it.each([
    { code: 'EHOSTUNREACH', syscall: 'connect', sent: 'no' },
    { code: 'EHOSTUNREACH', syscall: 'read', sent: 'maybe' },
    { code: 'ENETDOWN', syscall: 'write', sent: 'maybe' },
    { code: 'ERR_SSL_WRONG_VERSION_NUMBER', syscall: undefined, sent: 'no' },
    { code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', syscall: undefined, sent: 'maybe' },
  ])(
    'D4 a network that goes away under a connection ($code at $syscall) may have carried the request: $sent',
    async told => {
      const cause = Object.assign(new Error(told.code), { code: told.code, syscall: told.syscall })
      const fetch: HttpFetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
      expect(await send(fetch, 'http://127.0.0.1:1')).toMatchObject({ kind: 'broken', sent: told.sent })
    },
  )

  it('D4 says that nothing was sent only when the connection was never made', async () => {
    const gone = await serve(json({}))
    const fetch = openTestFetch()
    const closed = createNetServer()
    await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise(resolve => closed.close(resolve))
    expect(await send(fetch, `http://127.0.0.1:${port}/`)).toEqual({
      kind: 'broken',
      stage: 'answer',
      sent: 'no',
      status: null,
      reason: 'refused the connection',
    })
    expect(await send(fetch, 'http://no-such-host.invalid/')).toMatchObject({
      kind: 'broken',
      sent: 'no',
      reason: 'was not found under this name',
    })
    const hangingUp = await serve((_seen, response) => response.socket?.destroy())
    expect(await send(fetch, hangingUp.origin)).toMatchObject({
      kind: 'broken',
      stage: 'answer',
      sent: 'maybe',
      status: null,
    })
    expect(await send(fetch, gone.origin)).toMatchObject({ kind: 'answer', status: 200 })
  })

  it("reads Electron's names for a connection that was never made", async () => {
    const fetch: HttpFetch = () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'))
    expect(await send(fetch, 'https://demo.incidentiq.com/')).toMatchObject({
      kind: 'broken',
      sent: 'no',
      reason: 'cannot be reached from this network',
    })
  })

  it('does not trust a certificate that nobody vouches for', async () => {
    const refused: HttpFetch = () =>
      Promise.reject(Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }))
    expect(await send(refused, 'https://demo.incidentiq.com/')).toMatchObject({
      kind: 'broken',
      sent: 'no',
      reason: expect.stringContaining('certificate'),
    })
  })

  it('ends a request whose headers do not come in time', async () => {
    const server = await serve(() => undefined)
    expect(await send(openTestFetch(), server.origin, { headersMs: 40 })).toEqual({
      kind: 'broken',
      stage: 'answer',
      sent: 'maybe',
      status: null,
      reason: 'did not answer within 40 ms',
    })
    await expect.poll(() => server.inFlight.now).toBe(0)
  })

  it('ends an answer that stalls, one that dribbles for too long, and one that is cut', async () => {
    const stalling = await serve((_seen, response) => {
      response.writeHead(200, { 'Content-Length': '1000' })
      response.write('{"Items":[')
    })
    const fetch = openTestFetch()
    expect(await send(fetch, stalling.origin, { idleBodyMs: 40 })).toMatchObject({
      kind: 'broken',
      stage: 'body',
      status: 200,
      reason: expect.stringContaining('stopped in the middle'),
    })
    const dribbling = await serve((_seen, response) => {
      const timer = setInterval(() => response.write(' '), 5)
      response.on('close', () => clearInterval(timer))
    })
    expect(await send(fetch, dribbling.origin, { idleBodyMs: 1_000, wholeCallMs: 80 })).toMatchObject({
      kind: 'broken',
      stage: 'body',
      reason: 'took longer than 80 ms',
    })
    const cutting = await serve((_seen, response) => {
      response.writeHead(200, { 'Content-Length': '1000' })
      response.write('{"Items":[', () => response.socket?.destroy())
    })
    expect(await send(fetch, cutting.origin)).toMatchObject({
      kind: 'broken',
      stage: 'body',
      sent: 'maybe',
      reason: 'broke off in the middle of its answer',
    })
    await expect.poll(() => stalling.inFlight.now + dribbling.inFlight.now).toBe(0)
  })

  it('stops reading a body that is too large, whether its length is announced or not', async () => {
    const announced = await serve(text('x'.repeat(5_000)))
    const streamed = await serve((_seen, response) => {
      response.write('x'.repeat(3_000))
      response.write('x'.repeat(3_000))
      response.end()
    })
    const fetch = openTestFetch()
    const expected = { kind: 'broken', stage: 'body', reason: 'sent an answer larger than 4 KiB' }
    expect(await send(fetch, announced.origin, { bodyBytes: 4_096 })).toMatchObject(expected)
    expect(await send(fetch, streamed.origin, { bodyBytes: 4_096 })).toMatchObject(expected)
  })

  it('is cancelled at once, before and during the request', async () => {
    const server = await serve(() => abort.abort())
    const abort = new AbortController()
    expect(await send(openTestFetch(), server.origin, {}, abort.signal)).toEqual({ kind: 'cancelled', sent: 'maybe' })
    expect(await send(openTestFetch(), server.origin, {}, AbortSignal.abort())).toEqual({
      kind: 'cancelled',
      sent: 'no',
    })
    expect(server.seen).toHaveLength(1)
    await expect.poll(() => server.inFlight.now).toBe(0)
  })

  it('gives up connecting after its own time limit', async () => {
    const own = openHttpFetch({ connectMs: 50 })
    onTestFinished(() => own.close())
    // An address of the documentation range: nothing answers there, not even with a refusal, or this computer has no way to it.
    const answer = await send(own.fetch, 'http://192.0.2.1/')
    expect(answer).toMatchObject({ kind: 'broken', stage: 'answer', sent: 'no' })
  })
})
