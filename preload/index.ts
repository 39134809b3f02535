// preload/ gives the window its one door to the engine, window.feebridge, and nothing else of Electron or Node.
import { contextBridge, ipcRenderer } from 'electron'
import type { Reply } from '../contract/app-error.ts'
import { type CallName, calls } from '../contract/calls.ts'
import type { EngineEvent } from '../contract/events.ts'

/** The allow-list is the contract itself: a name that it does not declare never leaves the window. */
const isAllowed = (name: string): name is CallName => Object.hasOwn(calls, name)

const UNKNOWN: Reply<never> = {
  ok: false,
  error: {
    code: 'bad-request',
    message: 'The window asked for something that this version of Feebridge does not know. Reload it.',
  },
}

contextBridge.exposeInMainWorld('feebridge', {
  /** Asks the engine; the reply is a value, also when it is a refusal. */
  call(name: string, request: unknown): Promise<Reply<unknown>> {
    return isAllowed(name) ? ipcRenderer.invoke('feebridge:call', name, request) : Promise.resolve(UNKNOWN)
  },
  /** Hears what changed, until the returned function is called. */
  on(listener: (event: EngineEvent) => void): () => void {
    const hear = (_: unknown, event: EngineEvent): void => listener(event)
    ipcRenderer.on('feebridge:event', hear)
    return () => ipcRenderer.off('feebridge:event', hear)
  },
})
