import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'

type Fields = Record<string, unknown>

interface Message {
  id?: number
  method?: string
  params?: Fields
  result?: Fields
  error?: { message: string }
  sessionId?: string
}

/** One conversation over the DevTools protocol: with the browser, or with one page of it. */
export class DevToolsSession extends EventEmitter {
  readonly #send: (method: string, params: Fields) => Promise<Fields>

  constructor(send: (method: string, params: Fields) => Promise<Fields>) {
    super()
    this.#send = send
  }

  /** Rejects with the browser's own words when it refuses, and when it is gone. */
  send(method: string, params: Fields = {}): Promise<Fields> {
    return this.#send(method, params)
  }

  /** Sends what nobody waits for: a page that has just gone needs it no more. */
  tell(method: string, params: Fields = {}): void {
    this.#send(method, params).catch(() => undefined)
  }
}

/** The browser's DevTools protocol over its two pipes. The browser ends when they close, so it cannot outlive the stand-in. */
export class DevTools {
  readonly #output: Writable
  readonly #waiting = new Map<number, PromiseWithResolvers<Fields>>()
  readonly #sessions = new Map<string, DevToolsSession>()
  readonly browser: DevToolsSession
  #lastId = 0
  #partial = ''

  constructor(output: Writable, input: Readable) {
    this.#output = output
    this.browser = new DevToolsSession((method, params) => this.#ask(method, params))
    input.setEncoding('utf8')
    input.on('data', (chunk: string) => this.#read(chunk))
    input.once('close', () => this.#lose())
    // Writing to a browser that has just ended fails; the close of its other pipe says so to everyone who waits.
    output.on('error', () => undefined)
  }

  /** Opens the conversation with one page. */
  async attach(targetId: string): Promise<DevToolsSession> {
    const { sessionId } = await this.#ask('Target.attachToTarget', { targetId, flatten: true })
    const session = new DevToolsSession((method, params) => this.#ask(method, params, sessionId as string))
    this.#sessions.set(sessionId as string, session)
    return session
  }

  #ask(method: string, params: Fields, sessionId?: string): Promise<Fields> {
    const waiting = Promise.withResolvers<Fields>()
    this.#lastId += 1
    this.#waiting.set(this.#lastId, waiting)
    this.#output.write(`${JSON.stringify({ id: this.#lastId, method, params, sessionId })}\0`)
    return waiting.promise
  }

  #read(chunk: string): void {
    const parts = (this.#partial + chunk).split('\0')
    this.#partial = parts.pop() ?? ''
    for (const part of parts) this.#receive(JSON.parse(part) as Message)
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      const session = message.sessionId === undefined ? this.browser : this.#sessions.get(message.sessionId)
      session?.emit(message.method ?? '', message.params ?? {})
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error === undefined) waiting?.resolve(message.result ?? {})
    else waiting?.reject(new Error(message.error.message))
  }

  #lose(): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new Error('electron-host: the browser has ended'))
    this.#waiting.clear()
    this.browser.emit('lost')
  }
}
