import { BrowserWindow, ipcMain, type WebFrameMain } from 'electron'
import type { AppError, Reply } from '../../../contract/app-error.ts'
import { forWindows } from '../../../contract/events.ts'
import { isWindowCall } from '../../../contract/host-calls.ts'
import type { Log } from '../../domain/ports.ts'
import { answerWindowCall } from '../world/answer-window-call.ts'
import type { Doors } from '../world/doors.ts'
import type { Seat } from '../world/seat.ts'
import type { World } from '../world/world.ts'
import { isOurs } from './window-address.ts'

/** What answers the window: the world is still being opened when the first calls come. */
export interface Answering {
  opened: Promise<Reply<World>>
  doors: Doors
  /** Who asks. The app has one window, and the seat outlives its pages: closing it to the tray unlocks nothing. */
  seat: Seat
  log: Log
}

/** Carries calls from the window to the engine or the host. The sender of every call is checked here, and only here. */
export function answerWindow(answering: Answering): void {
  ipcMain.handle('feebridge:call', async (event, name: unknown, request: unknown): Promise<Reply<unknown>> => {
    if (!isWindow(event.senderFrame)) return refuse('bad-request', 'This page is not one of Feebridge.')
    if (typeof name !== 'string') return refuse('bad-request', 'A call has no name.')
    try {
      return await answer(answering, name, request)
    } catch (error) {
      answering.log.error('A call of the window failed.', {
        call: name.slice(0, 64),
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
      return refuse('failed', 'Feebridge met an error of its own and did not carry this out. The log has the details.')
    }
  })
}

/** Brings every event of the world to every window. */
export function tellWindows(world: World): void {
  world.onEvent(event => {
    const heard = forWindows(event)
    for (const window of BrowserWindow.getAllWindows())
      if (!window.isDestroyed() && !window.webContents.isDestroyed()) window.webContents.send('feebridge:event', heard)
  })
}

async function answer({ opened, doors, seat }: Answering, name: string, request: unknown): Promise<Reply<unknown>> {
  const world = await opened
  if (!world.ok) return world
  if (!isWindowCall(name)) return refuse('bad-request', 'This call is not known to this version of Feebridge.')
  return answerWindowCall({ world: world.value, doors, seat }, { name, request })
}

/** The top frame of a page of ours; a frame inside it is nobody, wherever it came from. */
function isWindow(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOurs(frame.url)
}

function refuse(code: AppError['code'], message: string): Reply<never> {
  return { ok: false, error: { code, message } }
}
