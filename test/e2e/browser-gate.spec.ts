import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './fixtures.ts'

test('does nothing that a page of another origin asks for', async ({ feebridgePage: page, feebridge }) => {
  const stranger = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Stranger</title>'),
  )
  await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve))
  try {
    const other = await page.context().newPage()
    await other.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`)
    const heard = await other.evaluate(async origin => {
      const post = (type: string) => ({
        method: 'POST',
        mode: 'no-cors' as const,
        credentials: 'include' as const,
        headers: { 'Content-Type': type },
        body: '{"until":60}',
      })
      await fetch(`${origin}/call/bridge.pause`, post('text/plain')).catch(() => null)
      await fetch(`${origin}/call/bridge.pause`, { ...post('application/json'), mode: 'cors' }).catch(() => null)
      return new Promise<string>(resolve => {
        const events = new EventSource(`${origin}/events`, { withCredentials: true })
        events.onopen = () => resolve('opened')
        events.onerror = () => resolve('refused')
      })
    }, feebridge.origin)
    expect(heard).toBe('refused')
    await page.reload()
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  } finally {
    stranger.close()
  }
})
