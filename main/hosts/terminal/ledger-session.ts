import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { AppError, Reply } from '../../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../../contract/calls.ts'
import type { Caller, Engine } from '../../engine/engine.ts'
import { accountName } from '../../engine/link/account-name.ts'
import { connectToEngine, serveOnSocket } from '../../engine/link/local-socket.ts'
import { readAddress } from '../../engine/link/socket-address.ts'
import type { CommandInput } from './command-input.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Output } from './output.ts'

/** A command that finds the ledger held, but nobody to talk to, tries again for this long: its holder may be starting or ending, and dozens of commands queue. */
const BUSY_MS = 30_000
const BUSY_STEP_MS = 200
/** An entry that got no answer is asked for again for this long. */
const AGAIN_MS = 30_000
const MAY_BE_ENTERED = 'It is not known whether this was entered: look at the fee before you enter it again.'

/** How a command reaches the ledger. */
export interface Reach {
  /** Make the folder and the ledger when they are not there. */
  create?: boolean
  /** Start of the ledger's clock; only where this process opens the ledger itself. */
  startNowMs?: number | undefined
  /** Let other commands in meanwhile, because this one can take long. */
  letOthersIn?: boolean
}

/** The ledger's engine for the length of one command, with the calls made under this account's name. */
export interface LedgerSession {
  readonly engine: Engine
  call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<Reply<CallValue<Name>>>
}

/** Reaches the ledger, does the work and lets go of it again, also when the work fails. */
export async function withLedger(
  place: { input: CommandInput; output: Output; reach?: Reach },
  work: (ledger: LedgerSession) => Promise<ExitCode>,
): Promise<ExitCode> {
  // The PIN first: who is slow to type it keeps nobody from the ledger.
  const asking = await callerOf(place.input, place.output)
  if (!asking.ok) return place.output.refuse(asking.error)
  const caller = asking.value
  const reached = await reachEngine(place.input.dataFolder, place.reach ?? {})
  if (!reached.ok) return place.output.refuse(reached.error)
  const session = new Session(reached.value, caller, () => reachEngine(place.input.dataFolder, place.reach ?? {}))
  try {
    return await work(session)
  } finally {
    await session.leave()
  }
}

class Session implements LedgerSession {
  #reached: Reached
  readonly #caller: Caller
  readonly #reachAgain: () => Promise<Reply<Reached>>

  constructor(reached: Reached, caller: Caller, reachAgain: () => Promise<Reply<Reached>>) {
    this.#reached = reached
    this.#caller = caller
    this.#reachAgain = reachAgain
  }

  get engine(): Engine {
    return this.#reached.engine
  }

  /** An engine that dies before it answers may have carried out what it was asked. What has a key is asked again: the key enters it once. */
  call: LedgerSession['call'] = async (name, request) => {
    const giveUpAt = performance.now() + AGAIN_MS
    for (;;) {
      const reply = await this.engine.call(name, request, this.#caller)
      if (reply.ok || reply.error.code !== 'closed' || !('key' in request)) return reply
      await this.leave()
      const again = performance.now() > giveUpAt ? reply : await this.#reachAgain()
      if (!again.ok)
        return { ok: false, error: { ...again.error, message: `${again.error.message} ${MAY_BE_ENTERED}` } }
      this.#reached = again.value
    }
  }

  leave(): Promise<void> {
    return this.#reached.leave()
  }
}

interface Reached {
  engine: Engine
  leave(): Promise<void>
}

/** Asks whoever holds the ledger; when nobody does, opens it in this process. */
async function reachEngine(dataFolder: string, reach: Reach): Promise<Reply<Reached>> {
  const giveUpAt = performance.now() + BUSY_MS
  for (;;) {
    const held = await connectToEngine(dataFolder)
    if (held !== null && reach.startNowMs === undefined)
      return { ok: true, value: { engine: held, leave: () => held.close() } }
    await held?.close()
    if (held !== null) return { ok: false, error: await clockRuns(dataFolder) }
    const opened = await openHere(dataFolder, reach)
    if (opened.ok || opened.error.code !== 'busy') return opened
    if (performance.now() > giveUpAt) return { ok: false, error: await withHolder(opened.error, dataFolder) }
    await wait(BUSY_STEP_MS)
  }
}

async function openHere(dataFolder: string, reach: Reach): Promise<Reply<Reached>> {
  const { openEngine } = await import('../../engine/compose.ts')
  const options = { dataDir: dataFolder, create: reach.create ?? false, role: 'command' as const }
  const opened = await openEngine(
    reach.startNowMs === undefined ? options : { ...options, startNowMs: reach.startNowMs },
  )
  if (!opened.ok) return opened
  const engine = opened.value
  const socket = reach.letOthersIn === true ? await serveOnSocket(engine, dataFolder) : null
  const leave = async (): Promise<void> => {
    await socket?.finish()
    await engine.close()
  }
  return { ok: true, value: { engine, leave } }
}

/** Names the process that holds the ledger, where it has left its number. */
async function withHolder(error: AppError, dataFolder: string): Promise<AppError> {
  const address = await readAddress(dataFolder)
  return address === null ? error : { ...error, message: `${error.message} It is process ${address.pid}.` }
}

async function clockRuns(dataFolder: string): Promise<AppError> {
  const address = await readAddress(dataFolder)
  const who = address === null ? 'another process' : `process ${address.pid}`
  return {
    code: 'refused',
    message: `The ledger in ${dataFolder} is open in ${who} and its clock runs already; --now works only when this command opens the ledger itself. Stop that process first.`,
  }
}

/** Who acts: this account's operator, or the one that `--as` names, with its PIN (F2). */
async function callerOf({ as }: CommandInput, output: Output): Promise<Reply<Caller>> {
  if (as === undefined) return { ok: true, value: terminalCaller() }
  const pin = process.env.FEEBRIDGE_PIN ?? (await readPin(as, output))
  if (pin !== '') return { ok: true, value: { ...terminalCaller(), as: { operator: as, pin } } }
  const message = `The PIN of ${as} is missing. Set FEEBRIDGE_PIN, or give it as the first line of standard input.`
  return { ok: false, error: { code: 'signed-out', message } }
}

/** The first line of standard input. Typed at a terminal it is not shown. */
async function readPin(operator: string, output: Output): Promise<string> {
  const { stdin } = process
  if (stdin.isTTY) output.sentence(`PIN of ${operator}:`)
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: unseen, terminal: stdin.isTTY === true })
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  for await (const line of lines) return line.trim()
  return ''
}

/** Everything done from the terminal carries the operating-system account's name. */
export function terminalCaller(): Caller {
  return { host: 'terminal', operator: accountName() }
}
