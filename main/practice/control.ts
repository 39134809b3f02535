import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ArgumentPlan, findArgumentFault } from './arguments.ts'
import type { IiqConsole } from './iiq/console.ts'
import { type FaultName, ROUTE_NAMES } from './iiq/faults.ts'
import type { PracticeIiq } from './iiq/iiq.ts'
import { CONSOLE_PLANS, FAULT_PLANS } from './iiq/operations.ts'

/** The longest order, in bytes: a planted row is the longest thing there is. */
const MOST_ORDER_BYTES = 1_048_576

type Arguments = Readonly<Record<string, unknown>>

/** An operation with its arguments already checked by its plan. */
interface Operation {
  plan: ArgumentPlan
  /** Null as arguments switches a fault off. */
  allowsNull: boolean
  run(args: Arguments | null): unknown
}

interface ControlReply {
  status: number
  body: unknown
}

/**
 * The console over HTTP, for other processes: `POST /practice/control` with `{op, args}` and `GET /practice/state`.
 * The header `X-Practice: 1` is required: a browser page of another origin cannot send it without being asked first.
 */
export function createControl(iiq: PracticeIiq) {
  const operations = collectOperations(iiq)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = await obey(iiq, operations, request)
    const text = JSON.stringify(reply.body)
    response.writeHead(reply.status, { 'Content-Type': 'application/json; charset=utf-8' })
    response.end(text)
  }
}

async function obey(
  iiq: PracticeIiq,
  operations: ReadonlyMap<string, Operation>,
  request: IncomingMessage,
): Promise<ControlReply> {
  const text = await readOrder(request)
  const path = request.url?.split('?')[0]
  if (request.headers['x-practice'] !== '1') return refuse(403, 'The header X-Practice: 1 is missing.')
  if (request.method === 'GET' && path === '/practice/state') return { status: 200, body: describeState(iiq) }
  if (request.method !== 'POST' || path !== '/practice/control') {
    return refuse(404, 'There is only POST /practice/control and GET /practice/state.')
  }
  const order = parseOrder(text)
  if (order === undefined) return refuse(400, 'The body must be a JSON object with "op" and, if needed, "args".')
  const operation = operations.get(order.op)
  if (operation === undefined) {
    return refuse(400, `There is no operation "${order.op}"; there are ${[...operations.keys()].join(', ')}.`)
  }
  if (order.args === null && !operation.allowsNull)
    return refuse(400, `The operation "${order.op}" needs an object as args.`)
  const fault = order.args === null ? undefined : findArgumentFault(operation.plan, order.args)
  if (fault !== undefined) return refuse(400, fault)
  try {
    return { status: 200, body: { ok: true, value: (await operation.run(order.args)) ?? null } }
  } catch (error) {
    return refuse(400, error instanceof Error ? error.message : String(error))
  }
}

function collectOperations(iiq: PracticeIiq): Map<string, Operation> {
  const operations = new Map<string, Operation>()
  for (const name of Object.keys(CONSOLE_PLANS) as (keyof IiqConsole)[]) {
    // The plan has checked names and kinds of all arguments, which is all that the operation's type asks for.
    const run = iiq[name] as (args: Arguments | null) => unknown
    operations.set(name, { plan: CONSOLE_PLANS[name], allowsNull: false, run })
  }
  for (const name of Object.keys(FAULT_PLANS) as FaultName[]) {
    const run = (args: Arguments | null) => {
      Object.assign(iiq.faults, { [name]: args === null ? null : { ...args } })
    }
    operations.set(name, { plan: FAULT_PLANS[name], allowsNull: true, run })
  }
  const add = (name: string, plan: ArgumentPlan, run: (args: Arguments) => unknown) =>
    operations.set(name, { plan, allowsNull: false, run: args => run(args ?? {}) })
  add('clearFaults', { known: {} }, () => iiq.clearFaults())
  add('resetRequests', { known: {} }, () => iiq.resetRequests())
  add('switches', { known: { pageCap: 'integer', validationShape: ['alternate', 'byField', 'list'] } }, args => {
    Object.assign(iiq.switches, args)
  })
  add('notPermitted', { known: { routes: 'texts' }, required: ['routes'] }, args => forbidRoutes(iiq, args.routes))
  // The answer leaves before the listening ends: afterwards nobody could be told.
  add('goDown', { known: { ms: 'integer' }, required: ['ms'] }, args => {
    setImmediate(() => void iiq.goDown(Number(args.ms)))
  })
  return operations
}

function forbidRoutes(iiq: PracticeIiq, routes: unknown): void {
  const wanted = Array.isArray(routes) ? routes : []
  const stranger = wanted.find(route => !ROUTE_NAMES.includes(route))
  if (stranger !== undefined) throw new Error(`There is no route "${stranger}"; there are ${ROUTE_NAMES.join(', ')}.`)
  iiq.switches.notPermitted = wanted
}

function describeState(iiq: PracticeIiq) {
  const { effects, requests, faults, switches } = iiq
  return { effects, requests, counts: iiq.counts(), faults, switches }
}

function parseOrder(text: string): { op: string; args: Arguments | null } | undefined {
  try {
    const order: unknown = JSON.parse(text)
    if (typeof order !== 'object' || order === null || !('op' in order) || typeof order.op !== 'string')
      return undefined
    const args = 'args' in order ? order.args : {}
    if (typeof args !== 'object' || Array.isArray(args)) return undefined
    return { op: order.op, args: args === null ? null : { ...args } }
  } catch {
    // What is no JSON is no order; the caller says what one looks like.
    return undefined
  }
}

async function readOrder(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= MOST_ORDER_BYTES) chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function refuse(status: number, sentence: string): ControlReply {
  return { status, body: { ok: false, error: sentence } }
}
