import type { AppError, Reply } from '../../../contract/app-error.ts'
import type { Log } from '../../domain/ports.ts'
import { accountName } from '../../engine/link/account-name.ts'
import { rendererFolder } from '../../engine/link/app-root.ts'
import type { BrowserHost } from '../browser/server.ts'
import type { World } from '../world/world.ts'
import type { CommandInput } from './command-input.ts'
import type { Output } from './output.ts'
import { runLine } from './run-words.ts'
import { readVersion } from './version.ts'

/** `--as` would be passed over by a program that acts for whoever is at its window. */
export const WINDOW_ASKS: AppError = {
  code: 'bad-request',
  message: '--as is for commands that act once. The window asks for a PIN itself: sign in there.',
}

/** Serves the window of what is open to this machine's browsers. A port that was asked for and is taken is a reply. */
export async function serveWindow(world: World, input: CommandInput, output: Output): Promise<Reply<BrowserHost>> {
  const { startBrowserHost } = await import('../browser/server.ts')
  const port = input.number('port')
  const options = {
    world,
    version: readVersion(),
    preferencesFile: `${input.dataFolder}-preferences.json`,
    rendererDir: rendererFolder(),
    operator: accountName(),
    log: sentenceLog(output),
  }
  return startBrowserHost(port === undefined ? options : { ...options, port }).then(
    value => ({ ok: true as const, value }),
    (error: NodeJS.ErrnoException) => ({ ok: false as const, error: portRefusal(error, port) }),
  )
}

/** Tells each run on a line, and when the engine crashes and comes back. */
export function tellRuns(world: World, output: Output): void {
  world.engine.subscribe(event => {
    if (event.kind === 'run-closed') output.line(runLine(event.run))
  })
  world.onEngineState(state => {
    if (state.kind === 'restarting')
      output.sentence(`${state.why} It is started again in ${(state.inMs / 1000).toFixed(1)} s.`)
    else if (state.kind === 'up') output.sentence('The engine is running again.')
  })
}

function portRefusal(error: NodeJS.ErrnoException, port: number | undefined): AppError {
  if (error.code === 'EADDRINUSE')
    return {
      code: 'failed',
      message: `Port ${port} is taken by another program. Leave --port out to use any free one.`,
    }
  if (error.code === 'EACCES')
    return { code: 'failed', message: `This account may not listen on port ${port}. Use one above 1023.` }
  throw error
}

/** The browser host's log, as lines of standard error; what it tells for information alone is left out. */
function sentenceLog(output: Output): Log {
  const line: Log['warn'] = (text, facts) =>
    output.sentence(facts === undefined ? text : `${text} ${JSON.stringify(facts)}`)
  return { info: () => undefined, warn: line, error: line }
}
