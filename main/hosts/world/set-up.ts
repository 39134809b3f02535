import { existsSync } from 'node:fs'
import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppError, Reply } from '../../../contract/app-error.ts'
import { sayIssues } from '../../../contract/say-issues.ts'
import { type SettingsFile, type SettingsView, settingsFile } from '../../../contract/settings.ts'
import type { Caller } from '../../engine/engine.ts'
import type { SupervisedEngine } from '../../engine/link/supervise-engine.ts'
import { forkWhenFree } from './fork-when-free.ts'
import { isSetUp, type Opening, type OpenLedger } from './open-ledger.ts'

/** What a set-up gives: the new ledger, open, and what the import said. */
interface SetUpLedger {
  open: OpenLedger
  settings: SettingsView
  notes: string[]
}

/** Makes the district's own ledger with these settings. Whatever refuses them, nothing of it is left behind: neither a ledger nor a key. */
export async function setUpOwn(
  dataFolder: string,
  file: unknown,
  opening: Opening & { operator: Caller },
): Promise<Reply<SetUpLedger>> {
  const parsed = settingsFile.safeParse(file)
  if (!parsed.success) return refuse({ code: 'bad-request', ...sayIssues(parsed.error, file) })
  const missing = whatIsMissing(parsed.data)
  if (missing !== null) return refuse(missing)
  const before = await namesIn(dataFolder)
  const forked = await forkWhenFree({ ...opening.forkWith('own'), dataDir: dataFolder, create: true })
  if (!forked.ok) {
    // Another process that holds the ledger owns what is there now.
    if (forked.error.code !== 'busy') await removeWhatWasMade(dataFolder, before)
    return forked
  }
  const engine = forked.value
  const imported = await importInto(engine, file, opening)
  if (imported.ok)
    return { ok: true, value: { open: { kind: 'own', dataFolder, engine, practice: null }, ...imported.value } }
  await engine.close()
  await removeWhatWasMade(dataFolder, before)
  return imported
}

async function importInto(
  engine: SupervisedEngine,
  file: unknown,
  { caller, operator }: Opening & { operator: Caller },
): Promise<Reply<{ settings: SettingsView; notes: string[] }>> {
  const known = await engine.call('settings.show', {}, caller)
  if (!known.ok) return known
  const { dataFolder } = known.value
  if (known.value.practice)
    return refuse({
      code: 'refused',
      message: `${dataFolder} holds practice data, so your district cannot be set up there. Move that folder away and try again.`,
    })
  if (isSetUp(known.value))
    return refuse({
      code: 'refused',
      message: `A district is set up in ${dataFolder} already. Open it, and change its settings in Settings.`,
    })
  return engine.call('settings.import', { file }, operator)
}

/** A part that a settings file may leave out, and a set-up may not. */
function whatIsMissing(file: SettingsFile): AppError | null {
  const missing = (field: string, what: string): AppError => ({
    code: 'bad-request',
    message: `${what} Nothing was set up.`,
    field,
  })
  if (file.district === undefined) return missing('district', 'The district is missing: its name and time zone.')
  if (file.systems?.iiq === undefined) return missing('systems.iiq', 'The settings of Incident IQ are missing.')
  if (file.systems.iiq.apiKey === undefined)
    return missing('systems.iiq.apiKey', 'The API Key of Incident IQ is missing. Incident IQ provides it.')
  return null
}

/** Null: the folder is not there. */
async function namesIn(folder: string): Promise<ReadonlySet<string> | null> {
  return existsSync(folder) ? new Set(await readdir(folder)) : null
}

async function removeWhatWasMade(folder: string, before: ReadonlySet<string> | null): Promise<void> {
  for (const name of (await namesIn(folder)) ?? [])
    if (before?.has(name) !== true) await rm(join(folder, name), { recursive: true, force: true })
  if (before === null && existsSync(folder)) await rmdir(folder)
}

function refuse(error: AppError): Reply<never> {
  return { ok: false, error }
}
