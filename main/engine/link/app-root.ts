import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of package.json, wherever this module runs from: the sources, the bundles under `out/main`, or a packaged app. */
export function appRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder)
      throw new Error(`No package.json above ${import.meta.dirname}: Feebridge is not installed whole.`)
    folder = dirname(folder)
  }
  return folder
}

/** The program of the engine's own process: the bundle, or its source when this module itself runs from source. */
export function engineProgram(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(appRoot(), 'main/engine/process.ts')
    : join(appRoot(), 'out/main/engine.mjs')
}

/** The built window, which the browser host serves. */
export function rendererFolder(): string {
  return join(appRoot(), 'out/renderer')
}
