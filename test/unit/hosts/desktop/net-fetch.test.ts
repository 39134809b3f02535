import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { LIMITS } from '../../../../contract/limits.ts'
import { engineFetch } from '../../../../main/hosts/desktop/net-fetch.ts'
import { exchange } from '../../../../main/systems/exchange.ts'

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The web's fetch is what Electron's is shaped after; where the two differ, a test says how. */
const ofNode = engineFetch((url, init) => fetch(url, init))
const never = new AbortController().signal

test('sends the method, the headers and the body, and gives status, headers and the body in chunks', async () => {
  const origin = await serve(async (request, response) => {
    const body = (await request.toArray()).join('')
    response.writeHead(201, { 'X-Seen': `${request.method} ${request.headers.client} ${body}` }).end('made')
  })
  const headers = { Client: 'WebBrowser', 'Content-Type': 'application/json' }
  const answer = await exchange(
    ofNode,
    origin,
    { method: 'POST', headers, body: '{"a":1}' },
    { limits: LIMITS, signal: never },
  )
  expect(answer).toMatchObject({ kind: 'answer', status: 201, body: Buffer.from('made') })
  expect(answer.kind === 'answer' && answer.headers.get('x-seen')).toBe('POST WebBrowser {"a":1}')
})

test('D4 gives each request a connection of its own, because Chromium sends one again on a used connection that breaks', async () => {
  const ports: (number | undefined)[] = []
  const origin = await serve((request, response) => {
    ports.push(request.socket.remotePort)
    response.end('here')
  })
  for (const method of ['GET', 'POST', 'POST'] as const)
    await exchange(ofNode, origin, { method, headers: {} }, { limits: LIMITS, signal: never })
  expect(new Set(ports).size).toBe(3)
})

test('sends no cookie and no cached credential, and takes nothing from a cache', async () => {
  let given: RequestInit = {}
  const watched = engineFetch(async (_url, init) => {
    given = init
    return new Response(null, { status: 204 })
  })
  const answer = await watched('https://iiq.example/', {
    method: 'GET',
    headers: {},
    redirect: 'manual',
    signal: never,
  })
  expect([answer.status, answer.body]).toEqual([204, null])
  expect(given).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'manual' })
})

test('a redirect is an answer, also where Electron tells of it only by failing', async () => {
  const electrons = engineFetch(() => Promise.reject(new Error('Redirect was cancelled')))
  const answer = await exchange(
    electrons,
    'https://iiq.example/',
    { method: 'GET', headers: {} },
    { limits: LIMITS, signal: never },
  )
  expect(answer).toMatchObject({ kind: 'answer', status: 302 })
  const origin = await serve((_request, response) => response.writeHead(307, { Location: '/elsewhere' }).end())
  const web = await exchange(ofNode, origin, { method: 'GET', headers: {} }, { limits: LIMITS, signal: never })
  expect(web).toMatchObject({ kind: 'answer', status: 307 })
})

test.each([
  ['net::ERR_CONNECTION_REFUSED', 'no'],
  ['net::ERR_NAME_NOT_RESOLVED', 'no'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'no'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'no'],
  ['net::ERR_CONNECTION_RESET', 'maybe'],
  ['net::ERR_EMPTY_RESPONSE', 'maybe'],
])('Electron’s %s says whether anything was sent: %s', async (name, sent) => {
  const electrons = engineFetch(() => Promise.reject(new Error(name)))
  const broken = await exchange(
    electrons,
    'https://iiq.example/',
    { method: 'GET', headers: {} },
    { limits: LIMITS, signal: never },
  )
  expect(broken).toMatchObject({ kind: 'broken', sent })
})

test('a body that stalls ends when the time is up, although its stream does not', async () => {
  const stalling = engineFetch(
    async () => new Response(new ReadableStream({ start: stream => stream.enqueue(Buffer.from('half')) })),
  )
  const limits = { ...LIMITS, idleBodyMs: 30 }
  const broken = await exchange(
    stalling,
    'https://iiq.example/',
    { method: 'GET', headers: {} },
    { limits, signal: never },
  )
  expect(broken).toMatchObject({
    kind: 'broken',
    stage: 'body',
    reason: expect.stringContaining('stopped in the middle'),
  })
})

test('giving up in the middle of a body ends its stream', async () => {
  const cancelled = Promise.withResolvers<void>()
  const endless = engineFetch(
    async () =>
      new Response(
        new ReadableStream({ pull: stream => stream.enqueue(Buffer.alloc(1_000)), cancel: () => cancelled.resolve() }),
      ),
  )
  const stop = new AbortController()
  const asked = exchange(
    endless,
    'https://iiq.example/',
    { method: 'GET', headers: {} },
    { limits: LIMITS, signal: stop.signal },
  )
  stop.abort()
  expect(await asked).toMatchObject({ kind: 'cancelled' })
  await cancelled.promise
})
