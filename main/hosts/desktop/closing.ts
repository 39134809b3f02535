import { app, dialog, Notification } from 'electron'
import type { Preferences } from '../../../contract/host-calls.ts'
import type { MainWindow } from './window.ts'
import type { WindowMemory } from './window-memory.ts'

export interface ClosingNeeds {
  main: MainWindow
  memory: WindowMemory
  /** The tray comes after the ledger is open. */
  hasTray: () => boolean
  preferences: () => Preferences
}

/** Closing the window hides it where the person wants that and a tray leads back; the first time it says so. Else closing it quits. */
export function hideOnClose({ main, memory, hasTray, preferences }: ClosingNeeds): void {
  let quitting = false
  app.on('before-quit', () => {
    quitting = true
  })
  main.window.on('close', event => {
    if (quitting || !preferences().closeToTray || !hasTray()) return
    event.preventDefault()
    main.window.hide()
    if (memory.saidTray()) return
    memory.keepSaidTray()
    sayItStays(main)
  })
  app.on('window-all-closed', () => app.quit())
}

const STAYS = 'Feebridge goes on working in the tray. Quit it from the menu of its icon there.'
let said: Notification | null = null

function sayItStays(main: MainWindow): void {
  if (!Notification.isSupported()) {
    void dialog.showMessageBox({ type: 'info', message: STAYS, buttons: ['Close'] })
    return
  }
  // Held until it is gone, so that its click is not lost.
  said = new Notification({ title: 'Feebridge', body: STAYS })
  said.on('click', () => main.show())
  said.on('close', () => {
    said = null
  })
  said.show()
}

/** The app ends when the ledger is closed, and not before. */
export function endInOrder(close: () => Promise<void>): void {
  let closed = false
  app.on('will-quit', event => {
    if (closed) return
    event.preventDefault()
    void close().finally(() => {
      closed = true
      app.quit()
    })
  })
}
