// main/hosts/world is what every window host shares: which ledger is open (the district's own, or the practice district's with its systems beside
// it), switching between them, and the calls that a host answers itself. It knows no Electron and no HTTP; what one host can do alone comes in as Doors.
import type { AppError, Reply } from '../../../contract/app-error.ts'
import type { EngineEvent, HostEvent } from '../../../contract/events.ts'
import type { LedgerKind } from '../../../contract/host-calls.ts'
import type { SettingsView } from '../../../contract/settings.ts'
import type { Caller, Engine } from '../../engine/engine.ts'
import { CLOSED } from '../../engine/link/remote-engine.ts'
import { type EngineState, type ForkOptions, forkEngine } from '../../engine/link/supervise-engine.ts'
import type { Play } from '../../practice/play.ts'

import {
  closeLedger,
  hasLedger,
  type Opening,
  type OpenLedger,
  openNamed,
  openOwn,
  openPractice,
} from './open-ledger.ts'
import { paced } from './paced.ts'
import type { Places } from './places.ts'
import { setUpOwn } from './set-up.ts'
import { deletePracticeFolder } from './throw-away.ts'

export interface WorldOptions {
  /** The folders of the two ledgers; see `placesAt`. */
  places: Places
  /**
   * Which ledger to open: the district's own where it is set up, else practice (the default); practice in any case; or the own folder as it is and
   * nothing else, without switching (`feebridge serve`).
   */
  first?: 'own-else-practice' | 'practice' | 'named-only'
  /** The way in and the account. The world acts in nobody's name where it looks what is open, sets up the practice district and starts its first sync. */
  caller: Caller
  /** How the engine of a ledger is started: the desktop's utility process, its key store. */
  forkWith?: (ledger: LedgerKind) => Omit<ForkOptions, 'dataDir' | 'create'>
  /** Told in a sentence when the practice district's first sync could not be started. */
  tellProblem?: (sentence: string) => void
}

/** What is open now. */
export interface WorldView {
  ledger: LedgerKind
  dataFolder: string
  ownIsSetUp: boolean
  canSwitch: boolean
  canPlay: boolean
}

/** An open ledger with its supervised engine, and the practice district when it is practice. */
export interface World {
  /** Stays the same object over switches: calls go to the ledger that is open now, events come from it. Closing it closes the world. */
  readonly engine: Engine
  view(): WorldView
  /** Names the open ledger: the same word while its operators are the same people. */
  ledgerKey(): string
  /** The open ledger's engine process. */
  engineState(): EngineState
  /** Calls the listener for every change of that state until the returned function is called; a switch is none. */
  onEngineState(listener: (state: EngineState) => void): () => void
  /** Every event for windows: the engine's own, those of the practice district, and `ledger` after a switch. */
  onEvent(listener: (event: HostEvent) => void): () => void
  /** Tells the windows something of the host's own (`go`, the topic `host`). */
  tell(event: HostEvent): void

  /** Opens the other ledger. On a refusal the open one stays. Null when it is open. */
  switchTo(ledger: LedgerKind): Promise<AppError | null>
  /** Makes the district's own ledger with these settings and opens it. A refusal leaves nothing behind. */
  setUp(file: unknown, operator: Caller): Promise<Reply<{ settings: SettingsView; notes: string[] }>>
  /** Deletes the practice ledger and district; opens the own ledger where it is set up, else a fresh practice district. */
  throwAwayPractice(): Promise<AppError | null>
  /** The practice district's other side; null while there is none beside the open ledger. */
  play(): Play | null

  /** Closes the engine and the practice district. */
  close(): Promise<void>
}

/** A watched practice district says that something happened at most this often. */
const PRACTICE_TOLD_MS = 500

const CLOSING: AppError = { code: 'closed', message: 'Feebridge is closing.' }

/** Opens the ledger that is due, or says in a sentence why it cannot be opened. */
export async function openWorld(options: WorldOptions): Promise<Reply<World>> {
  const itself = { host: options.caller.host, operator: options.caller.operator, itself: true } as const
  const opening: Opening = { caller: itself, forkWith: options.forkWith ?? (() => ({})) }
  const opened = await openFirst(options, opening)
  if (!opened.ok) return opened
  const world = new OpenWorld(options, opening, opened.value)
  return { ok: true, value: world }
}

interface First {
  open: OpenLedger
  ownIsSetUp: boolean
}

async function openFirst({ places, first }: WorldOptions, opening: Opening): Promise<Reply<First>> {
  if (first === 'named-only') {
    const open = await openNamed(places.own, opening)
    return open.ok ? { ok: true, value: { open: open.value, ownIsSetUp: open.value.kind === 'own' } } : open
  }
  const own = await openOwn(places.own, opening)
  if (first !== 'practice') {
    if (!own.ok) return own
    if (own.value !== null) return { ok: true, value: { open: own.value, ownIsSetUp: true } }
  } else if (own.ok && own.value !== null) await closeLedger(own.value)
  const practice = await openPractice(places.practice, opening)
  // An own ledger that cannot be opened now (in use, newer) is set up all the same; opening it will say what is wrong.
  return practice.ok
    ? { ok: true, value: { open: practice.value, ownIsSetUp: !own.ok || own.value !== null } }
    : practice
}

class OpenWorld implements World {
  readonly engine: Engine
  readonly #options: WorldOptions
  readonly #opening: Opening
  readonly #engineListeners = new Set<(event: EngineEvent) => void>()
  readonly #eventListeners = new Set<(event: HostEvent) => void>()
  readonly #stateListeners = new Set<(state: EngineState) => void>()
  #open: OpenLedger | null
  /** Ends what the open ledger tells. */
  #unhear: () => void
  #last: OpenLedger
  #ownIsSetUp: boolean
  #changing = false
  /** How often practice was thrown away: who was signed in there is nobody in the next one. */
  #thrownAway = 0
  #closing: Promise<void> | null = null
  #changed: Promise<unknown> = Promise.resolve()

  constructor(options: WorldOptions, opening: Opening, { open, ownIsSetUp }: First) {
    this.#options = options
    this.#opening = opening
    this.#open = open
    this.#last = open
    this.#ownIsSetUp = ownIsSetUp
    this.#unhear = this.#hear(open)
    this.engine = {
      call: async (name, request, caller) => this.#open?.engine.call(name, request, caller) ?? CLOSED,
      subscribe: listener => subscribe(this.#engineListeners, listener),
      close: () => this.close(),
    }
    this.#syncPractice(open)
  }

  view(): WorldView {
    const { kind, dataFolder, practice } = this.#last
    return {
      ledger: kind,
      dataFolder,
      ownIsSetUp: this.#ownIsSetUp,
      canSwitch: this.#canSwitch(),
      canPlay: practice !== null,
    }
  }

  ledgerKey(): string {
    return `${this.#last.dataFolder}#${this.#last.kind === 'practice' ? this.#thrownAway : 0}`
  }

  engineState(): EngineState {
    return this.#open?.engine.state() ?? { kind: 'stopped' }
  }

  onEngineState(listener: (state: EngineState) => void): () => void {
    return subscribe(this.#stateListeners, listener)
  }

  onEvent(listener: (event: HostEvent) => void): () => void {
    return subscribe(this.#eventListeners, listener)
  }

  tell(event: HostEvent): void {
    for (const listener of this.#eventListeners) listener(event)
  }

  play(): Play | null {
    return this.#open?.practice?.play ?? null
  }

  switchTo(ledger: LedgerKind): Promise<AppError | null> {
    return this.#change(async () => {
      if (this.#last.kind === ledger) return null
      const busy = await this.#whyBusy()
      if (busy !== null) return busy
      const next = await this.#openOf(ledger)
      if (!next.ok) return next.error
      await this.#adopt(next.value)
      return null
    })
  }

  async setUp(file: unknown, operator: Caller): Promise<Reply<{ settings: SettingsView; notes: string[] }>> {
    let done: Reply<{ settings: SettingsView; notes: string[] }> | null = null
    const refused = await this.#change(async () => {
      if (this.#last.kind === 'own' || this.#ownIsSetUp)
        return {
          code: 'refused',
          message: `Your district is set up already, in ${this.#options.places.own}. Open it, and change its settings in Settings.`,
        }
      const made = await setUpOwn(this.#options.places.own, file, { ...this.#opening, operator })
      if (!made.ok) return made.error
      const { open, settings, notes } = made.value
      this.#ownIsSetUp = true
      await this.#adopt(open)
      done = { ok: true, value: { settings, notes } }
      return null
    })
    return done ?? { ok: false, error: refused ?? CLOSING }
  }

  throwAwayPractice(): Promise<AppError | null> {
    return this.#change(async () => {
      const { places } = this.#options
      this.#thrownAway += 1
      if (this.#last.kind === 'own') return (await this.#whyPracticeIsInUse()) ?? (await deletePracticeFolder(places))
      if (this.#ownIsSetUp) {
        const own = await this.#openOf('own')
        if (!own.ok) return own.error
        await this.#adopt(own.value)
        return deletePracticeFolder(places)
      }
      await this.#leave()
      const failure = await deletePracticeFolder(places)
      const fresh = await openPractice(places.practice, this.#opening)
      if (!fresh.ok) return fresh.error
      await this.#adopt(fresh.value)
      return failure
    })
  }

  close(): Promise<void> {
    this.#closing ??= this.#changed.then(async () => {
      await this.#leave()
      for (const listener of this.#stateListeners) listener({ kind: 'stopped' })
    })
    return this.#closing
  }

  #canSwitch(): boolean {
    return this.#options.first !== 'named-only'
  }

  /** One change at a time, and none while closing; whoever comes second is told. */
  async #change(change: () => Promise<AppError | null>): Promise<AppError | null> {
    if (!this.#canSwitch())
      return {
        code: 'refused',
        message: 'This window was opened on one data folder alone. Start Feebridge with "npm start" to change it.',
      }
    if (this.#closing !== null) return CLOSING
    if (this.#changing) return { code: 'busy', message: 'Another ledger is being opened already. Wait a moment.' }
    this.#changing = true
    const changed = change().finally(() => {
      this.#changing = false
    })
    this.#changed = changed.catch(() => undefined)
    return changed
  }

  /** A run of the district's own is not cut short by a look at practice; one of the practice district is nobody's loss. */
  async #whyBusy(): Promise<AppError | null> {
    if (this.#last.kind === 'practice') return null
    const status = await this.engine.call('status.read', {}, this.#opening.caller)
    if (!status.ok || status.value.running.length === 0) return null
    return {
      code: 'busy',
      message: 'A sync of your district is running. Open the practice district when it has ended, or cancel it first.',
    }
  }

  async #openOf(ledger: LedgerKind): Promise<Reply<OpenLedger>> {
    const { places } = this.#options
    if (ledger === 'practice') return openPractice(places.practice, this.#opening)
    const own = await openOwn(places.own, this.#opening)
    if (!own.ok) return own
    if (own.value !== null) return { ok: true, value: own.value }
    this.#ownIsSetUp = false
    const message = `There is no district of your own in ${places.own} yet. Connect your own systems first.`
    return { ok: false, error: { code: 'not-set-up', message } }
  }

  /** The new ledger is open before the old one is closed, so that nothing is asked in vain. */
  async #adopt(next: OpenLedger): Promise<void> {
    const before = this.#open
    this.#unhear()
    this.#open = next
    this.#last = next
    this.#unhear = this.#hear(next)
    this.tell({ kind: 'ledger' })
    this.#syncPractice(next)
    if (before !== null) await closeLedger(before)
  }

  async #leave(): Promise<void> {
    const before = this.#open
    this.#unhear()
    this.#open = null
    if (before !== null) await closeLedger(before)
  }

  #hear({ engine, practice }: OpenLedger): () => void {
    const tellPractice = paced(PRACTICE_TOLD_MS, () => this.tell({ kind: 'changed', topics: ['practice'] }))
    const ends = [
      engine.subscribe(event => {
        for (const listener of this.#engineListeners) listener(event)
        this.tell(event)
      }),
      engine.onState(state => {
        for (const listener of this.#stateListeners) listener(state)
      }),
      practice?.onActivity(tellPractice.call),
      tellPractice.end,
    ]
    return () => {
      for (const end of ends) end?.()
    }
  }

  /** The first sync runs while the window opens. A practice district at another address than last time is still the same, so its brake is answered here. */
  #syncPractice({ engine, practice }: OpenLedger): void {
    if (practice === null) return
    const request = { task: 'iiq-sync', trigger: 'command', approve: practice.moved } as const
    void engine.call('runs.start', request, this.#opening.caller).then(run => {
      if (!run.ok && run.error.code !== 'closed') this.#options.tellProblem?.(run.error.message)
    })
  }

  /** Opening the practice ledger for a moment finds out whether another process has it. */
  async #whyPracticeIsInUse(): Promise<AppError | null> {
    const dataDir = this.#options.places.practice
    if (!hasLedger(dataDir)) return null
    const probe = await forkEngine({ ...this.#opening.forkWith('practice'), dataDir })
    if (!probe.ok) return probe.error.code === 'busy' ? probe.error : null
    await probe.value.close()
    return null
  }
}

function subscribe<Heard>(listeners: Set<(heard: Heard) => void>, listener: (heard: Heard) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
