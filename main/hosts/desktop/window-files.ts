import { join, normalize, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'
import { rendererFolder } from '../../engine/link/app-root.ts'
import { isOurs } from './window-address.ts'

/** The window's policy: its own files and nothing from elsewhere, nothing inline. It talks to the engine by IPC, not by requests. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const GUARD_HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Must be called before Electron is ready. */
export function declareWindowScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built window, and nothing outside its folder. */
export function serveWindowFiles(): void {
  protocol.handle('app', async request => {
    const file = fileOf(request)
    const found = file === null ? null : await net.fetch(pathToFileURL(file).href).catch(nullWhenMissing)
    if (found === null) return new Response('Not found', { status: 404, headers: GUARD_HEADERS })
    const type = found.headers.get('Content-Type') ?? 'application/octet-stream'
    return new Response(found.body, { headers: { ...GUARD_HEADERS, 'Content-Type': type } })
  })
}

function fileOf({ method, url }: Request): string | null {
  if (method !== 'GET' || !isOurs(url)) return null
  const { pathname } = new URL(url)
  const file = normalize(join(rendererFolder(), decodeURIComponent(pathname)))
  return file.startsWith(rendererFolder() + sep) && !file.includes('\0') ? file : null
}

/** A file that is not there, or a folder, is answered like an address that never was. */
function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && /ERR_FILE_NOT_FOUND|ERR_ACCESS_DENIED|ERR_INVALID/.test(error.message)) return null
  throw error
}
