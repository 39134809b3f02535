import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sendRefusal } from './answers.ts'
import type { HostLimits } from './host-limits.ts'

/** A file that waits to be fetched. */
export interface Offer {
  file: string
  /** What the browser calls it. */
  name: string
  /** True for a copy that was made to be fetched: it is deleted when it was, or when nobody came. */
  passing: boolean
}

/** Files that are fetched once, under addresses that cannot be guessed. */
export interface Downloads {
  /** The path of a new address. */
  offer(offer: Offer): string
  /** Sends what a path offers, once; anything else is not found. */
  send(response: ServerResponse, path: string): Promise<void>
  close(): Promise<void>
}

const PREFIX = '/download/'
/** What we offer, by the end of the name. */
const TYPES: Record<string, string> = {
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pdf': 'application/pdf',
}

export function isDownload(path: string): boolean {
  return path.startsWith(PREFIX)
}

/** Offers are kept in memory under hashes of their addresses, as sessions are: nothing to measure, nothing that survives the process. */
export function createDownloads(limits: HostLimits): Downloads {
  const offers = new Map<string, Offer & { timer: NodeJS.Timeout }>()
  const forget = async (hash: string): Promise<void> => {
    const offer = offers.get(hash)
    offers.delete(hash)
    if (offer?.passing === true) await rm(offer.file, { force: true })
  }
  return {
    offer(offer) {
      const id = randomBytes(32).toString('base64url')
      const hash = hashOf(id)
      const timer = setTimeout(() => void forget(hash), limits.downloadMs)
      timer.unref()
      offers.set(hash, { ...offer, timer })
      return `${PREFIX}${id}`
    },
    async send(response, path) {
      const hash = hashOf(path.slice(PREFIX.length))
      const offer = offers.get(hash)
      // Taken out before a byte is sent: an address works once, also when two ask at the same time.
      offers.delete(hash)
      if (offer === undefined)
        return sendRefusal(response, 404, 'This file was fetched before, or waited too long. Export it again.')
      clearTimeout(offer.timer)
      await sendFile(response, offer)
      if (offer.passing) await rm(offer.file, { force: true })
    },
    async close() {
      for (const { timer } of offers.values()) clearTimeout(timer)
      await Promise.all([...offers.keys()].map(forget))
    },
  }
}

async function sendFile(response: ServerResponse, { file, name }: Offer): Promise<void> {
  const size = await stat(file).then(
    found => found.size,
    () => null,
  )
  if (size === null) return sendRefusal(response, 404, 'This file is not there any more. Export it again.')
  response.writeHead(200, {
    'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
    'Content-Length': size,
    'Content-Disposition': `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
  // A browser that goes away in the middle ends the download and nothing else.
  await pipeline(createReadStream(file), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

/** For browsers that read only the plain form: no quotes, no control characters, no path. */
function asciiName(name: string): string {
  return name.replace(/[^A-Za-z0-9 ._-]/g, '_')
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}
