// main/hosts/browser serves the window to an ordinary browser on loopback, where no Electron binary is at hand: start links, sessions, calls, events,
// downloads, the built files. It knows no ledger and no rules; every call goes to the engine, or to hosts/world, as it came. The window itself is renderer/.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../../domain/ports.ts'
import { Seat } from '../world/seat.ts'
import type { World } from '../world/world.ts'
import { guard, SIGN_IN_SENTENCE, sendRefusal, sendReply, sendSignInPage } from './answers.ts'
import { browserDoors } from './browser-doors.ts'
import { answerCall, type CallDoor } from './call-door.ts'
import { createDownloads, type Downloads, isDownload } from './downloads.ts'
import { createEventStreams, type EventStreams } from './event-streams.ts'
import { isPrefetch, judgeHeaders } from './gate.ts'
import { HOST_LIMITS, type HostLimits } from './host-limits.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { sendWindowFile } from './window-files.ts'

export interface BrowserHostOptions {
  /** What is open; it stays open when the host closes. */
  world: World
  version: string
  /** Where the preferences of windows in this machine's browsers are kept. */
  preferencesFile: string
  /** 0 or absent: any free port. */
  port?: number
  /** Absolute path of the built window (out/renderer). */
  rendererDir: string
  /** The operating-system account that runs Feebridge; every call carries it. */
  operator: string
  log: Log
  /** Overrides of {@link HOST_LIMITS}. */
  limits?: Partial<HostLimits>
}

export interface BrowserHost {
  /** A new address that signs one browser in, once, within five minutes. */
  startUrl(): string
  /** `http://127.0.0.1:PORT`. */
  origin: string
  /** Cuts every connection, frees the port and deletes exports that nobody fetched; the world stays open. */
  close(): Promise<void>
}

interface Door extends Omit<CallDoor, 'seat'> {
  port: number
  operator: string
  rendererDir: string
  sessions: Sessions
  streams: EventStreams
  downloads: Downloads
}

/** Serves the window on 127.0.0.1. Rejects when the port cannot be had. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const limits = { ...HOST_LIMITS, ...options.limits }
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
  })
  server.maxConnections = limits.connectionsMost
  const port = await listen(server, options.port ?? 0)
  const downloads = createDownloads(limits)
  const door: Door = {
    port,
    world: options.world,
    doors: browserDoors({ ...options, downloads }),
    downloads,
    operator: options.operator,
    log: options.log,
    rendererDir: options.rendererDir,
    sessions: createSessions(port, limits, () => new Seat({ host: 'browser', operator: options.operator })),
    streams: createEventStreams(options.world, limits),
  }
  server.on('request', (request, response) => void answerSafely(request, response, door))
  const origin = `http://127.0.0.1:${port}`
  return {
    startUrl: () => `${origin}/start?token=${door.sessions.mintStart()}`,
    origin,
    async close() {
      door.streams.close()
      await new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await downloads.close()
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

async function answerSafely(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  try {
    await answer(request, response, door)
  } catch (error) {
    door.log.error('The browser host could not answer', { reason: error instanceof Error ? error.message : 'unknown' })
    if (response.headersSent) response.destroy()
    else sendRefusal(response, 500, 'Feebridge could not answer because of a fault of its own. Reload the window.')
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  guard(response)
  const method = request.method ?? ''
  const passage = judgeHeaders(method, request.headers, door.port)
  if (passage.kind === 'refused') {
    door.log.warn('The browser host refused a request', { method, reason: passage.reason })
    response.setHeader('Connection', 'close')
    return sendRefusal(response, passage.status, passage.reason)
  }
  // The path is taken word for word: URL would fold "/../" away before it could be refused.
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const seat = door.sessions.seatOf(request.headers.cookie)
  if (path === '/start' && method === 'GET')
    return answerStart(request, response, query, { ...door, signedIn: seat !== null })
  if (seat === null) {
    response.setHeader('Connection', 'close')
    return wantsPage(request, path) ? sendSignInPage(response, 401) : sendRefusal(response, 401, SIGN_IN_SENTENCE)
  }
  if (method === 'POST' && path.startsWith('/call/'))
    return answerCall(request, response, path.slice('/call/'.length), { ...door, seat })
  if (method !== 'GET') return sendRefusal(response, 405, 'Feebridge takes only GET, and POST for calls.')
  if (path === '/events') return door.streams.open(response)
  if (isDownload(path)) return answerDownload(request, response, path, door)
  if (path === '/session') return sendReply(response, 200, { ok: true, value: { operator: door.operator } })
  return sendWindowFile(response, door.rendererDir, path)
}

function answerStart(
  request: IncomingMessage,
  response: ServerResponse,
  query: string,
  door: Door & { signedIn: boolean },
): void {
  if (isPrefetch(request.headers)) {
    sendRefusal(response, 503, 'A start link is opened, not fetched ahead.')
    return
  }
  // A fresh link is a fresh window, also where a locked one was open. A reload of a used link in the window that used it just goes on.
  const secret = door.sessions.redeemStart(new URLSearchParams(query).get('token') ?? '')
  if (secret !== null) response.setHeader('Set-Cookie', door.sessions.cookieLine(secret))
  if (secret === null && !door.signedIn) sendSignInPage(response, 403)
  else response.writeHead(303, { Location: '/', 'Content-Length': 0 }).end()
}

async function answerDownload(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { downloads }: Door,
): Promise<void> {
  // An address works once; a browser's guess at the next page must not spend it.
  if (isPrefetch(request.headers)) return sendRefusal(response, 503, 'A file is fetched when it is asked for.')
  return downloads.send(response, path)
}

function wantsPage(request: IncomingMessage, path: string): boolean {
  return request.method === 'GET' && (path === '/' || path.endsWith('.html'))
}
