import type { CallName, CallRequest, CallValue } from '../../../contract/calls.ts'
import type { CommandInput } from './command-input.ts'
import type { Handler } from './command-spec.ts'
import { EXIT } from './exit-codes.ts'
import { type Reach, withLedger } from './ledger-session.ts'

/** What a command of one call needs: the request from what was typed, and the reply as people read it. */
interface Calling<Name extends CallName> {
  request: (input: CommandInput) => CallRequest<Name>
  words: (value: CallValue<Name>, input: CommandInput) => string
  /** The document of `--json` where it is not the reply as it came. */
  result?: (value: CallValue<Name>) => unknown
  reach?: Reach
}

/** Makes the handler of a command that is one call of the contract: ask, print, done. */
export function calling<Name extends CallName>(name: Name, { request, words, result, reach }: Calling<Name>): Handler {
  return (input, output) =>
    withLedger({ input, output, ...(reach === undefined ? {} : { reach }) }, async ledger => {
      const reply = await ledger.call(name, request(input))
      if (!reply.ok) return output.refuse(reply.error)
      output.result(result === undefined ? reply.value : result(reply.value), () => words(reply.value, input))
      return EXIT.succeeded
    })
}
