import { placesAt } from '../../world/places.ts'
import { openWorld, type WorldView } from '../../world/world.ts'
import type { Handler } from '../command-spec.ts'
import { EXIT } from '../exit-codes.ts'
import { npmGone, stopSignal } from '../interrupt.ts'
import { terminalCaller } from '../ledger-session.ts'
import { openBrowser } from '../open-browser.ts'
import { serveWindow, tellRuns, WINDOW_ASKS } from '../serve-window.ts'

/**
 * What `npm start` runs: the window on the district's own data once that is set up, else on the practice district. `--data DIR` names the
 * folder; one that is new, or holds practice data, is the practice district's. `--practice` asks for it where a real district is set up.
 */
export const start: Handler = async (input, output) => {
  if (input.as !== undefined) return output.refuse(WINDOW_ASKS)
  const stopped = Promise.race([stopSignal(), npmGone()])
  const opened = await openWorld({
    places: placesAt(input.dataFolder, input.dataIsNamed),
    first: input.flag('practice') ? 'practice' : 'own-else-practice',
    caller: terminalCaller(),
    tellProblem: sentence => output.sentence(sentence),
  })
  if (!opened.ok) return output.refuse(opened.error)
  const world = opened.value
  tellRuns(world, output)
  const window = await serveWindow(world, input, output)
  if (!window.ok) {
    await world.close()
    return output.refuse(window.error)
  }
  const startUrl = window.value.startUrl()
  const view = world.view()
  output.result({ origin: window.value.origin, startUrl, dataDir: view.dataFolder }, () => welcome(view, startUrl))
  const browser = openBrowser(window.value.startUrl())
  if (browser !== null) output.line(browser)
  await stopped
  await window.value.close()
  await world.close()
  return EXIT.succeeded
}

function welcome({ ledger, dataFolder }: WorldView, startUrl: string): string {
  return [
    ledger === 'own'
      ? `Feebridge is running on ${dataFolder}.`
      : `Feebridge is running with the practice district; its data is in ${dataFolder}.`,
    'The window opens in your browser.',
    `Open ${startUrl} in your browser`,
    'Stop with Ctrl-C. Each run is told below.',
  ].join('\n')
}
