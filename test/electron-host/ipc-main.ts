import type { IpcMain, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron'
import { originOf } from './addresses.ts'
import { decodeClone, encodeClone } from './page/clone.ts'
import type { PageMessage } from './page/ipc-renderer.ts'
import type { Page, PageFrame } from './page.ts'
import { asElectron, Emulated, type PartOf, strict } from './strict.ts'

type InvokeHandler = Parameters<IpcMain['handle']>[1]

const handlers = new Map<string, InvokeHandler>()

class EmulatedIpcMain extends Emulated implements PartOf<IpcMain> {
  handle(channel: string, handler: InvokeHandler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (event, ...args: unknown[]) => {
      handlers.delete(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    handlers.delete(channel)
  }
}

export const ipcMain = new EmulatedIpcMain()

/** Where a message came from. */
interface Sender {
  page: Page
  frame: PageFrame
  webContents: WebContents
}

/** Hands a page's message to the app, and the answer of an invocation back. Of an error only its text crosses. */
export async function receiveMessage(message: PageMessage, context: number, sender: Sender): Promise<void> {
  const [kind, channel, number, encoded] = message
  const args = decodeClone(encoded) as unknown[]
  const event = eventOf(sender)
  if (kind === 'send') {
    ipcMain.emit(channel, event, ...args)
    return
  }
  try {
    const handler = handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    sender.page.reply(context, number, true, encodeClone(await handler(event, ...args)))
  } catch (error) {
    sender.page.reply(context, number, false, String(error))
  }
}

function eventOf({ frame, webContents }: Sender): IpcMainInvokeEvent {
  const fields = { sender: webContents, senderFrame: frameOf(frame), frameId: 1, processId: 1, type: 'frame' as const }
  return asElectron(strict('ipcEvent', { ...fields, preventDefault: () => undefined, defaultPrevented: false }))
}

/** A frame as the app sees it. */
export function frameOf(frame: PageFrame): WebFrameMain {
  return asElectron(
    strict('webFrameMain', {
      get url() {
        return frame.url
      },
      get origin() {
        return originOf(frame.url)
      },
      get parent() {
        // Frames inside a page get no preload script, so none of them ever sends.
        return null
      },
      isDestroyed: () => false,
      detached: false,
    } satisfies Partial<WebFrameMain>),
  )
}
