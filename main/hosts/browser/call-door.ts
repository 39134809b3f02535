import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Reply } from '../../../contract/app-error.ts'
import type { CallName } from '../../../contract/calls.ts'
import { type HostCallName, isWindowCall } from '../../../contract/host-calls.ts'
import { LIMITS } from '../../../contract/limits.ts'
import type { Log } from '../../domain/ports.ts'
import { answerWindowCall } from '../world/answer-window-call.ts'
import type { Doors } from '../world/doors.ts'
import type { Seat } from '../world/seat.ts'
import type { World } from '../world/world.ts'
import { sendRefusal, sendReply } from './answers.ts'

/** What reading a request's body gives. */
type Body = { kind: 'json'; value: unknown } | { kind: 'refused'; status: number; message: string } | { kind: 'gone' }

/** Who answers calls, and whose window asks. */
export interface CallDoor {
  world: World
  doors: Doors
  seat: Seat
  log: Log
}

/** Carries one `POST /call/<name>` to the engine or the host. The request is parsed there by its schema; here it only has to be JSON of a decent size. */
export async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  door: CallDoor,
): Promise<void> {
  if (!isWindowCall(name)) return sendRefusal(response, 404, `Feebridge has no call named "${name.slice(0, 60)}".`)
  const body = await readJson(request)
  if (body.kind === 'gone') return
  if (body.kind === 'refused') {
    // The rest of the body is not worth reading: the connection ends with the answer.
    response.setHeader('Connection', 'close')
    return sendRefusal(response, body.status, body.message)
  }
  sendReply(response, 200, await ask(name, body.value, door))
}

async function ask(name: CallName | HostCallName, value: unknown, door: CallDoor): Promise<Reply<unknown>> {
  try {
    return await answerWindowCall(door, { name, request: value })
  } catch (error) {
    door.log.error('A call from the browser failed', {
      call: name,
      reason: error instanceof Error ? error.message : 'unknown',
    })
    return {
      ok: false,
      error: {
        code: 'failed',
        message:
          'Feebridge could not carry this out because of a fault of its own. Try again; if it stays, send the log to whoever supports you.',
      },
    }
  }
}

async function readJson(request: IncomingMessage): Promise<Body> {
  if (!/^application\/json(\s*;\s*charset="?utf-8"?)?$/i.test(request.headers['content-type'] ?? '')) {
    return { kind: 'refused', status: 415, message: 'A call must be sent as application/json.' }
  }
  const tooLarge: Body = { kind: 'refused', status: 413, message: 'The request is too large for Feebridge.' }
  if (Number(request.headers['content-length'] ?? 0) > LIMITS.callBytes) return tooLarge
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > LIMITS.callBytes) return tooLarge
      chunks.push(chunk)
    }
  } catch (error) {
    // The client cut the connection or was too slow: nobody is left to answer.
    if (request.destroyed) return { kind: 'gone' }
    throw error
  }
  return parseJson(Buffer.concat(chunks))
}

function parseJson(bytes: Buffer): Body {
  try {
    return { kind: 'json', value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError)
      return { kind: 'refused', status: 400, message: 'The request is not readable JSON.' }
    throw error
  }
}
