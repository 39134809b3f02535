import { type AppError, Refusal, type Reply } from '../../contract/app-error.ts'
import { type CallName, calls } from '../../contract/calls.ts'
import { sayIssues } from '../../contract/say-issues.ts'
import { SecretsUnreadable } from '../domain/ports.ts'
import type { ViewName } from '../ledger/views/view.ts'
import { type HandlerCaller, plainCaller, requirePermission } from './access.ts'
import { BY_HANDLER, CALL_PERMISSIONS } from './call-permissions.ts'
import type { Core } from './core.ts'
import type { Caller } from './engine.ts'
import { timeZoneOf } from './settings-store.ts'

/** What answers the calls that are not plain reads; given by compose.ts, so that the engine does not know its own callers. */
export type ChangeHandlers = Record<string, (core: Core, request: never, caller: HandlerCaller) => unknown>

/** Answers one call: the request is unknown until it is parsed here, for every host alike. Never rejects. */
export async function dispatch(
  core: Core,
  handlers: ChangeHandlers,
  call: { name: string; request: unknown },
  caller: Caller,
): Promise<Reply<unknown>> {
  const { name, request } = call
  if (!Object.hasOwn(calls, name)) return refuse({ code: 'not-found', message: `There is no call named ${name}.` })
  const spec = calls[name as CallName]
  const parsed = spec.request.safeParse(request)
  if (!parsed.success) {
    const { message, field } = sayIssues(parsed.error, request)
    return refuse({ code: 'bad-request', message, field })
  }
  try {
    const known = await core.access.identify(name as CallName, caller)
    if (spec.access === 'read') {
      const moment = { nowMs: core.clock.nowMs(), timeZone: timeZoneOf(core.ledger) }
      return { ok: true, value: await core.reader.query(name as ViewName, parsed.data as never, moment) }
    }
    const handler = handlers[name]
    if (handler === undefined) throw new Error(`The call ${name} has no handler.`)
    const needed = CALL_PERMISSIONS[name as Exclude<CallName, ViewName>]
    if (known !== null && needed !== null && needed !== BY_HANDLER) requirePermission(known.grant, needed)
    return { ok: true, value: await handler(core, parsed.data as never, known ?? plainCaller(caller)) }
  } catch (error) {
    return refuse(errorOf(core, name, error))
  }
}

function refuse(error: AppError): Reply<never> {
  return { ok: false, error }
}

function errorOf(core: Core, name: string, error: unknown): AppError {
  if (error instanceof Refusal) return error.appError
  if (error instanceof SecretsUnreadable) return { code: 'secrets-unreadable', message: error.message }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  core.log.error('A call failed.', { call: name, error: detail })
  return { code: 'failed', message: sayFailure(error) }
}

/** What a lost resource means for the clerk; the log has the rest. */
export function sayFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return 'The disk is full. Nothing was half written; free some space and try again.'
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return 'The ledger file is damaged. Stop, and restore the last backup.'
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return 'The data folder cannot be used: a part of its path is a file. Choose another one.'
  if (code === 'EACCES' || code === 'EPERM' || code === 'SQLITE_READONLY')
    return 'Feebridge may not write to its data folder. Check who owns it.'
  return 'Something failed inside Feebridge. Nothing was half written; the log in the data folder has the details.'
}
