// Starts an app in Electron's order: its modules are evaluated to their end, and only then is it ready.
import { existsSync } from 'node:fs'
import inspector from 'node:inspector'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, becomeReady } from './app.ts'
import { type Chromium, startChromium } from './chromium.ts'
import { ELECTRON_VERSION, running } from './running.ts'
import { readApp, readStartOptions, type StartOptions } from './start-options.ts'

/** An app that has not evaluated its modules by then waits for something that comes only afterwards. */
const EVALUATED_MS = Number(process.env.ELECTRON_HOST_EVALUATED_MS ?? 10_000)

const binary = process.env.ELECTRON_HOST_BINARY ?? join(import.meta.dirname, 'binary', 'electron')
const resources = join(dirname(binary), 'resources')
let chromium: Chromium | null = null
let isEnding = false

async function boot(): Promise<void> {
  if (existsSync(join(resources, 'app.asar')))
    throw new Error('electron-host: an app.asar cannot be read here; pack with `-c.asar=false`')
  const options = readStartOptions(process.argv.slice(2), join(resources, 'app'))
  const { folder, program, manifest } = readApp(options.app)
  Object.assign(running, { appPath: folder, manifest, isPackaged: options.isPackaged, end })
  becomeElectron()
  if (options.userData !== null) app.setPath('userData', options.userData)
  // Playwright waits for these two lines on standard error: this one is written by Node itself.
  if (options.inspectPort !== null) inspector.open(options.inspectPort, '127.0.0.1')
  for (const name of options.preloads) createRequire(import.meta.url)(name)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())

  await evaluate(program)
  if (!isEnding) await openBrowser(options)
}

/** What the app sees of its process. */
function becomeElectron(): void {
  process.argv = [binary, ...process.argv.slice(2)]
  const named = { electron: `${ELECTRON_VERSION}-stand-in`, chrome: 'stand-in' }
  for (const [name, value] of Object.entries(named))
    Object.defineProperty(process.versions, name, { value, enumerable: true })
  Object.assign(process, { type: 'browser', resourcesPath: resources })
  if (!running.isPackaged) Object.assign(process, { defaultApp: true })
}

async function evaluate(program: string): Promise<void> {
  const late = setTimeout(() => {
    process.stderr.write(
      `electron-host: ${program} is not evaluated after ${EVALUATED_MS} ms. A top-level \`await app.whenReady()\` never ends in Electron: write \`void app.whenReady().then(start)\`.\n`,
    )
    process.exit(1)
  }, EVALUATED_MS)
  await import(pathToFileURL(program).href)
  clearTimeout(late)
}

async function openBrowser({ debuggingPort }: StartOptions): Promise<void> {
  chromium = startChromium(app.getPath('userData'), debuggingPort)
  void chromium.ended.then(() => {
    if (isEnding) return
    process.stderr.write('electron-host: the browser ended by itself\n')
    process.exit(1)
  })
  const { devTools, endpoint } = chromium
  await devTools.browser.send('Target.setDiscoverTargets', { discover: true })
  running.devTools = devTools
  if (endpoint !== null) process.stderr.write(`\nDevTools listening on ${await endpoint}\n`)
  becomeReady()
}

function end(code: number): void {
  if (isEnding) return
  isEnding = true
  const ended = chromium === null ? Promise.resolve() : chromium.close()
  void ended.then(() => process.exit(code))
}

await boot()
