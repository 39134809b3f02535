import type { BrowserWindowConstructorOptions, BrowserWindow as ElectronWindow, WebContents } from 'electron'
import { EmulatedBaseWindow } from './base-window.ts'
import { openWindows } from './open-windows.ts'
import { asElectron, type PartOf, preventableEvent, strict } from './strict.ts'
import { EmulatedWebContents, pageOf } from './web-contents.ts'

type Options = BrowserWindowConstructorOptions

class EmulatedBrowserWindow extends EmulatedBaseWindow implements PartOf<ElectronWindow> {
  readonly webContents: WebContents
  #isGone = false
  #wasReady = false

  constructor(options: Options = {}) {
    super(options)
    refuseUnsafe(options.webPreferences ?? {})
    const contents = new EmulatedWebContents(this.id, options.webPreferences, () => this.close())
    this.webContents = asElectron(contents)
    const page = pageOf(contents)
    const { width, height } = this.getBounds()
    page.resize(width, height)
    page.on('closed', () => this.#die())
    page.on('loaded', () => this.#tellReady())
    contents.on('page-title-updated', (_event, title: string) => this.#retitle(title))
    // Whoever waits for the page hears why it could not open; here it only must not end the process.
    page.opened.catch((error: unknown) => process.stderr.write(`electron-host: a window did not open: ${error}\n`))
    this.on('resize', () => page.resize(this.getBounds().width, this.getBounds().height))
    openWindows.all.add(this)
  }

  static getAllWindows(): ElectronWindow[] {
    return [...openWindows.all].map(window => asElectron<ElectronWindow>(window))
  }

  static getFocusedWindow(): ElectronWindow | null {
    return find(window => window.isFocused())
  }

  static fromId(id: number): ElectronWindow | null {
    return find(window => window.id === id)
  }

  static fromWebContents(contents: WebContents | undefined): ElectronWindow | null {
    return contents === undefined ? null : find(window => contentsOf(window) === contents)
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  reload(): void {
    this.webContents.reload()
  }

  isDestroyed(): boolean {
    return this.#isGone
  }

  close(): void {
    void closeUnlessPrevented(this)
  }

  /** Asks nobody. */
  destroy(): void {
    void pageOf(this.webContents).close()
    this.#die()
  }

  #tellReady(): void {
    if (this.#wasReady) return
    this.#wasReady = true
    this.emit('ready-to-show')
  }

  /** The page's title becomes the window's, unless the app keeps it from that. */
  #retitle(title: string): void {
    const event = preventableEvent({})
    this.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.setTitle(title)
  }

  #die(): void {
    if (this.#isGone) return
    this.#isGone = true
    this.blur()
    openWindows.all.delete(this)
    this.emit('closed')
    if (openWindows.all.size === 0) openWindows.whenNone()
  }
}

/** Only windows as Electron's security list wants them can be emulated: the others would behave as if they were. */
function refuseUnsafe(preferences: NonNullable<Options['webPreferences']>): void {
  const { nodeIntegration, contextIsolation, sandbox, webSecurity, webviewTag } = preferences
  const isUnsafe =
    nodeIntegration === true || contextIsolation === false || sandbox === false || webSecurity === false || webviewTag
  if (isUnsafe === true)
    throw new Error('electron-host: only sandboxed windows with context isolation and web security are emulated')
}

async function closeUnlessPrevented(window: EmulatedBrowserWindow): Promise<boolean> {
  if (window.isDestroyed()) return true
  const event = preventableEvent({})
  window.emit('close', event)
  if (event.defaultPrevented) return false
  await pageOf(window.webContents).close()
  return true
}

openWindows.askToClose = window => closeUnlessPrevented(window as EmulatedBrowserWindow)

function find(matches: (window: EmulatedBrowserWindow) => boolean): ElectronWindow | null {
  const found = [...openWindows.all].find(window => matches(window as EmulatedBrowserWindow))
  return found === undefined ? null : asElectron(found)
}

function contentsOf(window: object): WebContents {
  return (window as EmulatedBrowserWindow).webContents
}

export const BrowserWindow = strict('BrowserWindow', EmulatedBrowserWindow)

/** The contents of all windows; Playwright finds a page's window by its DevTools target. */
export const webContents = strict('webContents', {
  getAllWebContents: () => [...openWindows.all].map(contentsOf),
  fromId: (id: number) => [...openWindows.all].map(contentsOf).find(contents => contents.id === id),
  fromDevToolsTargetId: (targetId: string) =>
    [...openWindows.all].map(contentsOf).find(contents => pageOf(contents).targetId === targetId),
} satisfies Partial<typeof Electron.WebContents>)
