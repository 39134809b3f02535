import { join, normalize, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'
import { rendererFolder } from '../../engine/link/app-root.ts'

/** Where the window's pages live: a scheme of its own, so that they have an origin that no web page can have. */
export const WINDOW_ORIGIN = 'app://feebridge'

const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'"

/** Must be called before Electron is ready. */
export function declareWindowScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built window, and nothing outside its folder. */
export function serveWindowFiles(): void {
  protocol.handle('app', async request => {
    const { host, pathname } = new URL(request.url)
    const file = normalize(join(rendererFolder(), decodeURIComponent(pathname)))
    if (host !== 'feebridge' || !file.startsWith(rendererFolder() + sep))
      return new Response('Not found', { status: 404 })
    const response = await net.fetch(pathToFileURL(file).href)
    const headers = new Headers(response.headers)
    headers.set('Content-Security-Policy', POLICY)
    return new Response(response.body, { status: response.status, headers })
  })
}
