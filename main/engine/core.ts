import type { EngineEvent, Topic } from '../../contract/events.ts'
import type { Clock, Ids, Log, Secrets } from '../domain/ports.ts'
import type { SystemPort } from '../domain/system.ts'
import type { openJournal } from '../ledger/journal.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Access } from './access.ts'
import type { DataFolder } from './data-folder.ts'
import type { Push } from './push.ts'
import type { Reader } from './reader.ts'
import type { Rebuild } from './rebuild.ts'
import type { RunningExports } from './running-exports.ts'
import type { IiqSetup } from './settings-store.ts'
import type { TaskRunner } from './task-runner.ts'

/** What the engine's parts share: put together once in compose.ts, for every host and every test. */
export interface Core {
  folder: DataFolder
  ledger: Ledger
  journal: ReturnType<typeof openJournal>
  clock: Clock
  ids: Ids
  log: Log
  secrets: Secrets
  reader: Reader
  /** The open way to Incident IQ for these settings; kept between runs, because its circuit is. */
  iiq(setup: IiqSetup): SystemPort
  /** A way of its own for settings that are only tried; whoever asks for it closes it. */
  tryIiq(settings: IiqSetup['iiq'], timeZone: string): SystemPort
  /** The way to Incident IQ if one is open already. */
  openedIiq(): SystemPort | null
  runner: TaskRunner
  /** Who asks, and what they may do. */
  access: Access
  /** Sends what is owed. */
  push: Push
  /** True where the engine stays and sends by itself whatever may go; a command sends only when something is entered or decided in it. */
  delivers: boolean
  rebuild: Rebuild
  /** Workbooks that are being written now. */
  exports: RunningExports
  emit(event: EngineEvent): void
  changed(...topics: Topic[]): void
}
