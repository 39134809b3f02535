// main/hosts/desktop is Electron: the window and its files, the bridge between window and engine, tray, menu, notifications, power, the key store,
// updates. Files without an import of electron hold what can be decided without it. No rule of money and no SQL is here, and no work that takes long.
import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import type { WindowEvent } from '../../../contract/events.ts'
import { appRoot } from '../../engine/link/app-root.ts'
import { pageAddress } from './window-address.ts'
import type { WindowMemory } from './window-memory.ts'
import { placeWindow, rememberPlace, SMALLEST } from './window-place.ts'
import { rescueWindow } from './window-rescue.ts'

/** The page's own colour (renderer/ui/tokens.css), so that nothing flashes before the page is drawn. */
const PAGE_COLOUR = { light: '#f3f5f8', dark: '#12151a' }
/** A window that is being dragged is written down when it has come to rest. */
const REST_MS = 500

/** The one window. Its page is loaded when it is first shown: a start at sign-in costs no page. */
export interface MainWindow {
  readonly window: BrowserWindow
  /** Shows it in front of others, at a place of the window where one is given. */
  show(hash?: string): void
  /** The page's own title, as the page last said it. */
  pageTitle(): string
  onPageTitle(listener: () => void): void
}

export interface WindowNeeds {
  memory: WindowMemory
  /** Why the page cannot be kept up; the app ends. */
  onLost: () => void
}

export function openWindow({ memory, onLost }: WindowNeeds): MainWindow {
  const place = placeWindow(memory.places(), screen.getAllDisplays(), screen.getPrimaryDisplay())
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: Math.min(SMALLEST.width, place.bounds.width),
    minHeight: Math.min(SMALLEST.height, place.bounds.height),
    show: false,
    title: 'Feebridge',
    backgroundColor: pageColour(),
    webPreferences: {
      preload: join(appRoot(), 'out/preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(pageColour())
  })
  keepPlace(window, memory)
  rescueWindow(window, onLost)
  return { window, show: shower(window, place.maximised), ...hearTitle(window) }
}

/** The first call loads the page and shows it when it is drawn; later ones bring the window to the front. */
function shower(window: BrowserWindow, maximised: boolean): (hash?: string) => void {
  let loaded: 'no' | 'loading' | 'yes' = 'no'
  let goTo: string | undefined
  const front = (): void => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  return hash => {
    if (window.isDestroyed()) return
    if (loaded === 'no') {
      loaded = 'loading'
      window.once('ready-to-show', () => {
        loaded = 'yes'
        if (maximised) window.maximize()
        front()
        if (goTo !== undefined) go(window, goTo)
      })
      // What keeps a page of ours from loading is told by did-fail-load, to rescueWindow.
      window.loadURL(pageAddress(hash)).catch(() => undefined)
    } else if (loaded === 'loading') {
      goTo = hash ?? goTo
    } else {
      front()
      if (hash !== undefined) go(window, hash)
    }
  }
}

function go(window: BrowserWindow, hash: string): void {
  const event: WindowEvent = { kind: 'go', hash }
  window.webContents.send('feebridge:event', event)
}

/** The page's title is one half of the window's own; window-title.ts puts the other beside it. */
function hearTitle(window: BrowserWindow): Pick<MainWindow, 'pageTitle' | 'onPageTitle'> {
  let page = 'Feebridge'
  const listeners = new Set<() => void>()
  window.on('page-title-updated', (event, title, explicitSet) => {
    event.preventDefault()
    // Until the page says its title, Chromium makes one of its address.
    if (explicitSet) page = title
    for (const listener of listeners) listener()
  })
  return { pageTitle: () => page, onPageTitle: listener => void listeners.add(listener) }
}

function keepPlace(window: BrowserWindow, memory: WindowMemory): void {
  let timer: NodeJS.Timeout | null = null
  const keep = (): void => {
    timer = null
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
    const bounds = window.getNormalBounds()
    const display = screen.getDisplayMatching(window.getBounds())
    memory.keepPlaces(rememberPlace(memory.places(), display.id, { bounds, maximised: window.isMaximized() }))
  }
  const keepSoon = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(keep, REST_MS)
  }
  window.on('resize', keepSoon)
  window.on('move', keepSoon)
  window.on('maximize', keepSoon)
  window.on('unmaximize', keepSoon)
  window.on('close', () => {
    if (timer !== null) clearTimeout(timer)
    if (window.isVisible()) keep()
  })
}

function pageColour(): string {
  return nativeTheme.shouldUseDarkColors ? PAGE_COLOUR.dark : PAGE_COLOUR.light
}
