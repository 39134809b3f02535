import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Reply } from './envelope.ts'
import { type Faults, type RouteName, takeFault } from './faults.ts'

const HTML_PAGE =
  '<!doctype html><html><head><title>Please wait</title></head><body><h1>The site is being serviced</h1></body></html>'

/** Sends an answer, with the faults that strike between the server and the reader. */
export async function sendReply(
  response: ServerResponse,
  reply: Reply,
  faults: Faults,
  reached: { route: RouteName; closing: AbortSignal },
): Promise<void> {
  const { route, closing } = reached
  const hasEffect = (route === 'create' || route === 'delete') && reply.status < 300
  const lost = hasEffect ? takeFault(faults, 'commitThenTimeOut', route) : null
  if (lost !== null) {
    // A hanging socket stays open until the other side gives up or the server closes.
    if (lost.mode !== 'hang') response.destroy()
    return
  }
  const isHtml = takeFault(faults, 'htmlPage', route) !== null
  const text = isHtml ? HTML_PAGE : takeFault(faults, 'malformedJson', route) ? breakJson(reply.text) : reply.text
  const body = Buffer.from(text)
  const status = isHtml ? 200 : reply.status
  response.writeHead(status, {
    ...reply.headers,
    ...(status === 204 ? {} : { 'Content-Length': body.length }),
    'Content-Type': isHtml ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
  })
  const middle = body.length >> 1
  if (body.length > 0 && takeFault(faults, 'cutMidBody', route) !== null) {
    // The socket is destroyed only after the first half is on its way, so that the reader does see a body begin.
    response.write(body.subarray(0, middle), () => response.destroy())
    return
  }
  const trickle = body.length > 0 ? takeFault(faults, 'trickle', route) : null
  if (trickle === null) {
    response.end(body)
    return
  }
  response.write(body.subarray(0, middle))
  await pause(trickle.ms, closing)
  response.end(body.subarray(middle))
}

/** Waits, or less when the server closes. */
export async function pause(ms: number, closing: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: closing }).catch((error: unknown) => {
    if (!closing.aborted) throw error
  })
}

/** Takes a closing brace away in the middle and leaves the rest, as a broken proxy does. */
function breakJson(text: string): string {
  const at = text.lastIndexOf('}', text.length >> 1)
  return at < 0 ? `${text}{` : `${text.slice(0, at)}${text.slice(at + 1)}`
}
