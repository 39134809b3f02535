import { exposeInMainWorld } from './context-bridge.ts'
import { makeIpc, type PageMessage } from './ipc-renderer.ts'

/** Under this name the way out stands on a new page, until {@link runPreload} takes it off. */
export const POST_NAME = '__electronHostPost'
/** Under this symbol's key the stand-in finds the way in. */
export const DOOR_KEY = 'electron-host'

/** What a sandboxed preload script sees of its process. */
export interface PreloadProcess {
  platform: string
  arch: string
  versions: Record<string, string | undefined>
  argv: string[]
}

type PreloadScript = (require: (name: string) => unknown, module: object, exports: object, process: object) => void

/** Runs the built preload script as Electron's sandbox would: with `require('electron')` and nothing more. Frames inside the page get nothing. */
export function runPreload(script: PreloadScript, seen: PreloadProcess): void {
  const globals = globalThis as unknown as Record<string | symbol, unknown>
  const post = globals[POST_NAME] as (text: string) => void
  delete globals[POST_NAME]
  if (window.top !== window) return
  const { ipcRenderer, door } = makeIpc(text => post(text))
  Object.defineProperty(globals, Symbol.for(DOOR_KEY), { value: door })
  const say = (...message: PageMessage) => post(JSON.stringify(message))
  // A page that opens a window gets none: Electron gives it null when the app denies, and the app is asked.
  window.open = (url = '') => {
    say('open', new URL(url, location.href).href, 0, '[]')
    return null
  }
  addEventListener('DOMContentLoaded', () => watchTitle(title => say('title', title, 0, '[]')))
  const electron = {
    contextBridge: strictInPage('contextBridge', { exposeInMainWorld }),
    ipcRenderer: strictInPage('ipcRenderer', ipcRenderer),
  }
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return strictInPage('electron', electron)
    throw new Error(`module not found: ${name} (a sandboxed preload script has electron alone)`)
  }
  const process = { ...seen, env: {}, type: 'renderer', sandboxed: true, contextIsolated: true }
  try {
    script(require, { exports: {} }, {}, Object.freeze(process))
  } catch (error) {
    // As Electron does: the page opens without what the script would have given it, and the console says why.
    console.error('Unable to load preload script:', String(error))
  }
}

/** The title stands in the head, which hardly ever changes otherwise. */
function watchTitle(tell: (title: string) => void): void {
  let told = ''
  const look = () => {
    if (document.title !== told) tell(document.title)
    told = document.title
  }
  new MutationObserver(look).observe(document.head, { subtree: true, childList: true, characterData: true })
  look()
}

function strictInPage<Known extends object>(name: string, known: Known): Known {
  return new Proxy(known, {
    get(target, key) {
      if (typeof key === 'symbol' || key in target) return Reflect.get(target, key)
      throw new Error(`electron-host: ${name}.${key} is not emulated`)
    },
  })
}
