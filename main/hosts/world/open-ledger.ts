import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppError, Reply } from '../../../contract/app-error.ts'
import type { LedgerKind } from '../../../contract/host-calls.ts'
import type { SettingsView } from '../../../contract/settings.ts'
import type { Caller } from '../../engine/engine.ts'
import type { ForkOptions, SupervisedEngine } from '../../engine/link/supervise-engine.ts'
import { forkWhenFree } from './fork-when-free.ts'
import { markAsPractice, openPracticeWorld, type PracticeWorld } from './practice-world.ts'

/** A ledger that is open, with the practice district beside it where it is one that this host runs. */
export interface OpenLedger {
  kind: LedgerKind
  dataFolder: string
  engine: SupervisedEngine
  practice: PracticeWorld | null
}

/** How ledgers are opened: in whose name, and with which process. */
export interface Opening {
  caller: Caller
  forkWith: (ledger: LedgerKind) => Omit<ForkOptions, 'dataDir' | 'create'>
}

/** Opens a folder that holds a district's own, set-up ledger; null when it holds none, one without settings, or practice data. */
export async function openOwn(dataFolder: string, opening: Opening): Promise<Reply<OpenLedger | null>> {
  if (!hasLedger(dataFolder)) return { ok: true, value: null }
  const forked = await forkWhenFree({ ...opening.forkWith('own'), dataDir: dataFolder })
  if (!forked.ok) return forked.error.code === 'not-set-up' ? { ok: true, value: null } : forked
  const engine = forked.value
  const settings = await engine.call('settings.show', {}, opening.caller)
  if (settings.ok && isSetUp(settings.value) && !settings.value.practice)
    return { ok: true, value: { kind: 'own', dataFolder, engine, practice: null } }
  await engine.close()
  return settings.ok ? { ok: true, value: null } : settings
}

/** Opens the folder that a command named and nothing else: never quietly turned into practice, and not served without settings. */
export async function openNamed(dataFolder: string, opening: Opening): Promise<Reply<OpenLedger>> {
  const forked = await forkWhenFree({ ...opening.forkWith('own'), dataDir: dataFolder })
  if (!forked.ok) return forked
  const engine = forked.value
  const settings = await engine.call('settings.show', {}, opening.caller)
  if (settings.ok && isSetUp(settings.value)) {
    const kind = settings.value.practice ? 'practice' : 'own'
    return { ok: true, value: { kind, dataFolder, engine, practice: null } }
  }
  await engine.close()
  if (!settings.ok) return settings
  return refuse({
    code: 'not-set-up',
    message: `The data folder ${dataFolder} has no settings yet, so there is nothing to serve. Import them with "feebridge settings import FILE --data ${dataFolder}", or run "npm start" for the practice district.`,
  })
}

/** Opens a practice folder, made where it is not there: the engine, the practice district, and the settings that connect the two. */
export async function openPractice(dataFolder: string, opening: Opening): Promise<Reply<OpenLedger>> {
  if (!hasLedger(dataFolder)) await markAsPractice(dataFolder)
  // The engine first: its lock says that no other process runs this folder's district.
  const forked = await forkWhenFree({ ...opening.forkWith('practice'), dataDir: dataFolder, create: true })
  if (!forked.ok) return forked
  const engine = forked.value
  const closeAfter = async (error: AppError): Promise<Reply<never>> => {
    await engine.close()
    return refuse(error)
  }
  const settings = await engine.call('settings.show', {}, opening.caller)
  if (!settings.ok) return closeAfter(settings.error)
  if (isSetUp(settings.value) && !settings.value.practice)
    return closeAfter({
      code: 'refused',
      message: `${dataFolder} holds a district's own data; the practice district goes into another folder. Name one with --data.`,
    })
  const practice = await openPracticeWorld(dataFolder)
  const file = fileToImport(settings.value, practice)
  if (file !== null) {
    const imported = await engine.call('settings.import', { file, practice: true }, opening.caller)
    if (!imported.ok) {
      await practice.close()
      return closeAfter(imported.error)
    }
  }
  return { ok: true, value: { kind: 'practice', dataFolder, engine, practice } }
}

export async function closeLedger(open: OpenLedger): Promise<void> {
  await open.engine.close()
  await open.practice?.close()
}

export function hasLedger(dataFolder: string): boolean {
  return existsSync(join(dataFolder, 'ledger.db'))
}

export function isSetUp(settings: SettingsView): boolean {
  return settings.district !== null && settings.systems.iiq !== null
}

/**
 * All settings of a new practice district; of a known one its new address with its key, so that what the clerk has set stays; null when nothing
 * changed.
 */
function fileToImport(known: SettingsView, practice: PracticeWorld): unknown {
  if (known.systems.iiq === null || !isSetUp(known)) return practice.settings
  const { baseUrl, apiKey } = practice.settings.systems.iiq
  if (known.systems.iiq.baseUrl === baseUrl) return null
  const { hasApiKey: _, ...iiq } = known.systems.iiq
  return { systems: { iiq: { ...iiq, baseUrl, apiKey } } }
}

function refuse(error: AppError): Reply<never> {
  return { ok: false, error }
}
