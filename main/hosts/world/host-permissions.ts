import type { AppError } from '../../../contract/app-error.ts'
import type { HostCallName } from '../../../contract/host-calls.ts'
import { type Permission, sayLacking } from '../../../contract/permissions.ts'
import type { Caller } from '../../engine/engine.ts'
import type { World } from './world.ts'

/** Who may make a call that the host answers itself: anybody at the window, any operator, or one with a permission. A call without its line does not compile (F2). */
const NEEDS: Record<HostCallName, 'anybody' | 'operator' | Permission> = {
  'host.show': 'anybody',
  'host.prefer': 'anybody',
  'host.checkUpdates': 'anybody',
  'files.exportTransactions': 'export',
  'files.exportList': 'export',
  // As in the engine: a receipt belongs to whoever paid.
  'files.receipt': 'operator',
  'files.statement': 'export',
  'files.openWorkbook': 'export',
  'files.reveal': 'operator',
  'ledger.setUp': 'settings.change',
  'ledger.open': 'operator',
  'practice.show': 'operator',
  'practice.play': 'operator',
  'practice.throwAway': 'settings.change',
}

/** Why the caller may not make this host call, or null. The engine says who it is and what it may do. */
export async function whyNotAllowed(world: World, name: HostCallName, caller: Caller): Promise<AppError | null> {
  const needed = NEEDS[name]
  if (needed === 'anybody') return null
  const me = await world.engine.call('operators.me', {}, caller)
  // An engine that does not start must not keep the account's own window from opening another ledger; a signed-in one waits.
  if (!me.ok) return me.error.code === 'closed' && caller.session === undefined ? null : me.error
  const { operator, permissions } = me.value
  if (operator === null)
    return { code: 'signed-out', message: 'Nobody is signed in at this window. Sign in with your PIN.' }
  if (needed === 'operator' || permissions.includes(needed)) return null
  return { code: 'not-permitted', message: sayLacking(operator, needed) }
}
