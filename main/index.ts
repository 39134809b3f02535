// Electron's start and stop, in order. The parts are in hosts/desktop; the engine runs in a process of its own, so that no run freezes a window.
import { app } from 'electron'
import { defaultDataFolder } from './engine/link/default-folder.ts'
import { forkEngine } from './engine/link/supervise-engine.ts'
import { startUtilityProcess } from './hosts/desktop/engine-process.ts'
import { bridgeWindows } from './hosts/desktop/ipc-bridge.ts'
import { openWindow, showFailure } from './hosts/desktop/window.ts'
import { declareWindowScheme, serveWindowFiles } from './hosts/desktop/window-files.ts'

declareWindowScheme()
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()

async function start(): Promise<void> {
  const engine = await forkEngine({ dataDir: defaultDataFolder(), create: true, start: startUtilityProcess })
  if (!engine.ok) {
    showFailure(engine.error.message)
    app.quit()
    return
  }
  serveWindowFiles()
  const window = openWindow()
  bridgeWindows(engine.value)

  app.on('second-instance', () => window.show())
  app.on('window-all-closed', () => app.quit())
  let closed = false
  app.on('will-quit', event => {
    if (closed) return
    event.preventDefault()
    void engine.value.close().then(() => {
      closed = true
      app.quit()
    })
  })
}
