// The least that can stand at the other end while payments are pushed: it answers each create as Incident IQ does, and keeps nothing.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const sent = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>
    const id = randomUUID()
    const at = new Date().toISOString()
    const item = { LineItemId: id, ...sent, Sku: 'OFF-PAY', CreatedDate: at, ModifiedDate: at, IsDeleted: false }
    const body = Buffer.from(JSON.stringify({ Item: item, Uid: id, StatusCode: 201, Message: null, Errors: [] }))
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
  })
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
process.once('disconnect', () => process.exit(0))
