import type { Reply } from '../../../contract/app-error.ts'
import type { Log } from '../../domain/ports.ts'
import type { Caller } from '../../engine/engine.ts'
import { accountName } from '../../engine/link/account-name.ts'
import { defaultDataFolder } from '../../engine/link/default-folder.ts'
import { placesAt } from '../world/places.ts'
import { openWorld, type World } from '../world/world.ts'
import type { EngineProcesses } from './engine-process.ts'
import { keyStore } from './key-store.ts'
import { sealedSecrets } from './sealed-secrets.ts'

/** In whose name the desktop acts: the account of the computer. */
export function desktopCaller(): Caller {
  return { host: 'desktop', operator: accountName() }
}

/** Opens the district's own ledger, or practice where it is not set up yet. The credentials of the own one are in the computer's key store. */
export function openLedgers(engines: EngineProcesses, caller: Caller, log: Log): Promise<Reply<World>> {
  const places = placesAt(defaultDataFolder())
  const secrets = sealedSecrets(places.own, keyStore, log)
  const clock = startOfClock(process.env.FEEBRIDGE_NOW, log)
  return openWorld({
    places,
    caller,
    forkWith: ledger => ({ start: engines.start, ...clock, ...(ledger === 'own' ? { secrets } : {}) }),
    tellProblem: sentence => log.warn('The practice district could not be synced.', { why: sentence }),
  })
}

/** Closes what is open; what is still being opened is closed when it is. */
export async function closeLedgers(opened: Promise<Reply<World>>): Promise<void> {
  const world = await opened
  if (world.ok) await world.value.close()
}

/** Tells the windows that the host has news of its own. */
export async function tellHostChanged(opened: Promise<Reply<World>>): Promise<void> {
  const world = await opened
  if (world.ok) world.value.tell({ kind: 'changed', topics: ['host'] })
}

/** `FEEBRIDGE_NOW` sets the ledger's clock for trying things out; the engine refuses it unless every system is on this computer. */
function startOfClock(now: string | undefined, log: Log): { startNowMs?: number } {
  if (now === undefined || now === '') return {}
  const startNowMs = Date.parse(now)
  if (!Number.isNaN(startNowMs)) return { startNowMs }
  log.warn('FEEBRIDGE_NOW is not a time; the clock of the computer holds.')
  return {}
}
