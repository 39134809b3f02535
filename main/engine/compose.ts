// main/engine is the bridge itself, a process of its own and the only writer of the ledger: it runs tasks, keeps the schedule and answers the hosts.
// It imports nothing of Electron. This file puts it together, for every host and every test, and is the only place that knows all its parts.
import { existsSync, rmSync } from 'node:fs'
import { Refusal, type Reply } from '../../contract/app-error.ts'
import type { EngineEvent } from '../../contract/events.ts'
import { LIMITS } from '../../contract/limits.ts'
import { handlers } from '../calls/handlers.ts'
import type { Log, Secrets } from '../domain/ports.ts'
import { backUpLedger } from '../ledger/backup.ts'
import { openJournal } from '../ledger/journal.ts'
import { assembleLedger, type Ledger } from '../ledger/ledger.ts'
import { lockDataFolder } from '../ledger/lock.ts'
import { migrateLedger } from '../ledger/migrate.ts'
import { openWriter } from '../ledger/open.ts'
import type { HttpFetch } from '../systems/exchange.ts'
import { Access } from './access.ts'
import { openClock, uuidIds } from './clock.ts'
import type { Core } from './core.ts'
import { type DataFolder, dataFolderAt, makeDataFolder } from './data-folder.ts'
import { type ChangeHandlers, dispatch, sayFailure } from './dispatch.ts'
import type { EngineOptions, OpenedEngine } from './engine.ts'
import { fillJournal } from './fill-journal.ts'
import { startIndexer } from './indexer.ts'
import { openFileLog } from './log.ts'
import { Push } from './push.ts'
import { openInlineReader, openThreadReader } from './reader.ts'
import { openRebuildJob } from './rebuild.ts'
import { nowOf } from './run-context.ts'
import { openRunningExports } from './running-exports.ts'
import { startScheduler } from './scheduler.ts'
import { openSecretsFile } from './secrets-file.ts'
import { readIiq } from './settings-store.ts'
import { isOnLoopback, openSystems } from './systems.ts'
import { openTaskRunner } from './task-runner.ts'

/** What a host gives in place of the engine's own network and key file. */
export interface EnginePorts {
  fetch?: HttpFetch
  secrets?: Secrets
}

/**
 * Opens the engine on a data folder: lock, migrate (with a verified backup before), mark what a crash left open, and start what its role needs.
 * Refused in a sentence: no ledger there, another process holds it, a newer ledger, a folder that cannot be written.
 */
export async function openEngine(options: EngineOptions, ports: EnginePorts = {}): Promise<Reply<OpenedEngine>> {
  const folder = dataFolderAt(options.dataDir)
  // Everything that this process makes from here on is its owner's alone (F1): the ledger, its index, logs, backups and workbooks.
  process.umask(0o077)
  try {
    if (!options.create && !existsSync(folder.ledger)) {
      throw new Refusal(
        'not-set-up',
        `There is no Feebridge ledger in ${folder.dir}. Import the settings first: feebridge settings import FILE --data ${folder.dir}`,
      )
    }
    makeDataFolder(folder)
    const lock = lockDataFolder(folder.dir)
    if (lock === null)
      throw new Refusal(
        'busy',
        `Another Feebridge is using ${folder.dir}. Close it, or wait until its command has ended.`,
      )
    try {
      return { ok: true, value: await start(options, ports, { folder, release: lock.release }) }
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.appError }
    if (existsSync(folder.dir))
      openFileLog(folder.dir).error('The engine could not be opened.', {
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    return { ok: false, error: { code: 'failed', message: sayFailure(error) } }
  }
}

async function start(
  options: EngineOptions,
  ports: EnginePorts,
  { folder, release }: { folder: DataFolder; release: () => void },
): Promise<OpenedEngine> {
  const log = openFileLog(folder.dir)
  const clock = openClock(options.startNowMs)
  rmSync(folder.scratch, { recursive: true, force: true })
  const ledger = await openLedger(folder, clock)
  checkClock(ledger, options)
  const files = { ledgerFile: folder.ledger, searchFile: folder.search, log }
  const isServing = options.role === 'serve'
  const systems = openSystems(clock, log, ports.fetch)
  const listeners = new Set<(event: EngineEvent) => void>()
  const emit = tellAll(listeners, log)
  const core = assembleCore({
    folder,
    ledger,
    journal: openJournal(folder.journal),
    clock,
    ids: uuidIds,
    log,
    secrets: ports.secrets ?? openSecretsFile(folder.secrets),
    reader: isServing ? openThreadReader(files) : openInlineReader(files),
    systems,
    delivers: isServing,
    emit,
  })
  wakeUp(core)
  const indexer = isServing ? startIndexer(files) : null
  if (indexer !== null) listeners.add(event => (event.kind === 'run-closed' ? indexer.poke() : undefined))
  const scheduler = isServing ? startScheduler(core) : null
  let closing: Promise<void> | null = null
  const close = async () => {
    scheduler?.stop()
    await core.runner.stop()
    if (!isServing) await core.push.linger(LIMITS.commandLingersMs)
    const pushed = core.push.stop()
    // A command does not wait for an answer that does not come: what is under way then is unknown, and is looked up.
    if (!isServing) await systems.close()
    await pushed
    await core.rebuild.stop()
    await indexer?.close()
    await core.reader.close()
    await systems.close()
    core.journal.close()
    ledger.close()
    release()
  }
  return {
    async call(name, request, caller) {
      if (closing !== null) return { ok: false, error: { code: 'closed', message: 'Feebridge is closing.' } }
      const reply = await dispatch(core, handlers as ChangeHandlers, { name, request }, caller)
      return reply as never
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    power(event) {
      log.info('The computer sleeps or wakes.', { power: event })
      if (event === 'resumed' && closing === null) scheduler?.tick()
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}

/** What an engine is put together from. */
export type CoreParts = Pick<
  Core,
  'folder' | 'ledger' | 'journal' | 'clock' | 'ids' | 'log' | 'secrets' | 'reader' | 'delivers' | 'emit'
> & { systems: ReturnType<typeof openSystems> }

/** Puts the engine's parts together: the same for every host, and for tests that bring a clock, a ledger or a network of their own. */
export function assembleCore({ systems, ...parts }: CoreParts): Core {
  const core: Core = {
    ...parts,
    iiq: setup => systems.iiq(setup),
    tryIiq: (settings, timeZone) => systems.tryIiq(settings, timeZone),
    openedIiq: () => systems.opened(),
    runner: openTaskRunner(() => core),
    access: new Access(() => core),
    push: new Push(() => core),
    rebuild: openRebuildJob(() => core),
    exports: openRunningExports(),
    changed: (...topics) => {
      parts.emit({ kind: 'changed', topics })
      if (topics.includes('settings')) core.push.tryKeyAgain()
      else if (topics.includes('tasks') || topics.includes('reference')) core.push.weigh()
    },
  }
  return core
}

/** Sets right what the last stop left behind, and lets what is owed go on. */
export function wakeUp(core: Core): void {
  const { ledger, log } = core
  const interrupted = ledger.transact(() => ledger.runs.interruptLeftovers(nowOf(core)))
  if (interrupted > 0) log.warn('A run was interrupted by the last stop.', { runs: interrupted })
  fillJournal(core)
  if (core.delivers) core.push.weigh()
}

async function openLedger(folder: DataFolder, clock: ReturnType<typeof openClock>): Promise<Ledger> {
  const db = openWriter(folder.ledger)
  try {
    const result = await migrateLedger(db, async () => {
      const backup = await backUpLedger(db, folder.backups, nowOf({ clock }))
      if (backup.kind === 'failed')
        throw new Refusal(
          'failed',
          `The ledger must be brought up to this version, and the backup before that failed. ${backup.message}`,
        )
    })
    if (result.kind === 'newer') {
      throw new Refusal(
        'refused',
        `This ledger was written by a newer Feebridge (file version ${result.version}; this one knows ${result.known}). Install that version; nothing was changed.`,
      )
    }
    if (result.kind === 'foreign')
      throw new Refusal(
        'refused',
        `${folder.ledger} is not a Feebridge ledger. Choose another data folder; nothing was changed.`,
      )
    return assembleLedger(db, folder.ledger, uuidIds, clock)
  } catch (error) {
    db.close()
    throw error
  }
}

/** A clock of one's own is for trying things out: never where a real system would hear of it. */
function checkClock(ledger: Ledger, options: EngineOptions): void {
  if (options.startNowMs === undefined) return
  const iiq = readIiq(ledger)
  if (iiq === null || isOnLoopback(iiq)) return
  ledger.close()
  throw new Refusal(
    'refused',
    '--now works only while every configured system is on loopback; Incident IQ is not.',
    'now',
  )
}

function tellAll(listeners: Set<(event: EngineEvent) => void>, log: Log): (event: EngineEvent) => void {
  return event => {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        // One window that cannot hear must not keep the others, or the run, from going on.
        log.warn('A listener failed.', { error: error instanceof Error ? error.message : String(error) })
      }
    }
  }
}
