import { userInfo } from 'node:os'
import { BrowserWindow, ipcMain } from 'electron'
import type { Reply } from '../../../contract/app-error.ts'
import { type CallName, type CallRequest, calls } from '../../../contract/calls.ts'
import type { Engine } from '../../engine/engine.ts'
import { WINDOW_ORIGIN } from './window-files.ts'

const REFUSED: Reply<never> = {
  ok: false,
  error: { code: 'bad-request', message: 'This page or this call is not known to Feebridge.' },
}

/** Carries calls from the windows to the engine and its events back. The sender of every call is checked here, and only here. */
export function bridgeWindows(engine: Engine): void {
  const caller = { host: 'desktop', operator: userInfo().username } as const
  ipcMain.handle('feebridge:call', (event, name: unknown, request: unknown) => {
    const isOurs = event.senderFrame?.url.startsWith(`${WINDOW_ORIGIN}/`) === true
    if (!isOurs || !isCallName(name)) return REFUSED
    // The engine parses the request by the call's schema; here it is still whatever the window sent.
    return engine.call(name, request as CallRequest<CallName>, caller)
  })
  engine.subscribe(event => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send('feebridge:event', event)
  })
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name)
}
