import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable, Writable } from 'node:stream'
import { makeDistrict } from '../../main/practice/district.ts'
import { openIiq, type PracticeIiq } from '../../main/practice/iiq/iiq.ts'

/** What a server answers, once all of it is there. */
export interface ServerAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

export interface ServerRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

/** The practice Incident IQ without a network: what comes through the door is answered by its own handler. */
export interface PracticeDoor {
  iiq: PracticeIiq
  timeZone: string
  createdSince: string
  answer(request: ServerRequest): Promise<ServerAnswer>
}

/** Opens the practice district of a seed. `now` is the server's own clock, UTC ms. */
export function openPracticeDoor(
  seed: number,
  sizes: { students: number; fees: number },
  now: () => number,
): PracticeDoor {
  const district = makeDistrict({ seed, students: sizes.students }, now())
  const { iiq, handle } = openIiq(
    district,
    { seed, fees: sizes.fees, unmatchedFees: 0, now },
    { goDown: async () => undefined, comeUp: async () => undefined, closing: new AbortController().signal },
  )
  return {
    iiq,
    timeZone: district.timeZone,
    createdSince: district.createdSince,
    async answer({ method, path, headers, body }) {
      const request = Object.assign(Readable.from(body === '' ? [] : [Buffer.from(body)]), {
        method,
        url: path,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      })
      const response = new HeardResponse()
      await handle(request as unknown as IncomingMessage, response as unknown as ServerResponse)
      await response.whole
      return { status: response.statusCode, headers: response.headers, body: Buffer.concat(response.parts) }
    },
  }
}

/** Hears an answer out, as the other end of a socket would. */
class HeardResponse extends Writable {
  statusCode = 200
  headers: Record<string, string> = {}
  readonly parts: Buffer[] = []
  readonly whole: Promise<void>

  constructor() {
    super()
    this.whole = new Promise((resolve, reject) => {
      this.once('finish', resolve)
      this.once('error', reject)
    })
  }

  writeHead(status: number, headers: Record<string, string | number>): this {
    this.statusCode = status
    for (const [name, value] of Object.entries(headers)) this.headers[name.toLowerCase()] = String(value)
    return this
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.parts.push(chunk)
    done()
  }
}
