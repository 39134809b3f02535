import { type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface Knock {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string
}

/** One HTTP request with exactly the given headers and the path word for word, as an attacking page or program could send it. */
export function knock(origin: string, { method = 'GET', path = '/', headers = {}, body }: Knock): Promise<Answer> {
  const { hostname, port, host } = new URL(origin)
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, setHost: false, headers: { Host: host, ...headers }, agent: false },
      response => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Opens the start link and gives the session's cookie back. */
export async function signIn(startUrl: string): Promise<string> {
  const url = new URL(startUrl)
  const answer = await knock(url.origin, { path: url.pathname + url.search })
  const line = answer.headers['set-cookie']?.[0]
  if (line === undefined) throw new Error(`The start link gave no cookie but ${answer.status}`)
  return line.slice(0, line.indexOf(';'))
}
