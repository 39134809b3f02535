import type {
  BrowserWindowConstructorOptions,
  Session,
  WebContents,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron'
import { app } from './app.ts'
import { control } from './control.ts'
import { frameOf, receiveMessage } from './ipc-main.ts'
import { encodeClone } from './page/clone.ts'
import { type Going, Page } from './page.ts'
import { defaultSession } from './session.ts'
import { asElectron, Emulated, type PartOf, preventableEvent } from './strict.ts'

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]

const pages = new WeakMap<object, Page>()

/** The page that a window's contents are. */
export function pageOf(webContents: object): Page {
  const page = pages.get(webContents)
  if (page === undefined) throw new Error('electron-host: these are no web contents')
  return page
}

export class EmulatedWebContents extends Emulated implements PartOf<WebContents> {
  readonly id: number
  readonly session = asElectron<Session>(defaultSession)
  readonly #page: Page
  readonly #askToClose: () => void
  #openHandler: OpenHandler = () => ({ action: 'allow' })
  #title = ''
  #isLoading = false
  #isDestroyed = false
  #zoomFactor = 1

  constructor(id: number, preferences: BrowserWindowConstructorOptions['webPreferences'], askToClose: () => void) {
    super()
    this.id = id
    this.#page = new Page(preferences)
    this.#askToClose = askToClose
    pages.set(this, this.#page)
    this.#listen()
    app.emit('web-contents-created', preventableEvent({}), this)
  }

  get mainFrame(): WebFrameMain {
    return frameOf(this.#page.top)
  }

  get zoomFactor(): number {
    return this.#zoomFactor
  }

  set zoomFactor(factor: number) {
    this.setZoomFactor(factor)
  }

  get zoomLevel(): number {
    return this.getZoomLevel()
  }

  set zoomLevel(level: number) {
    this.setZoomLevel(level)
  }

  async loadURL(url: string): Promise<void> {
    this.#isLoading = true
    const loaded = Promise.withResolvers<void>()
    this.once('did-finish-load', loaded.resolve)
    try {
      await this.#page.go(url)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.emit('did-fail-load', preventableEvent({}), -2, reason, url, true)
      throw new Error(`${reason} loading '${url}'`)
    }
    await loaded.promise
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed')
    this.#page.deliver(channel, encodeClone(args))
  }

  getURL(): string {
    return this.#page.top.url
  }

  getTitle(): string {
    return this.#title
  }

  isLoading(): boolean {
    return this.#isLoading
  }

  isCrashed(): boolean {
    return this.#page.isCrashed
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  reload(): void {
    this.#isLoading = true
    void this.#page.reload().catch(() => undefined)
  }

  reloadIgnoringCache(): void {
    this.reload()
  }

  forcefullyCrashRenderer(): void {
    this.#page.tell('Page.crash')
  }

  getOSProcessId(): number {
    return process.pid
  }

  setZoomFactor(factor: number): void {
    this.#zoomFactor = factor
    this.#page.zoom(factor)
  }

  getZoomFactor(): number {
    return this.#zoomFactor
  }

  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level)
  }

  getZoomLevel(): number {
    return Math.log(this.#zoomFactor) / Math.log(1.2)
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const expression = { expression: code, awaitPromise: true, returnByValue: true }
    const answer = (await this.#page.ask('Runtime.evaluate', expression)) as {
      result: { value?: unknown }
      exceptionDetails?: { text: string; exception?: { description?: string } }
    }
    if (answer.exceptionDetails === undefined) return answer.result.value
    throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text)
  }

  async insertText(text: string): Promise<void> {
    await this.#page.ask('Input.insertText', { text })
  }

  focus(): void {
    this.#page.tell('Page.bringToFront')
  }

  isDevToolsOpened(): boolean {
    return false
  }

  openDevTools(): void {
    control.records.push({ kind: 'role', role: 'toggleDevTools' })
  }

  closeDevTools(): void {
    // They are never open.
  }

  setBackgroundThrottling(): void {
    // The browser of the stand-in throttles nothing.
  }

  setIgnoreMenuShortcuts(): void {
    // Keys pressed in a page never reach the menu here; tests press its shortcuts themselves.
  }

  close(): void {
    this.#askToClose()
  }

  #listen(): void {
    const page = this.#page
    page.mayGo = going => this.#mayGo(going)
    page.on('committed', url => this.emit('did-navigate', preventableEvent({}), url, 200, 'OK'))
    page.on('moved', url => this.emit('did-navigate-in-page', preventableEvent({}), url, true))
    page.on('dom-ready', () => this.emit('dom-ready', preventableEvent({})))
    page.on('loaded', () => {
      this.#isLoading = false
      this.emit('did-finish-load', preventableEvent({}))
      this.emit('did-stop-loading', preventableEvent({}))
    })
    page.on('crashed', () => {
      const details = { reason: 'crashed', exitCode: 133 }
      this.emit('render-process-gone', preventableEvent({}), details)
      app.emit('render-process-gone', preventableEvent({}), this, details)
    })
    page.on('closed', () => {
      this.#isDestroyed = true
      this.emit('destroyed')
    })
    page.on('window-opened', url => this.#askToOpen(url))
    page.on('message', (message, frame, context) => {
      const [kind, text] = message
      if (kind === 'open') this.#askToOpen(text)
      else if (kind === 'title') this.#retitle(text)
      else void receiveMessage(message, context, { page, frame, webContents: asElectron(this) })
    })
  }

  #retitle(title: string): void {
    this.#title = title
    this.emit('page-title-updated', preventableEvent({}), title, true)
  }

  #mayGo({ url, isTop, isRedirect }: Going): boolean {
    const event = preventableEvent({ url, isMainFrame: isTop, isSameDocument: false, initiator: null, frame: null })
    if (isRedirect) this.emit('will-redirect', event, url, false, isTop)
    else {
      if (isTop) this.emit('will-navigate', event, url, false, true)
      this.emit('will-frame-navigate', event)
    }
    return !event.defaultPrevented
  }

  /** Windows that pages open themselves are not emulated: the app is asked, and nothing opens. */
  #askToOpen(url: string): void {
    const details = { url, frameName: '', features: '', disposition: 'new-window' as const }
    const answer: WindowOpenHandlerResponse = this.#openHandler(asElectron(details))
    control.records.push({ kind: 'window-open', url, action: answer.action })
    if (answer.action === 'allow') throw new Error(`electron-host: the app allowed a page to open ${url}: not emulated`)
  }
}
