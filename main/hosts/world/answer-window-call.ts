import type { Reply } from '../../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../../contract/calls.ts'
import { type HostCallName, isHostCall } from '../../../contract/host-calls.ts'
import { answerHostCall } from './answer-host-call.ts'
import type { Doors } from './doors.ts'
import type { Seat } from './seat.ts'
import type { World } from './world.ts'

/**
 * Carries one call of a window to the engine or the host. Who asks is the window's seat, never anything that the page sent; the session of a sign-in stays
 * in the seat.
 */
export async function answerWindowCall(
  { world, doors, seat }: { world: World; doors: Doors; seat: Seat },
  { name, request }: { name: CallName | HostCallName; request: unknown },
): Promise<Reply<unknown>> {
  const ledgerKey = world.ledgerKey()
  const caller = seat.callerAt(ledgerKey)
  if (isHostCall(name)) return answerHostCall({ world, doors }, { name, request }, caller)
  if (namesFile(request)) return NO_FILE
  // Unknown until the engine parses it: the contract's schema for this name judges the value there.
  const reply = await world.engine.call(name, request as CallRequest<CallName>, caller)
  if (!reply.ok) return reply
  if (name === 'operators.signOut') seat.lock(ledgerKey)
  if (name !== 'operators.signIn') return reply
  const { session, ...shown } = reply.value as CallValue<'operators.signIn'>
  seat.signIn(ledgerKey, session)
  return { ok: true, value: shown }
}

/** Where files go is said by the host (a dialog, a download), never by a page: it could name any file of this account. */
const NO_FILE: Reply<never> = {
  ok: false,
  error: {
    code: 'bad-request',
    message: 'A window does not say where files of this computer go. Export from its tab.',
  },
}

function namesFile(request: unknown): boolean {
  return typeof request === 'object' && request !== null && ('outFile' in request || 'outDir' in request)
}
