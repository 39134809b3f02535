import { once } from 'node:events'
import type { Socket } from 'node:net'
import { type Channel, REPLY_BYTES } from './protocol.ts'

/** The most bytes of one line, in each direction. */
export interface LineLimits {
  inBytes: number
  outBytes: number
}

/**
 * A channel of JSON lines over a socket. A line that is too long, or is not JSON, ends the connection: whoever sends it is not a Feebridge of
 * this version, and the rest of the stream cannot be trusted. So does a reader that leaves more than a few replies unread.
 */
export function lineChannel(socket: Socket, limits: LineLimits): Channel {
  const lines = new LineSplitter(limits.inBytes)
  return {
    send(message) {
      if (!socket.writable) return 'closed'
      const line = `${JSON.stringify(message)}\n`
      if (Buffer.byteLength(line) > limits.outBytes) return 'too-large'
      if (socket.writableLength > 2 * REPLY_BYTES) {
        socket.destroy()
        return 'closed'
      }
      socket.write(line)
      return 'sent'
    },
    listen(listener) {
      socket.on('data', chunk => {
        for (const line of lines.take(chunk)) {
          const value = line === null ? undefined : parsed(line)
          if (value === undefined) {
            socket.destroy()
            return
          }
          // The listener may have closed the socket over an earlier line of the same chunk.
          if (!socket.destroyed) listener.message(value)
        }
      })
      socket.on('error', () => socket.destroy())
      socket.once('close', () => listener.closed())
    },
    async close() {
      if (socket.closed) return
      socket.destroySoon()
      await once(socket, 'close')
    },
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    // JSON.parse has no other way to say "this is not JSON"; the caller ends the connection.
    return undefined
  }
}

/** Cuts a stream of bytes into lines without copying unfinished ones again for each chunk. */
class LineSplitter {
  readonly #mostBytes: number
  #parts: Buffer[] = []
  #bytes = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** The lines completed by this chunk; null, as the last one, for a line that is longer than allowed. */
  *take(chunk: Buffer): Generator<string | null> {
    let rest = chunk
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      if (this.#bytes + end > this.#mostBytes) {
        yield null
        return
      }
      const line = Buffer.concat([...this.#parts, rest.subarray(0, end)])
      this.#parts = []
      this.#bytes = 0
      rest = rest.subarray(end + 1)
      yield line.toString('utf8')
    }
    this.#bytes += rest.length
    if (this.#bytes > this.#mostBytes) yield null
    else if (rest.length > 0) this.#parts.push(rest)
  }
}
