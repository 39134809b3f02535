// preload/ gives the window its one door to the engine, window.feebridge, and nothing else of Electron or Node.
import { contextBridge, ipcRenderer } from 'electron'
import type { Reply } from '../contract/app-error.ts'
import type { WindowEvent } from '../contract/events.ts'
import { isWindowCall } from '../contract/host-calls.ts'

const UNKNOWN: Reply<never> = {
  ok: false,
  error: {
    code: 'bad-request',
    message: 'The window asked for something that this version of Feebridge does not know. Reload it.',
  },
}

contextBridge.exposeInMainWorld('feebridge', {
  /** Asks the engine or the host. The allow-list is the contract itself: a name that it does not declare never leaves the window. The reply is a value, also when it is a refusal. */
  call(name: string, request: unknown): Promise<Reply<unknown>> {
    return isWindowCall(name) ? ipcRenderer.invoke('feebridge:call', name, request) : Promise.resolve(UNKNOWN)
  },
  /** Hears what changed, until the returned function is called. */
  on(listener: (event: WindowEvent) => void): () => void {
    const hear = (_: unknown, event: WindowEvent): void => listener(event)
    ipcRenderer.on('feebridge:event', hear)
    return () => ipcRenderer.off('feebridge:event', hear)
  },
})
