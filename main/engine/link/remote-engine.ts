import type { Reply } from '../../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../../contract/calls.ts'
import type { EngineEvent } from '../../../contract/events.ts'
import { LIMITS } from '../../../contract/limits.ts'
import type { Caller, Engine } from '../engine.ts'
import { type CallMessage, type Channel, has } from './protocol.ts'

/** What a call answers when the engine behind it has gone. */
export const CLOSED: Reply<never> = {
  ok: false,
  error: {
    code: 'closed',
    message: 'The engine is not running: it has stopped or is being restarted. Try again in a moment.',
  },
}

const TOO_LARGE: Reply<never> = {
  ok: false,
  error: {
    code: 'bad-request',
    message: `The request is larger than ${LIMITS.callBytes / 1024 / 1024} MiB. Send fewer items at once.`,
  },
}

/** An engine at the other end of a channel. `gone` resolves when the channel closes, from whichever side. */
export interface RemoteEngine extends Engine {
  gone: Promise<void>
}

/**
 * Makes an {@link Engine} of a channel: many calls at once, each answered by its id. When the channel closes, calls under way answer `closed`.
 * `other` receives messages that are neither replies nor events (a child's word that it has opened).
 */
export function remoteEngine(channel: Channel, other?: (message: unknown) => void): RemoteEngine {
  const waiting = new Map<number, (reply: Reply<unknown>) => void>()
  const listeners = new Set<(event: EngineEvent) => void>()
  const { promise: gone, resolve: nowGone } = Promise.withResolvers<void>()
  let lastId = 0

  channel.listen({
    message(value) {
      if (has(value, 'reply') && has(value, 'id') && typeof value.id === 'number') {
        // The engine's own reply, trusted as the contract's type: both ends of the channel are Feebridge of one protocol.
        waiting.get(value.id)?.(value.reply as Reply<unknown>)
        waiting.delete(value.id)
      } else if (has(value, 'event')) {
        for (const listener of listeners) listener(value.event as EngineEvent)
      } else {
        other?.(value)
      }
    },
    closed() {
      for (const answer of waiting.values()) answer(CLOSED)
      waiting.clear()
      nowGone()
    },
  })

  return {
    gone,
    async call<Name extends CallName>(
      name: Name,
      request: CallRequest<Name>,
      caller: Caller,
    ): Promise<Reply<CallValue<Name>>> {
      lastId += 1
      const message: CallMessage = { id: lastId, name, request, caller }
      const { promise, resolve } = Promise.withResolvers<Reply<unknown>>()
      waiting.set(message.id, resolve)
      const sent = channel.send(message)
      if (sent !== 'sent') {
        waiting.delete(message.id)
        return sent === 'closed' ? CLOSED : TOO_LARGE
      }
      return (await promise) as Reply<CallValue<Name>>
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await channel.close()
    },
  }
}
