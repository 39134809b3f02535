/**
 * The practice district: the outside systems as real servers on loopback, made from a seed, with switches for every
 * fault and a log of what took effect. It is the other side of the wire: it is written from the description of the
 * systems alone and imports nothing of the program that talks to it. One folder per system; the people, schools and
 * devices they share are in `district.ts`; the console for other processes is `control.ts`.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createControl } from './control.ts'
import { type District, makeDistrict } from './district.ts'
import { openIiq, type PracticeIiq } from './iiq/iiq.ts'

export interface PracticeOptions {
  /** Same seed, same district (1). */
  seed?: number
  /** Students with a live account (300). */
  students?: number
  /** Live fees (900); payments, adjustments and deleted fees come on top. */
  fees?: number
  /** 0 = any free one. */
  port?: number
  /** Milliseconds UTC; `Date.now` by default. Rows are made for its day, changes carry its moments. */
  now?: () => number
  /** Fees whose student number nobody carries (1); none below 20 fees. */
  unmatchedFees?: number
}

export interface Practice {
  /** `http://127.0.0.1:<port>` */
  origin: string
  /** What `settings import` takes as it is. */
  settings(): PracticeSettings
  iiq: PracticeIiq
  close(): Promise<void>
}

export interface PracticeSettings {
  district: { name: string; timeZone: string; overdueDays: number }
  systems: {
    iiq: {
      baseUrl: string
      apiKey: string
      apiDomain: string
      userId: string
      siteId: string
      productId: string
      app: string
      categoryMode: 'import'
      /** `YYYY-MM-DD` */
      createdSince: string
      waiveZeroDue: boolean
      waiveMissing: boolean
      instantPayments: boolean
      exportPayments: boolean
    }
  }
  tasks: { 'iiq-sync': { on: boolean; schedule: string; testMode: boolean } }
}

/** Makes a district and serves it until `close`. Rejects when the port is taken. */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const { seed = 1, students = 300, fees = 900, port = 0, now = Date.now, unmatchedFees = 1 } = options
  checkSizes({ seed, students, fees, port, unmatchedFees })
  const closing = new AbortController()
  // Idle sockets are kept longer than any pause between two pages, so that no request meets one that is just closing.
  const server = createServer({ keepAliveTimeout: 120_000 })
  const listening = createListening(server, closing)
  const district = makeDistrict({ seed, students: Math.max(1, students) }, now())
  const { iiq, handle } = openIiq(district, { seed, fees, unmatchedFees, now }, listening)
  const control = createControl(iiq)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const handler = request.url?.startsWith('/practice/') ? control : handle
    // A reader that goes away in the middle of its request is its own business; anything else is shown as a cut socket.
    handler(request, response).catch((error: Error) => response.destroy(error))
  })
  await listening.open(port)
  const origin = `http://127.0.0.1:${listening.port()}`
  return { origin, settings: () => describeSettings(origin, district, iiq), iiq, close: listening.close }
}

function describeSettings(origin: string, district: District, iiq: PracticeIiq): PracticeSettings {
  return {
    district: { name: district.name, timeZone: district.timeZone, overdueDays: 30 },
    systems: {
      iiq: {
        baseUrl: origin,
        ...iiq.credentials,
        categoryMode: 'import',
        createdSince: district.createdSince,
        waiveZeroDue: true,
        waiveMissing: true,
        instantPayments: false,
        exportPayments: false,
      },
    },
    tasks: { 'iiq-sync': { on: true, schedule: '30 2 * * *', testMode: false } },
  }
}

/** Opens and closes the one port; going down keeps its number for coming up. */
function createListening(server: Server, closing: AbortController) {
  let port = 0
  let wakeUp: NodeJS.Timeout | undefined
  const open = async (wanted: number) => {
    server.listen(wanted, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address !== null && typeof address === 'object') port = address.port
  }
  const stop = async () => {
    clearTimeout(wakeUp)
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  const comeUp = async () => {
    clearTimeout(wakeUp)
    if (!server.listening && !closing.signal.aborted) await open(port)
  }
  return {
    open,
    port: () => port,
    closing: closing.signal,
    comeUp,
    goDown: async (forMs?: number) => {
      await stop()
      if (forMs !== undefined) wakeUp = setTimeout(() => void comeUp(), forMs)
    },
    close: async () => {
      closing.abort()
      await stop()
    },
  }
}

function checkSizes(sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isSafeInteger(size) || size < 0)
      throw new RangeError(`${name} must be a whole number from 0 up, not ${size}.`)
  }
}
