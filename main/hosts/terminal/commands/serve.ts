import { setTimeout as wait } from 'node:timers/promises'
import type { AppError, Reply } from '../../../../contract/app-error.ts'
import { type ForkOptions, forkEngine, type SupervisedEngine } from '../../../engine/link/supervise-engine.ts'
import type { Handler } from '../command-spec.ts'
import { EXIT } from '../exit-codes.ts'
import { stopSignal } from '../interrupt.ts'
import { terminalCaller } from '../ledger-session.ts'
import { serveWindow, tellRuns } from '../serve-window.ts'

/** A short command may hold the ledger for a moment; beyond this it is a process to be named. */
const BUSY_MS = 10_000
const BUSY_STEP_MS = 200

/** `serve`: the engine in a process of its own, the scheduler, and the window on loopback, until stopped. */
export const serve: Handler = async (input, output) => {
  const stopped = stopSignal()
  const startNowMs = input.number('now')
  const dataDir = input.dataFolder
  const forked = await forkWhenFree(startNowMs === undefined ? { dataDir } : { dataDir, startNowMs })
  if (!forked.ok) return output.refuse(forked.error)
  const engine = forked.value
  const refused = await whyNotServed(engine, dataDir)
  if (refused !== null) {
    await engine.close()
    return output.refuse(refused)
  }
  const window = await serveWindow(engine, output, input.number('port'))
  if (!window.ok) {
    await engine.close()
    return output.refuse(window.error)
  }
  tellRuns(engine, output)
  const startUrl = window.value.startUrl()
  output.result({ origin: window.value.origin, startUrl, dataDir }, () => `Open ${startUrl} in your browser`)
  await stopped
  await window.value.close()
  await engine.close()
  return EXIT.succeeded
}

/** Forks the engine; while another process holds the ledger it tries again for a while. */
export async function forkWhenFree(options: ForkOptions): Promise<Reply<SupervisedEngine>> {
  const giveUpAt = performance.now() + BUSY_MS
  for (;;) {
    const forked = await forkEngine(options)
    if (forked.ok || forked.error.code !== 'busy' || performance.now() > giveUpAt) return forked
    await wait(BUSY_STEP_MS)
  }
}

/** A folder without settings is never served, and never quietly turned into practice. */
async function whyNotServed(engine: SupervisedEngine, dataDir: string): Promise<AppError | null> {
  const settings = await engine.call('settings.show', {}, terminalCaller())
  if (!settings.ok) return settings.error
  if (settings.value.district !== null && settings.value.systems.iiq !== null) return null
  return {
    code: 'not-set-up',
    message: `The data folder ${dataDir} has no settings yet, so there is nothing to serve. Import them with "feebridge settings import FILE --data ${dataDir}", or run "npm start" for the practice district.`,
  }
}
