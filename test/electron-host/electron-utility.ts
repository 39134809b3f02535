// The module `electron` of a utility process: the network, and the way to the parent.
import type { Net } from 'electron'
import { fetchAsElectron } from './fetch.ts'
import { strict } from './strict.ts'

export const net = strict('net', {
  fetch: fetchAsElectron,
  isOnline: () => true,
  online: true,
} satisfies Partial<Net>)

export const parentPort = (process as { parentPort?: unknown }).parentPort

const electron: object = strict('electron', { net, parentPort })

export { electron as 'module.exports' }
