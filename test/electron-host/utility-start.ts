// The first program of a utility process: gives it what Electron would, then runs the app's module.
import { EventEmitter } from 'node:events'
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ELECTRON_VERSION } from './running.ts'

const [, , modulePath = '', ...args] = process.argv
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void process.send?.(message),
  start: () => undefined,
})
process.on('message', data => parentPort.emit('message', { data, ports: [] }))
// Electron ends its utility processes with itself, without asking them.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
Object.assign(process, { parentPort, type: 'utility' })
Object.defineProperty(process.versions, 'electron', { value: `${ELECTRON_VERSION}-stand-in`, enumerable: true })
process.argv = [process.argv[0] ?? '', resolve(modulePath), ...args]

const url = new URL('./electron-utility.ts', import.meta.url).href
registerHooks({
  resolve(specifier, context, next) {
    if (!/^electron(\/utility)?$/.test(specifier)) return next(specifier, context)
    return { url, format: 'module-typescript', shortCircuit: true }
  },
})
await import(pathToFileURL(resolve(modulePath)).href)
