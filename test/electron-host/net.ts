import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Net } from 'electron'
import { control } from './control.ts'
import { fetchAsElectron } from './fetch.ts'
import { answerOwnScheme } from './protocol.ts'
import { strict } from './strict.ts'

/** The network of the main process. Files and the app's own schemes answer as in Electron. */
export const net = strict('net', {
  async fetch(
    input: string | Request,
    init?: RequestInit & { bypassCustomProtocolHandlers?: boolean },
  ): Promise<Response> {
    const url = typeof input === 'string' ? input : input.url
    if (url.startsWith('file:')) return fetchFile(url)
    if (!control.isOnline) throw new Error('net::ERR_INTERNET_DISCONNECTED')
    const { bypassCustomProtocolHandlers = false, ...rest } = init ?? {}
    const own = bypassCustomProtocolHandlers ? null : answerOwnScheme(new Request(input, rest))
    return own ?? fetchAsElectron(input, rest)
  },
  isOnline: () => control.isOnline,
  get online() {
    return control.isOnline
  },
} satisfies Partial<Net>)

/** The types that Chromium gives to files by their ending. */
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

async function fetchFile(url: string): Promise<Response> {
  const file = new URL(url)
  const type = TYPES[extname(file.pathname)] ?? 'application/octet-stream'
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers: { 'Content-Type': type } })
  } catch (cause) {
    throw new Error('net::ERR_FILE_NOT_FOUND', { cause })
  }
}
