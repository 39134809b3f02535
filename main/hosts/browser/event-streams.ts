import type { ServerResponse } from 'node:http'
import { forWindows } from '../../../contract/events.ts'
import type { World } from '../world/world.ts'
import { sendRefusal } from './answers.ts'
import type { HostLimits } from './host-limits.ts'

/** The open windows that listen, as Server-Sent Events. */
export interface EventStreams {
  open(response: ServerResponse): void
  close(): void
}

/** One subscription to the world, copied to every open stream. Events are hints to ask again, so a stream that lags is cut, never buffered. */
export function createEventStreams(world: World, limits: HostLimits): EventStreams {
  const streams = new Set<ServerResponse>()
  const send = (text: string) => {
    for (const stream of streams) {
      if (stream.writableLength > limits.streamLagBytes) stream.destroy()
      else stream.write(text)
    }
  }
  const unsubscribe = world.onEvent(event => send(`data: ${JSON.stringify(forWindows(event))}\n\n`))
  const heartbeat = setInterval(() => send(': still here\n\n'), limits.heartbeatMs)
  heartbeat.unref()

  return {
    open(response) {
      if (streams.size >= limits.streamsMost) {
        sendRefusal(
          response,
          503,
          'Too many Feebridge windows are open in this browser. Close some and reload this one.',
        )
        return
      }
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
      response.write('retry: 1000\n\n')
      streams.add(response)
      response.on('close', () => streams.delete(response))
    },
    close() {
      clearInterval(heartbeat)
      unsubscribe()
      for (const stream of streams) stream.end()
      streams.clear()
    },
  }
}
