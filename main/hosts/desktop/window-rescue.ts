import { app, type BrowserWindow, dialog } from 'electron'
import { allowsReload } from './reload-policy.ts'

/** A crashed page is loaded again, a few times a minute at most; a page that does not answer is offered to be loaded again. */
export function rescueWindow(window: BrowserWindow, onLost: () => void): void {
  let reloadedMs: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const next = allowsReload(reloadedMs, Date.now())
    reloadedMs = next.reloadedMs
    if (next.allowed) window.webContents.reload()
    else void askAfterCrashes(window).then(again => (again ? window.webContents.reload() : onLost()))
  })
  window.webContents.on('did-fail-load', (_event, code) => {
    // A load that a later one overtook (-3) has not failed. Pages inside the page are forbidden, so it is always the page itself.
    if (code === -3) return
    dialog.showErrorBox(
      'Feebridge cannot show its window',
      'The files of the window cannot be read: this installation is not whole. Install Feebridge again; your data is not touched by that.',
    )
    onLost()
  })
  offerReload(window)
}

async function askAfterCrashes(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window of Feebridge has stopped several times in a minute.',
    detail:
      'Your data is safe and syncs go on. Load the window again; if it stops again, restart the computer or install Feebridge anew.',
    buttons: ['Load the window again', 'Quit Feebridge'],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 0
}

function offerReload(window: BrowserWindow): void {
  let asking: AbortController | null = null
  window.on('unresponsive', async () => {
    if (asking !== null) return
    asking = new AbortController()
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'The window of Feebridge does not answer.',
      detail: 'It may be busy with a long list. Your data is safe and syncs go on whatever you choose.',
      buttons: ['Wait', 'Load the window again'],
      defaultId: 0,
      cancelId: 0,
      signal: asking.signal,
    })
    const stillHangs = !asking.signal.aborted
    asking = null
    if (response !== 1 || !stillHangs || window.isDestroyed()) return
    // A hanging page does not hear a reload; a new one takes the place of its process.
    window.webContents.forcefullyCrashRenderer()
    window.webContents.reload()
  })
  window.on('responsive', () => asking?.abort())
}

/** Says why Feebridge cannot start, in a box of its own, and ends. */
export function failToStart(sentence: string): void {
  dialog.showErrorBox('Feebridge cannot start', sentence)
  app.quit()
}
