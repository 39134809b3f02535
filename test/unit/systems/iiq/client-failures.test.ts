import { describe, expect, it } from 'vitest'
import type { PullRequest } from '../../../../main/domain/system.ts'
import { type Answer, inTurn, json, serve, text } from '../loopback.ts'
import { firstPage, ids, KEY, never, open, page } from './open-client.ts'

describe('answers that cannot be used', () => {
  it.each<[string, Answer, string]>([
    [
      'a web page with 200',
      text('<html>Sign in</html>', 200, { 'Content-Type': 'text/html' }),
      'sent a web page instead of data',
    ],
    ['malformed JSON', text('{"Items":[{"LineItemId":"A"}],"Paging":{"TotalRows":1}'), 'cut off or not well-formed'],
    [
      'a record with a fault in its grammar',
      text('{"Items":[{"LineItemId":"A" "x":1}],"Paging":{"TotalRows":1}}'),
      'cut off or not well-formed',
    ],
    ['an empty answer', text(''), 'sent an empty answer'],
    ['no list', json({ Paging: { TotalRows: 0 } }), 'without its list Items'],
    ['a list that is none', json({ Items: {}, Paging: { TotalRows: 0 } }), 'without its list Items'],
    ['no total', json({ Items: [] }), 'without Paging.TotalRows'],
    ['a total that is no number', json({ Items: [], Paging: { TotalRows: '0' } }), 'without Paging.TotalRows'],
    [
      'a status 500 in the body of a 200',
      json({ StatusCode: 500, Message: 'oops' }),
      'reported an error of its own (500)',
    ],
  ])('P5 tries again and then says so: %s', async (_name, answer, part) => {
    const { result, server } = await firstPage(answer)
    expect(result).toMatchObject({ kind: 'failed', cause: 'unreadable', message: expect.stringContaining(part) })
    expect(server.seen).toHaveLength(4)
  })

  it('takes an answer that comes right at the second attempt', async () => {
    const { result } = await firstPage(inTurn(text('<html>'), json(page(ids(1), 1))))
    expect(result).toMatchObject({ kind: 'page', statedTotal: 1 })
  })

  it('obeys RetryAfter in the body of a 429, also inside a 200', async () => {
    for (const status of [429, 200]) {
      const started = performance.now()
      const { result } = await firstPage(
        inTurn(json({ StatusCode: 429, Message: 'slow down', RetryAfter: 1 }, status), json(page([], 0))),
      )
      expect(result.kind).toBe('page')
      expect(performance.now() - started).toBeGreaterThan(950)
    }
  })

  it.each<[string, unknown, number]>([
    ['errors by field', { Errors: { Limit: ['is too large', 'is odd'] } }, 400],
    [
      'a list of errors',
      { Errors: [{ Field: 'Limit', Message: 'is too large; Limit: is odd' }], CorrelationId: 'c' },
      422,
    ],
    ['a list of errors under 400', { Errors: [{ Field: 'Limit', Message: 'is too large; Limit: is odd' }] }, 400],
    ['errors by field in the body of a 200', { StatusCode: 422, Errors: { Limit: ['is too large', 'is odd'] } }, 200],
  ])('reads validation in either shape: %s', async (_name, body, status) => {
    const { result, server } = await firstPage(json(body, status))
    const said = 'It said: Limit: is too large; Limit: is odd.'
    expect(result).toMatchObject({ kind: 'failed', cause: 'refused', message: expect.stringContaining(said) })
    expect(server.seen).toHaveLength(1)
  })

  it('does not follow a redirect and says what to check', async () => {
    const { result, server } = await firstPage((_seen, response) =>
      response.writeHead(301, { Location: `https://elsewhere.example/?key=${KEY}` }).end(),
    )
    expect(result).toMatchObject({
      cause: 'refused',
      status: 301,
      message: expect.stringContaining('redirect (301), which is not followed. Check the API Domain'),
    })
    expect(server.seen).toHaveLength(1)
  })

  it('tells a refused key, by asking other routes, from a right that one route lacks', async () => {
    const everywhere = await firstPage(json({ StatusCode: 401, Message: `Bearer ${KEY} unknown` }, 401))
    expect(everywhere.result).toMatchObject({
      cause: 'credentials',
      status: 401,
      message: expect.stringMatching(/^Incident IQ refused the API Key \(401\)\./),
    })
    expect(JSON.stringify(everywhere.result)).not.toContain(KEY)
    const here: Answer = (seen, response) =>
      (seen.url.endsWith('/search') ? json({ StatusCode: 401, Message: 'Not permitted' }, 401) : json(page([], 0)))(
        seen,
        response,
      )
    const { result } = await firstPage(here)
    expect(result).toMatchObject({
      cause: 'not-permitted',
      message: expect.stringContaining(
        'does not permit the API Key’s user to read fees and payments (401). It said: Not permitted.',
      ),
    })
  })

  it('says that it is unreachable, cancelled, or not encrypted', async () => {
    const request: PullRequest = { feed: 'locations', createdSinceOn: null, cursor: null }
    expect(await open('http://127.0.0.1:9').fetchPage(request, never)).toMatchObject({
      cause: 'unreachable',
      status: null,
      message: expect.stringContaining('refused the connection (4 attempts)'),
    })
    expect(await open('http://127.0.0.1:9').fetchPage(request, AbortSignal.abort())).toMatchObject({
      cause: 'cancelled',
    })
    expect(await open('http://demo.incidentiq.com').fetchPage(request, never)).toMatchObject({
      cause: 'refused',
      message: expect.stringContaining('not encrypted'),
    })
    expect(await open('http://127.0.0.1:9', { apiKey: 'a\nb' }).fetchPage(request, never)).toMatchObject({
      cause: 'refused',
      message: expect.stringContaining('The API Key holds'),
    })
    expect(await open('http://127.0.0.1:9', { profile: { foo: 1 } }).fetchPage(request, never)).toMatchObject({
      cause: 'refused',
      message: expect.stringContaining('profile.foo'),
    })
  })

  it('has one request in flight at a time', async () => {
    const server = await serve((seen, response) => void setTimeout(() => json(page([], 0))(seen, response), 5))
    const port = open(server.origin)
    await Promise.all(
      Array.from({ length: 5 }, () => port.fetchPage({ feed: 'users', createdSinceOn: null, cursor: null }, never)),
    )
    expect(server.inFlight.most).toBe(1)
  })
})
