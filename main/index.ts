// Electron's start and stop, in order. The parts are in hosts/desktop; the engine runs in a process of its own, so that no run freezes a window.
import { app } from 'electron'
import { openActs } from './hosts/desktop/acts.ts'
import { asksHidden, prepareApp, startsHidden } from './hosts/desktop/before-ready.ts'
import { endInOrder, hideOnClose } from './hosts/desktop/closing.ts'
import { openDesk } from './hosts/desktop/desk.ts'
import { applyAppearance, openDoors } from './hosts/desktop/doors.ts'
import { openEngineProcesses } from './hosts/desktop/engine-process.ts'
import { answerWindow, tellWindows } from './hosts/desktop/ipc-bridge.ts'
import { lockDown } from './hosts/desktop/lock-down.ts'
import { setMenuBar } from './hosts/desktop/menu.ts'
import { openNotifications } from './hosts/desktop/notify.ts'
import { closeLedgers, desktopCaller, openLedgers, tellHostChanged } from './hosts/desktop/open-ledgers.ts'
import { followPower } from './hosts/desktop/power.ts'
import { watchStatus } from './hosts/desktop/status-watch.ts'
import { openTray, type TrayIcon } from './hosts/desktop/tray.ts'
import { runsUnderWay } from './hosts/desktop/tray-model.ts'
import { openUpdates } from './hosts/desktop/updates.ts'
import { openWindow } from './hosts/desktop/window.ts'
import { serveWindowFiles } from './hosts/desktop/window-files.ts'
import { failToStart } from './hosts/desktop/window-rescue.ts'
import { showTitle } from './hosts/desktop/window-title.ts'
import { Seat } from './hosts/world/seat.ts'

prepareApp()
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()

async function start(): Promise<void> {
  const { folder, log, memory, preferences } = openDesk()
  applyAppearance(preferences.read())
  lockDown(log)
  serveWindowFiles()

  const caller = desktopCaller()
  const seat = new Seat(caller)
  const engines = openEngineProcesses()
  const opened = openLedgers(engines, caller, log)
  const main = openWindow({ memory, onLost: () => app.quit() })
  let tray: TrayIcon | null = null
  const hasTray = (): boolean => tray?.exists() === true
  const updates = await openUpdates(folder, log, () => void tellHostChanged(opened))
  const acts = openActs({ opened, main, seat })
  setMenuBar(acts)
  answerWindow({ opened, doors: openDoors({ main, preferences, updates, hasTray, log }), seat, log })

  hideOnClose({ main, memory, hasTray, preferences: preferences.read })
  app.on('second-instance', (_event, argv) => (asksHidden(argv) ? undefined : main.show()))
  app.on('activate', () => main.show())
  followPower(engines, main.window, () => void closeLedgers(opened))
  endInOrder(() => closeLedgers(opened))
  const hidden = startsHidden()
  if (!hidden) main.show()

  const world = await opened
  if (!world.ok) return failToStart(world.error.message)
  tellWindows(world.value)
  const watch = watchStatus(world.value, caller)
  app.on('before-quit', () => updates.beforeQuit(runsUnderWay(watch.standing())))
  showTitle(main, watch)
  openNotifications({ world: world.value, watch, acts }, preferences.read)
  tray = await openTray(watch, acts, log)
  world.value.tell({ kind: 'changed', topics: ['host'] })
  if (hidden && !hasTray()) main.show()
}
