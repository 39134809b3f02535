import { describe, expect, it } from 'vitest'
import { type Answer, json, type Seen, serve } from '../loopback.ts'
import { ids, never, open, page } from './open-client.ts'

describe('asking for one record', () => {
  const ask = async (answer: Answer, feed: 'line-items' | 'assets' | 'users' = 'line-items', id = 'Item-1') => {
    const server = await serve(answer)
    return { result: await open(server.origin).askFor(feed, id, never), seen: server.seen[0] as Seen }
  }

  it('W3 finds a line item by its facet, ids without case', async () => {
    const { result, seen } = await ask(json(page([{ LineItemId: 'ITEM-1', IsDeleted: false }], 1)))
    expect(result.kind === 'found' && result.record.raw).toBe('{"LineItemId":"ITEM-1","IsDeleted":false}')
    expect(JSON.parse(seen.body)).toEqual({ Skip: 0, Limit: 2, Filters: [{ Facet: 'lineitemid', Value: 'Item-1' }] })
  })

  it('W3 takes no row and a deleted row as absent', async () => {
    expect((await ask(json(page([], 0)))).result).toEqual({ kind: 'absent' })
    expect((await ask(json(page([{ LineItemId: 'Item-1', IsDeleted: true }], 1)))).result).toEqual({ kind: 'absent' })
  })

  it('P4 concludes nothing when the filter was dropped, whether or not the row is among the others', async () => {
    for (const rows of [ids(2), [{ LineItemId: 'other', IsDeleted: true }], [{ Name: 'no id' }]]) {
      const { result } = await ask(json(page(rows, 2_000)))
      expect(result).toMatchObject({
        kind: 'failed',
        cause: 'unreadable',
        message: expect.stringContaining('did not honour the filter'),
      })
    }
  })

  it('asks for users by their facet and for assets by their route', async () => {
    const user = await ask(json(page([{ UserId: 'u1', IsDeleted: true }], 1)), 'users', 'U1')
    expect(user.result.kind).toBe('found')
    expect(JSON.parse(user.seen.body)).toEqual({ Filters: [{ Facet: 'userid', Value: 'U1' }] })
    const asset = await ask(json({ Item: { AssetId: 'a/1' }, StatusCode: 200 }), 'assets', 'a/1')
    expect(asset.result.kind === 'found' && asset.result.record.raw).toBe('{"AssetId":"a/1"}')
    expect(asset.seen).toMatchObject({ method: 'GET', url: '/api/v1.0/assets/a%2F1', body: '' })
  })

  it('takes a 404 for an asset as absent, by status or in the body, and never another asset', async () => {
    expect((await ask(json({ StatusCode: 404, Message: 'none' }, 404), 'assets')).result).toEqual({ kind: 'absent' })
    expect((await ask(json({ StatusCode: 404 }), 'assets')).result).toEqual({ kind: 'absent' })
    expect((await ask(json({ Item: null }), 'assets')).result).toEqual({ kind: 'absent' })
    expect((await ask(json({ Item: { AssetId: 'other' } }), 'assets')).result).toMatchObject({
      kind: 'failed',
      cause: 'unreadable',
    })
    expect((await ask(json({ StatusCode: 403 }, 403), 'assets')).result).toMatchObject({
      kind: 'failed',
      cause: 'not-permitted',
    })
  })
})
