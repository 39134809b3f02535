import type { Session, WebContents, WebRequest } from 'electron'
import { control } from './control.ts'
import { net } from './net.ts'
import { openWindows } from './open-windows.ts'
import { protocol } from './protocol.ts'
import { asElectron, Emulated, type PartOf, strict } from './strict.ts'

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0]
type BeforeRequest = (
  details: { url: string; method: string; resourceType: string },
  callback: (answer: { cancel?: boolean; redirectURL?: string }) => void,
) => void

/** What the app said about requests and permissions. */
const rules: { request: RequestHandler; check: CheckHandler; beforeRequest: BeforeRequest | null } = {
  request: null,
  check: null,
  beforeRequest: null,
}

class EmulatedSession extends Emulated implements PartOf<Session> {
  readonly protocol = asElectron<Session['protocol']>(protocol)
  readonly webRequest = asElectron<WebRequest>(
    strict('webRequest', {
      onBeforeRequest(...args: [unknown, BeforeRequest | null] | [BeforeRequest | null]): void {
        rules.beforeRequest = (args.length === 2 ? args[1] : args[0]) ?? null
      },
    }),
  )
  setPermissionRequestHandler(handler: RequestHandler): void {
    rules.request = handler
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    rules.check = handler
  }

  setDevicePermissionHandler(): void {
    // No device is ever attached here.
  }

  setDisplayMediaRequestHandler(): void {
    // No page captures a screen here.
  }

  setSpellCheckerEnabled(): void {
    // Headless Chromium checks no spelling.
  }

  setSpellCheckerLanguages(): void {
    // As above.
  }

  fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    return net.fetch(input, init)
  }

  async setProxy(): Promise<void> {
    // Requests of the stand-in go to loopback only.
  }

  async clearCache(): Promise<void> {
    // Nothing is cached: every page of ours comes from the app.
  }

  async clearStorageData(): Promise<void> {
    throw new Error('electron-host: session.clearStorageData is not emulated')
  }
}

export const defaultSession = new EmulatedSession()
export const session = strict('session', { defaultSession: asElectron<Session>(defaultSession) })

/** What the app decides about a request of a page. */
export async function filterRequest(url: string, method: string, resourceType: string): Promise<'go' | 'cancel'> {
  const ask = rules.beforeRequest
  if (ask === null) return 'go'
  const answer = await new Promise<{ cancel?: boolean }>(resolve => ask({ url, method, resourceType }, resolve))
  return answer.cancel === true ? 'cancel' : 'go'
}

/** Without handlers Electron allows everything, and so does this. */
control.askPermission = async permission => {
  const window = [...openWindows.all][0] as unknown as { webContents: WebContents } | undefined
  const webContents = window?.webContents ?? null
  const origin = 'https://example.test'
  const asked = permission as Parameters<NonNullable<CheckHandler>>[1]
  const details = { requestingUrl: origin, isMainFrame: true, securityOrigin: origin, mediaType: 'unknown' as const }
  if (rules.check !== null && !rules.check(webContents, asked, origin, details)) return false
  const { request } = rules
  if (request === null || webContents === null) return true
  return new Promise(resolve => {
    request(webContents, permission as Parameters<typeof request>[1], resolve, asElectron(details))
  })
}
