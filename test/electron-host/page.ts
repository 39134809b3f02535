import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserWindowConstructorOptions } from 'electron'
import { ownAddress, shownAddress } from './addresses.ts'
import type { DevToolsSession } from './devtools.ts'
import type { PageMessage } from './page/ipc-renderer.ts'
import { DOOR_KEY, POST_NAME } from './page/run-preload.ts'
import { answerRequest, type PausedRequest } from './page-requests.ts'
import { pageSource } from './page-source.ts'
import { schemes } from './protocol.ts'
import { browserOf } from './running.ts'

/** A frame of a page, by which a sender is known. */
export interface PageFrame {
  id: string
  url: string
  isTop: boolean
}

/** Where a frame of a page wants to go. */
export interface Going {
  url: string
  isTop: boolean
  isRedirect: boolean
}

/** What a page tells its window. */
interface PageEvents {
  committed: [url: string]
  moved: [url: string]
  'dom-ready': []
  loaded: []
  crashed: []
  /** The page is gone, whoever closed it. */
  closed: []
  /** A link of the page opened a window, which has been closed again. */
  'window-opened': [url: string]
  message: [message: PageMessage, frame: PageFrame, context: number]
}

/** What Chromium says of a frame; its address comes without the part behind `#`. */
interface FrameFields {
  id: string
  parentId?: string
  url: string
  urlFragment?: string
}

/** What pages are told of the system's appearance; an empty value leaves it to the browser. */
interface MediaFeature {
  name: string
  value: string
}

const livePages = new Set<Page>()
let appearance: MediaFeature[] = []

/** Shows every page, and every later one, this appearance. */
export function showAppearance(features: MediaFeature[]): void {
  appearance = features
  for (const page of livePages) page.tell('Emulation.setEmulatedMedia', { features })
}

/** One page of the browser, shown by one window: where it is, what it says, and what it is told. */
export class Page extends EventEmitter<PageEvents> {
  /** Resolves when the page can be navigated. */
  readonly opened: Promise<void>
  /** Asks the app before the page goes somewhere by itself; false keeps it where it is. */
  mayGo: (going: Going) => boolean = () => true
  targetId: string | null = null
  isCrashed = false
  readonly #frames = new Map<string, PageFrame>()
  readonly #frameOfContext = new Map<number, string>()
  #session: DevToolsSession | null = null
  #top: PageFrame = { id: '', url: '', isTop: true }
  #topContext: number | null = null
  #goingTo: string | null = null
  #size = { width: 800, height: 600 }
  #zoom = 1
  #isGone = false

  constructor(preferences: BrowserWindowConstructorOptions['webPreferences'] = {}) {
    super()
    this.opened = this.#open(preferences)
    livePages.add(this)
    if (appearance.length > 0) this.tell('Emulation.setEmulatedMedia', { features: appearance })
  }

  get top(): PageFrame {
    return this.#top
  }

  /** Goes to an address of the app's choice. Rejects with Chromium's reason when it cannot. */
  async go(url: string): Promise<void> {
    await this.opened
    this.#goingTo = url
    const handled = new Set(schemes.handlers.keys())
    const { errorText } = await this.ask('Page.navigate', { url: shownAddress(url, handled) })
    if (typeof errorText === 'string') throw new Error(errorText)
  }

  /** A page that has crashed is opened anew: there is nothing left that could reload itself. */
  async reload(): Promise<void> {
    await this.opened
    if (this.isCrashed) await this.go(this.#top.url)
    else this.tell('Page.reload')
  }

  async ask(method: string, params: object = {}): Promise<Record<string, unknown>> {
    await this.opened
    if (this.#session === null) throw new Error('electron-host: the page is not open')
    return this.#session.send(method, { ...params })
  }

  /** Says what nobody waits for; what is said to a page that is gone is lost. */
  tell(method: string, params: object = {}): void {
    void this.opened.then(() => this.#session?.tell(method, { ...params })).catch(() => undefined)
  }

  /** Hands an event to the page's listeners; lost when there is no page yet, as in Electron. */
  deliver(channel: string, args: string): void {
    if (this.#topContext !== null) this.#callDoor('deliver', this.#topContext, [channel, args])
  }

  reply(context: number, number: number, succeeded: boolean, text: string): void {
    this.#callDoor('reply', context, [number, succeeded, text])
  }

  resize(width: number, height: number): void {
    this.#size = { width, height }
    this.#draw()
  }

  zoom(factor: number): void {
    this.#zoom = factor
    this.#draw()
  }

  async close(): Promise<void> {
    await this.opened.catch(() => undefined)
    const { targetId } = this
    if (targetId !== null)
      await browserOf('a page')
        .browser.send('Target.closeTarget', { targetId })
        .catch(() => undefined)
    this.#gone()
  }

  async #open(preferences: NonNullable<BrowserWindowConstructorOptions['webPreferences']>): Promise<void> {
    const devTools = browserOf('BrowserWindow')
    const { targetId } = await devTools.browser.send('Target.createTarget', { url: 'about:blank', newWindow: true })
    this.targetId = targetId as string
    this.#top = { id: this.targetId, url: 'about:blank', isTop: true }
    this.#frames.set(this.#top.id, this.#top)
    this.#watchTargets(devTools.browser, this.targetId)
    const session = await devTools.attach(this.targetId)
    this.#listen(session)
    const preload = preferences.preload === undefined ? '' : readFileSync(preferences.preload, 'utf8')
    const { platform, arch, versions, execPath } = process
    const seen = { platform, arch, versions, argv: [execPath, ...(preferences.additionalArguments ?? [])] }
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: POST_NAME }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageSource(preload, seen) }),
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    ])
    this.#session = session
  }

  #watchTargets(browser: DevToolsSession, own: string): void {
    browser.on('Target.targetDestroyed', ({ targetId }: { targetId: string }) => {
      if (targetId === own) this.#gone()
    })
    browser.on('Target.targetCreated', ({ targetInfo }: { targetInfo: Record<string, string> }) => {
      if (targetInfo.openerId !== own) return
      browser.tell('Target.closeTarget', { targetId: targetInfo.targetId })
      this.emit('window-opened', ownAddress(targetInfo.url ?? ''))
    })
  }

  #gone(): void {
    if (this.#isGone) return
    this.#isGone = true
    livePages.delete(this)
    this.emit('closed')
  }

  /** Zoomed, a page has as many points fewer as each of them is larger. */
  #draw(): void {
    this.tell('Emulation.setDeviceMetricsOverride', {
      width: Math.round(this.#size.width / this.#zoom),
      height: Math.round(this.#size.height / this.#zoom),
      deviceScaleFactor: this.#zoom,
      mobile: false,
    })
  }

  #listen(session: DevToolsSession): void {
    const hear = <Params>(method: string, listener: (params: Params) => void) => session.on(method, listener)
    hear<{ frame: FrameFields }>('Page.frameNavigated', ({ frame }) => this.#commit(frame))
    hear<{ frameId: string; url: string }>('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.#frames.get(frameId)
      if (frame === undefined) return
      frame.url = ownAddress(url)
      if (frame.isTop) this.emit('moved', frame.url)
    })
    hear<{ frameId: string }>('Page.frameDetached', ({ frameId }) => this.#frames.delete(frameId))
    hear('Page.domContentEventFired', () => this.emit('dom-ready'))
    hear('Page.loadEventFired', () => {
      if (this.#top.url !== 'about:blank') this.emit('loaded')
    })
    hear<{ context: { id: number; auxData?: { isDefault: boolean; frameId: string } } }>(
      'Runtime.executionContextCreated',
      ({ context }) => this.#know(context.id, context.auxData),
    )
    hear<{ name: string; payload: string; executionContextId: number }>('Runtime.bindingCalled', called => {
      const frame = this.#frames.get(this.#frameOfContext.get(called.executionContextId) ?? '')
      if (called.name === POST_NAME && frame !== undefined)
        this.emit('message', JSON.parse(called.payload) as PageMessage, frame, called.executionContextId)
    })
    hear<PausedRequest>('Fetch.requestPaused', paused => void this.#answer(session, paused))
    hear('Inspector.targetCrashed', () => {
      this.isCrashed = true
      this.#topContext = null
      this.emit('crashed')
    })
  }

  #commit({ id, parentId, url, urlFragment = '' }: FrameFields): void {
    const frame = { id, url: ownAddress(url + urlFragment), isTop: parentId === undefined }
    this.#frames.set(id, frame)
    if (!frame.isTop) return
    this.#top = frame
    this.isCrashed = false
    if (frame.url !== 'about:blank') this.emit('committed', frame.url)
  }

  #know(context: number, of: { isDefault: boolean; frameId: string } | undefined): void {
    if (of?.isDefault !== true) return
    this.#frameOfContext.set(context, of.frameId)
    if (of.frameId === this.#top.id) this.#topContext = context
  }

  /** Going where the app sends it, and loading again where it is, is not the page's own doing. */
  async #answer(session: DevToolsSession, paused: PausedRequest): Promise<void> {
    const url = ownAddress(paused.request.url)
    const isTop = paused.frameId === this.#top.id
    const isExpected =
      isTop && [this.#goingTo, this.#top.url].some(known => known !== null && known.split('#')[0] === url)
    const isNavigation = paused.resourceType === 'Document' && !isExpected
    if (isNavigation && !this.mayGo({ url, isTop, isRedirect: paused.redirectedRequestId !== undefined })) {
      session.tell('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Aborted' })
      return
    }
    const { method, params } = await answerRequest(paused, url)
    session.tell(method, params)
  }

  #callDoor(name: 'deliver' | 'reply', executionContextId: number, args: unknown[]): void {
    this.tell('Runtime.callFunctionOn', {
      functionDeclaration: `function (...args) { globalThis[Symbol.for('${DOOR_KEY}')]?.${name}(...args) }`,
      executionContextId,
      arguments: args.map(value => ({ value })),
    })
  }
}
