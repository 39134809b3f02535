import type { CustomScheme, Protocol } from 'electron'
import { app } from './app.ts'
import { strict } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>

/** The app's own schemes and who answers them. */
export const schemes = { privileged: new Map<string, CustomScheme>(), handlers: new Map<string, Handler>() }

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(customSchemes: CustomScheme[]): void {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const custom of customSchemes) schemes.privileged.set(custom.scheme, custom)
  },
  handle(scheme: string, handler: Handler): void {
    if (!app.isReady()) throw new Error('protocol.handle can only be used after app is ready')
    if (schemes.handlers.has(scheme)) throw new Error('The scheme has been intercepted')
    schemes.handlers.set(scheme, handler)
  },
  unhandle(scheme: string): void {
    schemes.handlers.delete(scheme)
  },
  isProtocolHandled(scheme: string): boolean {
    return schemes.handlers.has(scheme)
  },
} satisfies Partial<Protocol>)

/** The answer of the app to a request of one of its schemes; null for any other. */
export function answerOwnScheme(request: Request): Promise<Response> | null {
  const handler = schemes.handlers.get(new URL(request.url).protocol.slice(0, -1))
  return handler === undefined ? null : Promise.resolve(handler(request))
}
