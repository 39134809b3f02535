import { app, type BrowserWindow, powerMonitor } from 'electron'
import type { EngineProcesses } from './engine-process.ts'

/**
 * The computer's sleep, for the engine's schedule, and the end of the session, for its ledger. Linux and Macs tell the app that the session ends
 * and wait a while; Windows tells the window, and does not end an app by its usual way: the engine must be closed there and then.
 */
export function followPower(engines: EngineProcesses, window: BrowserWindow, closeWorld: () => void): void {
  powerMonitor.on('suspend', () => engines.tell('suspending'))
  powerMonitor.on('resume', () => engines.tell('resumed'))
  // Some computers wake without saying so; whoever unlocks the screen is there to see.
  powerMonitor.on('unlock-screen', () => engines.tell('resumed'))
  powerMonitor.on('shutdown', () => app.quit())
  if (process.platform === 'win32') window.on('session-end', closeWorld)
}
