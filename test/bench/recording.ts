import { once } from 'node:events'
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request of a run, and where its answer stands in the recording's body file. */
export interface Recorded {
  method: string
  path: string
  body: string
  start: number
  end: number
}

export interface LoopbackServer {
  origin: string
  close(): Promise<void>
}

/** Passes requests on to a server and records every answer, in their order: `<file>.json` and `<file>.bodies`. */
export async function recordFrom(origin: string, file: string): Promise<LoopbackServer> {
  const bodies = openSync(`${file}.bodies`, 'w')
  const recorded: Recorded[] = []
  let end = 0
  const server = await listen(async (request, response) => {
    const body = await readAll(request)
    const { method = 'GET', url: path = '/' } = request
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(
        ([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name),
      ),
    )
    const answer = await fetch(origin + path, {
      method,
      headers: headers as Record<string, string>,
      ...(method === 'GET' ? {} : { body }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    writeSync(bodies, bytes)
    recorded.push({ method, path, body: body.toString(), start: end, end: end + bytes.length })
    end += bytes.length
    response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes)
  })
  return {
    origin: server.origin,
    async close() {
      await server.close()
      closeSync(bodies)
      writeFileSync(`${file}.json`, JSON.stringify(recorded))
    },
  }
}

/** Answers what was recorded, from memory. */
export async function replay(file: string): Promise<LoopbackServer> {
  const bodies = readFileSync(`${file}.bodies`)
  const answers = new Map(
    readRecording(file).map(one => [`${one.method} ${one.path} ${one.body}`, bodies.subarray(one.start, one.end)]),
  )
  return await listen(async (request, response) => {
    const body = await readAll(request)
    const answer = answers.get(`${request.method ?? ''} ${request.url ?? ''} ${body.toString()}`)
    if (answer === undefined)
      response.writeHead(404).end(`Not recorded: ${request.method ?? ''} ${request.url ?? ''} ${body.toString()}`)
    else response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
  })
}

export function readRecording(file: string): Recorded[] {
  return JSON.parse(readFileSync(`${file}.json`, 'utf8'))
}

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}
