import { existsSync } from 'node:fs'
import type { AppError, Reply } from '../../../../contract/app-error.ts'
import type { SettingsView } from '../../../../contract/settings.ts'
import { practiceDataFolder } from '../../../engine/link/default-folder.ts'
import type { SupervisedEngine } from '../../../engine/link/supervise-engine.ts'
import type { CommandInput } from '../command-input.ts'
import type { Handler } from '../command-spec.ts'
import { EXIT } from '../exit-codes.ts'
import { npmGone, stopSignal } from '../interrupt.ts'
import { terminalCaller } from '../ledger-session.ts'
import { openBrowser } from '../open-browser.ts'
import type { Output } from '../output.ts'
import type { PracticeWorld } from '../practice-world.ts'
import { serveWindow, tellRuns } from '../serve-window.ts'
import { forkWhenFree } from './serve.ts'

/** An opened ledger, with the practice district beside it when it is one. */
interface Started {
  engine: SupervisedEngine
  dataFolder: string
  practice: PracticeWorld | null
}

/**
 * What `npm start` runs: the window on the district's own data once that is set up, else on the practice district. `--data DIR` names the
 * folder; one that is new, or holds practice data, is the practice district's. `--practice` asks for it where a real district is set up.
 */
export const start: Handler = async (input, output) => {
  const stopped = Promise.race([stopSignal(), npmGone()])
  const started = await startLedger(input)
  if (!started.ok) return output.refuse(started.error)
  const { engine, dataFolder, practice } = started.value
  const stop = async (): Promise<void> => {
    await engine.close()
    await practice?.close()
  }
  tellRuns(engine, output)
  const window = await serveWindow(engine, output, input.number('port'))
  if (!window.ok) {
    await stop()
    return output.refuse(window.error)
  }
  // The first sync runs while the browser opens: its rows appear in the window as they come.
  if (practice !== null) void syncOnce(engine, output, practice.moved)
  const startUrl = window.value.startUrl()
  output.result({ origin: window.value.origin, startUrl, dataDir: dataFolder }, () => welcome(started.value, startUrl))
  const browser = openBrowser(window.value.startUrl())
  if (browser !== null) output.line(browser)
  await stopped
  await window.value.close()
  await stop()
  return EXIT.succeeded
}

async function startLedger(input: CommandInput): Promise<Reply<Started>> {
  const dataFolder = input.dataFolder
  if (!input.flag('practice') && existsSync(dataFolder)) {
    const real = await openReal(dataFolder)
    if (real !== null) return real
  }
  return openPractice(input.dataIsNamed ? dataFolder : practiceDataFolder())
}

/** Opens a folder that holds a district of its own; null when it holds none, or practice data. */
async function openReal(dataFolder: string): Promise<Reply<Started> | null> {
  const forked = await forkWhenFree({ dataDir: dataFolder })
  if (!forked.ok) return forked.error.code === 'not-set-up' ? null : forked
  const settings = await forked.value.call('settings.show', {}, terminalCaller())
  if (settings.ok && isSetUp(settings.value) && !settings.value.practice)
    return { ok: true, value: { engine: forked.value, dataFolder, practice: null } }
  await forked.value.close()
  return settings.ok ? null : settings
}

function isSetUp(settings: SettingsView): boolean {
  return settings.district !== null && settings.systems.iiq !== null
}

/** Starts the practice district and the engine, and connects the two. */
async function openPractice(dataFolder: string): Promise<Reply<Started>> {
  const forked = await forkWhenFree({ dataDir: dataFolder, create: true })
  if (!forked.ok) return forked
  const engine = forked.value
  const refuse = async (error: AppError): Promise<Reply<Started>> => {
    await engine.close()
    return { ok: false, error }
  }
  const settings = await engine.call('settings.show', {}, terminalCaller())
  if (!settings.ok) return refuse(settings.error)
  if (isSetUp(settings.value) && !settings.value.practice) {
    return refuse({
      code: 'refused',
      message: `${dataFolder} holds a district's own data; the practice district goes into another folder. Name one with --data.`,
    })
  }
  const { openPracticeWorld } = await import('../practice-world.ts')
  const practice = await openPracticeWorld(dataFolder)
  const file = fileToImport(settings.value, practice)
  if (file === null) return { ok: true, value: { engine, dataFolder, practice } }
  const imported = await engine.call('settings.import', { file, practice: true }, terminalCaller())
  if (imported.ok) return { ok: true, value: { engine, dataFolder, practice } }
  await practice.close()
  return refuse(imported.error)
}

/** All settings of a new practice district; of a known one its new address alone, so that what the clerk has set stays; null when nothing changed. */
function fileToImport(known: SettingsView, practice: PracticeWorld): unknown {
  if (known.systems.iiq === null || !isSetUp(known)) return practice.settings
  const { baseUrl } = practice.settings.systems.iiq
  if (known.systems.iiq.baseUrl === baseUrl) return null
  const { hasApiKey: _, ...iiq } = known.systems.iiq
  return { systems: { iiq: { ...iiq, baseUrl } } }
}

/** A practice district at another address than last time is still the same district, so its brake is answered here. */
async function syncOnce(engine: SupervisedEngine, output: Output, approve: boolean): Promise<void> {
  const run = await engine.call(
    'runs.start',
    { task: 'iiq-sync', trigger: 'command', wait: true, approve },
    terminalCaller(),
  )
  if (!run.ok && run.error.code !== 'closed') output.refuse(run.error)
}

function welcome({ practice, dataFolder }: Started, startUrl: string): string {
  return [
    practice === null
      ? `Feebridge is running on ${dataFolder}.`
      : `Feebridge is running with the practice district; its data is in ${dataFolder}.`,
    'The window opens in your browser: the desktop shell is not part of this version.',
    `Open ${startUrl} in your browser`,
    'Stop with Ctrl-C. Each run is told below.',
  ].join('\n')
}
