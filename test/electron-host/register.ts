// Loaded before anything else: gives the name `electron` to the stand-in, in this process alone.
import { registerHooks } from 'node:module'

const url = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    if (!/^electron(\/(main|common))?$/.test(specifier)) return next(specifier, context)
    // Said in full, so that `require` gets it too.
    return { url, format: 'module-typescript', shortCircuit: true }
  },
})
