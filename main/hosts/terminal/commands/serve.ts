import { openWorld, type WorldOptions } from '../../world/world.ts'
import type { Handler } from '../command-spec.ts'
import { EXIT } from '../exit-codes.ts'
import { stopSignal } from '../interrupt.ts'
import { terminalCaller } from '../ledger-session.ts'
import { serveWindow, tellRuns, WINDOW_ASKS } from '../serve-window.ts'

/** `serve`: the engine in a process of its own, the scheduler, and the window on loopback, until stopped; on the one folder that was named. */
export const serve: Handler = async (input, output) => {
  if (input.as !== undefined) return output.refuse(WINDOW_ASKS)
  const stopped = stopSignal()
  const startNowMs = input.number('now')
  const dataDir = input.dataFolder
  const options: WorldOptions = {
    places: { own: dataDir, practice: `${dataDir}-practice` },
    first: 'named-only',
    caller: terminalCaller(),
  }
  const opened = await openWorld(startNowMs === undefined ? options : { ...options, forkWith: () => ({ startNowMs }) })
  if (!opened.ok) return output.refuse(opened.error)
  const world = opened.value
  const window = await serveWindow(world, input, output)
  if (!window.ok) {
    await world.close()
    return output.refuse(window.error)
  }
  tellRuns(world, output)
  const startUrl = window.value.startUrl()
  output.result({ origin: window.value.origin, startUrl, dataDir }, () => `Open ${startUrl} in your browser`)
  await stopped
  await window.value.close()
  await world.close()
  return EXIT.succeeded
}
