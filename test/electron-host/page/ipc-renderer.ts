import type { IpcRenderer } from 'electron'
import { decodeClone, encodeClone } from './clone.ts'

/** What the page tells the stand-in: its kind, its channel (an address to open, a title), the number of an invocation, and arguments as text. */
export type PageMessage = [kind: 'invoke' | 'send' | 'open' | 'title', channel: string, number: number, args: string]

type Listener = (event: unknown, ...args: unknown[]) => void

/** The way out, which pages do not get to see: it is taken off the window before their scripts run. */
type Post = (text: string) => void

/** What the stand-in calls in the page, found under this symbol. */
export interface PageDoor {
  reply(number: number, succeeded: boolean, text: string): void
  deliver(channel: string, args: string): void
}

/** The renderer's side of IPC, and the door by which its answers and events come in. */
export function makeIpc(post: Post): { ipcRenderer: Partial<IpcRenderer>; door: PageDoor } {
  const asked = new Map<number, PromiseWithResolvers<unknown> & { channel: string }>()
  const heard = new EventListeners()
  let lastNumber = 0
  const say = (...message: PageMessage) => post(JSON.stringify(message))

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      lastNumber += 1
      const waiting = Promise.withResolvers<unknown>()
      try {
        say('invoke', channel, lastNumber, encodeClone(args))
      } catch (cause) {
        return Promise.reject(new Error('An object could not be cloned.', { cause }))
      }
      asked.set(lastNumber, { ...waiting, channel })
      return waiting.promise
    },
    send(channel: string, ...args: unknown[]): void {
      say('send', channel, 0, encodeClone(args))
    },
    on: (channel: string, listener: Listener) => heard.add(channel, listener, false, ipcRenderer),
    once: (channel: string, listener: Listener) => heard.add(channel, listener, true, ipcRenderer),
    off: (channel: string, listener: Listener) => heard.remove(channel, listener, ipcRenderer),
    removeListener: (channel: string, listener: Listener) => heard.remove(channel, listener, ipcRenderer),
  }
  const door: PageDoor = {
    reply(number, succeeded, text) {
      const waiting = asked.get(number)
      asked.delete(number)
      if (succeeded) waiting?.resolve(decodeClone(text))
      else waiting?.reject(new Error(`Error invoking remote method '${waiting.channel}': ${text}`))
    },
    deliver(channel, args) {
      heard.call(channel, { sender: ipcRenderer, ports: [] }, decodeClone(args) as unknown[])
    },
  }
  return { ipcRenderer: ipcRenderer as unknown as Partial<IpcRenderer>, door }
}

class EventListeners {
  readonly #byChannel = new Map<string, { listener: Listener; once: boolean }[]>()

  add<Chained>(channel: string, listener: Listener, once: boolean, chained: Chained): Chained {
    this.#byChannel.set(channel, [...(this.#byChannel.get(channel) ?? []), { listener, once }])
    return chained
  }

  remove<Chained>(channel: string, listener: Listener, chained: Chained): Chained {
    const kept = (this.#byChannel.get(channel) ?? []).filter(each => each.listener !== listener)
    this.#byChannel.set(channel, kept)
    return chained
  }

  call(channel: string, event: object, args: unknown[]): void {
    for (const { listener, once } of this.#byChannel.get(channel) ?? []) {
      if (once) this.remove(channel, listener, null)
      try {
        listener(event, ...args)
      } catch (error) {
        // A listener that throws must not keep the others from hearing; the page's own error handling gets it.
        reportError(error)
      }
    }
  }
}
