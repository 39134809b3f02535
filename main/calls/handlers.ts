// main/calls answers the contract's calls: one file a tab. Handlers check what a schema cannot, and leave the work to the engine and the ledger.
import type { CallInput, CallName, Calls, CallValue } from '../../contract/calls.ts'
import type { HandlerCaller } from '../engine/access.ts'
import type { Core } from '../engine/core.ts'
import { bridgeHandlers } from './bridge.ts'
import { connectionHandlers } from './connection.ts'
import { errorHandlers } from './errors.ts'
import { importHandlers } from './imports.ts'
import { ledgerHandlers } from './ledger.ts'
import { officeHandlers } from './office.ts'
import { operatorHandlers } from './operators.ts'
import { outboxHandlers } from './outbox.ts'
import { rebuildHandlers } from './rebuild.ts'
import { referenceHandlers } from './reference.ts'
import { reportHandlers } from './reports.ts'
import { runHandlers } from './runs.ts'
import { settingsHandlers } from './settings.ts'

/** The calls that change, or that need the engine's own state. */
export type ChangeName = { [Name in CallName]: Calls[Name]['access'] extends 'change' ? Name : never }[CallName]

export type Handler<Name extends CallName> = (
  core: Core,
  request: CallInput<Name>,
  caller: HandlerCaller,
) => CallValue<Name> | Promise<CallValue<Name>>

/** A handler for each of some calls. */
export type Handlers<Names extends CallName> = { [Name in Names]: Handler<Name> }

/** Every call that is not a plain read; one that lacks its handler does not compile. */
export const handlers: Handlers<ChangeName> = {
  ...bridgeHandlers,
  ...settingsHandlers,
  ...connectionHandlers,
  ...runHandlers,
  ...importHandlers,
  ...errorHandlers,
  ...referenceHandlers,
  ...rebuildHandlers,
  ...ledgerHandlers,
  ...officeHandlers,
  ...outboxHandlers,
  ...operatorHandlers,
  ...reportHandlers,
}
