import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { PreloadProcess } from './page/run-preload.ts'

/** In the order in which they use one another. */
const FILES = ['clone.ts', 'ipc-renderer.ts', 'context-bridge.ts', 'run-preload.ts']

let runtime: string | null = null

/** The text that runs at the start of every page of a window: the page's side of the bridge, and then the window's preload script. */
export function pageSource(preload: string, seen: PreloadProcess): string {
  runtime ??= FILES.map(readPageFile).join('\n')
  const script = `function (require, module, exports, process) {\n${preload}\n}`
  return `(function () {\n'use strict'\n${runtime}\nrunPreload(${script}, ${JSON.stringify(seen)})\n})()`
}

/** A file of page/ as the part of a script: without types, and without import and export, which only modules have. */
function readPageFile(name: string): string {
  const source = readFileSync(join(import.meta.dirname, 'page', name), 'utf8')
  return stripTypeScriptTypes(source)
    .replace(/^import .*$/gm, '')
    .replace(/^export (?=const|function|class)/gm, '')
}
