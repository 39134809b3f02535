import { z } from 'zod'
import type { Reply } from '../../../contract/app-error.ts'
import { type CallName, type CallRequest, calls } from '../../../contract/calls.ts'
import type { Caller, Engine } from '../engine.ts'
import { accountName } from './account-name.ts'
import type { Channel, EventMessage, ReplyMessage } from './protocol.ts'

/** Who asks, as another process may say it. Its account is not asked for: whoever reaches this engine has the account that the engine runs under. */
const saidCaller = z.object({
  host: z.enum(['desktop', 'browser', 'terminal']),
  as: z.strictObject({ operator: z.string().max(200), pin: z.string().max(200) }).optional(),
  session: z.string().max(200).optional(),
  itself: z.literal(true).optional(),
})
const callMessage = z.object({ id: z.int(), name: z.string().max(64), request: z.unknown(), caller: saidCaller })

/** One channel being served. */
export interface ServedChannel {
  /** Takes a message that came over the channel: checks it, asks the engine, sends the reply. */
  receive(value: unknown): void
  /** Resolves when every call that has arrived so far is answered. */
  idle(): Promise<void>
  /** Stops sending events; the channel itself is the caller's to close. */
  stop(): void
}

/** Where bugs are told: the caller of the engine gets a sentence, the stack goes here. */
export type TellBug = (error: unknown) => void

/** Who is at the other end: the host that started this engine and acts in nobody's name too, or another command. */
export type OtherEnd = 'parent' | 'command'

/** Answers the calls of one channel with the engine and sends it the engine's events, until {@link ServedChannel.stop}. */
export function serveChannel(engine: Engine, channel: Channel, from: OtherEnd, tellBug: TellBug): ServedChannel {
  const underWay = new Set<Promise<void>>()
  const unsubscribe = engine.subscribe(event => {
    channel.send({ event } satisfies EventMessage)
  })

  return {
    receive(value) {
      const parsed = callMessage.safeParse(value)
      if (!parsed.success) {
        channel.send({
          id: idOf(value),
          reply: refusal('The message is not a call of this version of Feebridge.'),
        } satisfies ReplyMessage)
        return
      }
      const answered: Promise<void> = answer(engine, parsed.data, callerOf(parsed.data.caller, from), tellBug)
        .then(reply => {
          if (channel.send({ id: parsed.data.id, reply } satisfies ReplyMessage) === 'too-large')
            channel.send({ id: parsed.data.id, reply: ANSWER_TOO_LARGE } satisfies ReplyMessage)
        })
        .finally(() => underWay.delete(answered))
      underWay.add(answered)
    },
    async idle() {
      await Promise.all(underWay)
    },
    stop: unsubscribe,
  }
}

const ANSWER_TOO_LARGE = refusal('The answer is too large for one reply. Ask for fewer rows with --limit.')

function callerOf({ host, as, session, itself }: z.infer<typeof saidCaller>, from: OtherEnd): Caller {
  return {
    host,
    operator: accountName(),
    ...(as === undefined ? {} : { as }),
    ...(session === undefined ? {} : { session }),
    ...(itself === true && from === 'parent' ? { itself } : {}),
  }
}

async function answer(
  engine: Engine,
  message: z.infer<typeof callMessage>,
  caller: Caller,
  tellBug: TellBug,
): Promise<Reply<unknown>> {
  if (!isCallName(message.name))
    return refusal(`"${message.name.slice(0, 64)}" is not a call of this version of Feebridge.`)
  try {
    // The engine parses every request by its schema before it uses it; here it is still what the other process sent.
    return await engine.call(message.name, message.request as CallRequest<CallName>, caller)
  } catch (error) {
    tellBug(error)
    return {
      ok: false,
      error: {
        code: 'failed',
        message: 'Feebridge met an error of its own and did not carry this out. The log has the details.',
      },
    }
  }
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name)
}

function refusal(message: string): Reply<never> {
  return { ok: false, error: { code: 'bad-request', message } }
}

function idOf(value: unknown): number {
  const parsed = z.object({ id: z.int() }).safeParse(value)
  return parsed.success ? parsed.data.id : 0
}
