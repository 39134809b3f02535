import type { Reply } from '../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import type { Caller } from '../../main/engine/engine.ts'
import type { District } from './district.ts'

/** One person of the office, who asks by their own computer account. */
export interface Hand {
  ask<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<Reply<CallValue<Name>>>
  /** The code of the refusal, or `ok`. */
  outcome<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<string>
  caller: Caller
}

/** Whoever asks as this caller says. */
export function handOf(district: District, caller: Caller): Hand {
  const ask: Hand['ask'] = (name, request) => district.engine().call(name, request, caller)
  return {
    ask,
    caller,
    async outcome(name, request) {
      const reply = await ask(name, request)
      return reply.ok ? 'ok' : reply.error.code
    },
  }
}

/** Adds an operator with a computer account of the same name, and gives their hands. */
export async function hire(
  district: District,
  name: string,
  more: { role: string; pin?: string; locations?: string[] },
): Promise<Hand> {
  await district.call('operators.add', { name, osAccount: name.toLowerCase(), ...more })
  return handOf(district, { host: 'terminal', operator: name.toLowerCase() })
}
