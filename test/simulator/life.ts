import { copyFileSync, existsSync, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Reply } from '../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import type { RunRow } from '../../contract/rows/run.ts'
import { handlers } from '../../main/calls/handlers.ts'
import type { Ids, Log, Secrets } from '../../main/domain/ports.ts'
import { assembleCore, wakeUp } from '../../main/engine/compose.ts'
import type { Core } from '../../main/engine/core.ts'
import { dataFolderAt, makeDataFolder } from '../../main/engine/data-folder.ts'
import { type ChangeHandlers, dispatch } from '../../main/engine/dispatch.ts'
import { readGate, weighOne } from '../../main/engine/gate.ts'
import { standsFor } from '../../main/engine/push-take.ts'
import { openInlineReader } from '../../main/engine/reader.ts'
import { startWhatIsDue } from '../../main/engine/scheduler.ts'
import { timeZoneOf } from '../../main/engine/settings-store.ts'
import { openSystems } from '../../main/engine/systems.ts'
import { openJournal } from '../../main/ledger/journal.ts'
import { assembleLedger } from '../../main/ledger/ledger.ts'
import { migrateLedger } from '../../main/ledger/migrate.ts'
import { type Db, openReader, openWriter } from '../../main/ledger/open.ts'
import { verifyLedger } from '../../main/ledger/verify.ts'
import type { Random } from '../../main/practice/random.ts'
import type { VirtualTime } from './virtual-time.ts'
import type { Wire } from './wire.ts'

/** Thrown where the process is killed. What catches it is dead too: nothing that it does then leaves a trace. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

/** What one life of the engine needs, and whom it tells. */
export interface LifeParts {
  dir: string
  time: VirtualTime
  wire: Wire
  ids: Ids
  secrets: Secrets
  ledgerId: string
  /** Whether the process is killed here. */
  shallDie(at: string): boolean
  /** It was killed; the files lie in this folder as they were at that moment. */
  died(at: string, dir: string): void
  /** The engine says that something failed inside. */
  failedInside(text: string): void
  runClosed(run: RunRow): void
  /** Breaks the bridge on purpose, to see whether the rules notice. */
  spoil?: ((parts: Spoilable) => void) | undefined
}

/** The parts of a bridge that can be broken on purpose. */
export type Spoilable = Pick<Core, 'ledger' | 'journal'>

/** What takes back one that stands so waits for it. */
const OPEN: ReadonlySet<string> = new Set(['waiting', 'held', 'unknown', 'failed', 'refused'])

export const CLERK = { host: 'terminal', operator: 'June Office' } as const

/** UUIDv7 strings that a seed decides. */
export function seededIds(random: Random, time: VirtualTime): Ids {
  let [ms, count] = [0, 0]
  return {
    next() {
      const nowMs = Math.max(time.officeClockMs(), ms)
      count = nowMs === ms ? count + 1 : 0
      ms = nowMs
      return v7({ msecs: ms, seq: count, random: Buffer.from(random.hex(32), 'hex') })
    },
  }
}

/** The engine from its start to its end, be it closed or killed: the real one, on real files, with virtual time and the simulated wire. */
export class Life {
  readonly core: Core
  /** A connection of its own, for whoever looks at the ledger from outside. */
  readonly reader: Db
  readonly dir: string
  private readonly parts: LifeParts
  private readonly db: Db
  private readonly openedMs: number
  private readonly systems: ReturnType<typeof openSystems>
  private isOver = false
  /** While the simulation itself asks the engine something: that is no place to be killed. */
  private isLookedAt = false
  private readonly mourners = new Set<() => void>()

  static async open(parts: LifeParts): Promise<Life> {
    parts.time.isEngineDead = false
    const folder = dataFolderAt(parts.dir)
    makeDataFolder(folder)
    let life: Life | null = null
    const db = openWriter(folder.ledger, sql => life?.reach(sql))
    await migrateLedger(db, async () => undefined)
    db.prepare(`INSERT INTO meta (name, value) VALUES ('ledger-id', ?) ON CONFLICT DO NOTHING`).run(parts.ledgerId)
    life = new Life(parts, db)
    return life
  }

  /** Begins its work, once everybody knows of it. */
  begin(): void {
    this.parts.time.livesOn = () => !this.mayDie('at the end of a wait')
    this.alive(() => wakeUp(this.core))
  }

  private constructor(parts: LifeParts, db: Db) {
    this.dir = parts.dir
    this.parts = parts
    this.db = db
    const { time, wire, ids, secrets } = parts
    const folder = dataFolderAt(parts.dir)
    const clock = { nowMs: () => time.officeClockMs() }
    const log = this.openLog()
    const ledger = assembleLedger(db, folder.ledger, ids, clock)
    const journal = this.openJournal(folder.journal)
    parts.spoil?.({ ledger, journal })
    const user = { isDead: () => this.isOver, mayDie: (at: string) => this.mayDie(at) }
    this.systems = openSystems(clock, log, wire.fetchOf(user))
    this.openedMs = clock.nowMs()
    this.core = assembleCore({
      folder,
      ledger,
      journal,
      clock,
      ids,
      log,
      secrets,
      reader: openInlineReader({ ledgerFile: folder.ledger, searchFile: folder.search, log }),
      systems: this.systems,
      delivers: true,
      emit: event => void (event.kind === 'run-closed' && !this.isOver && parts.runClosed(event.run)),
    })
    this.reader = openReader(folder.ledger)
  }

  /** A call of the clerk; null when the engine died before it answered. */
  call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<Reply<CallValue<Name>> | null> {
    if (this.isOver) return Promise.resolve(null)
    const died = new Promise<null>(resolve => this.mourners.add(() => resolve(null)))
    const answered = dispatch(this.core, handlers as ChangeHandlers, { name, request }, CLERK)
    return Promise.race([died, answered as Promise<Reply<CallValue<Name>>>])
  }

  /** The scheduler's tick. */
  tick(): void {
    if (!this.isInTestMode()) this.alive(() => startWhatIsDue(this.core, this.openedMs))
  }

  /** Test runs copy the ledger and write workbooks in real time, where no seed decides what comes first: they are left out here. */
  isInTestMode(): boolean {
    const task = this.reader
      .prepare<[], string>(`SELECT value FROM settings WHERE name = 'tasks.iiq-sync'`)
      .pluck()
      .get()
    return task !== undefined && (JSON.parse(task) as { testMode?: boolean }).testMode === true
  }

  private alive(work: () => void): void {
    try {
      if (!this.isOver) work()
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
  }

  /** Why a delivery may not go now, not even in a run's PUSH step: by the engine's own gate, or for what it takes back; null when it may. */
  whyHeld(id: string): string | null {
    this.isLookedAt = true
    try {
      const { ledger } = this.core
      const weighed = ledger.outbox.weighedOne(id)
      const held = weighed === null ? null : weighOne(weighed, readGate(this.core, true), timeZoneOf(ledger))
      if (held !== null) return held
      const aboutSeq = ledger.outbox.byId(id)?.aboutSeq ?? null
      const about = aboutSeq === null ? null : standsFor(this.core, aboutSeq)
      return about !== null && OPEN.has(about.state) ? `what it takes back is ${about.state}` : null
    } finally {
      this.isLookedAt = false
    }
  }

  verify(): string[] {
    return verifyLedger(this.reader).findings
  }

  /** Closes as a host does, after what is under way has ended. */
  async close(): Promise<void> {
    const { core } = this
    await core.runner.stop()
    await core.push.stop()
    await core.rebuild.stop()
    if (this.isOver) return
    this.stop()
    await this.systems.close()
    for (const mourn of this.mourners) mourn()
    await core.reader.close()
    core.journal.close()
    this.reader.close()
    this.db.close()
  }

  /** Kills the process here, as a power cut of its own kind: the files stay as they are, and nothing goes on. */
  kill(at: string): void {
    if (this.isOver) return
    const dir = `${this.parts.dir}+`
    rmSync(dir, { recursive: true, force: true })
    mkdirSync(dir, { recursive: true })
    for (const name of ['ledger.db', 'ledger.db-wal', 'journal.jsonl', 'journal.jsonl.before'])
      if (existsSync(join(this.parts.dir, name))) copyFileSync(join(this.parts.dir, name), join(dir, name))
    this.stop()
    for (const mourn of this.mourners) mourn()
    this.parts.died(at, dir)
  }

  /** From here on nothing of it goes on. */
  stop(): void {
    this.isOver = true
    this.parts.time.isEngineDead = true
    this.parts.time.dropEngineTimers()
  }

  /** Lets go of a dead process's files, once nothing of it can go on. */
  bury(): void {
    this.reader.close()
    try {
      this.db.close()
    } catch (error) {
      // It died in the middle of reading a list, and then the connection stays open until it is collected.
      if (!(error instanceof TypeError || error instanceof Killed)) throw error
    }
    rmSync(this.parts.dir, { recursive: true, force: true })
  }

  private mayDie(at: string): boolean {
    if (this.isOver) return true
    if (this.parts.shallDie(at)) this.kill(at)
    return this.isOver
  }

  /** Every SQL statement comes by here before it is carried out. */
  private reach(sql: string): void {
    if (this.isLookedAt) return
    const [word = ''] = sql.trimStart().split(/\s/, 1)
    if (this.mayDie(word.toUpperCase())) throw new Killed(sql.slice(0, 80))
  }

  private openJournal(file: string): Core['journal'] {
    const journal = openJournal(file)
    return {
      ...journal,
      append: lines => {
        if (lines.length === 0) return
        if (this.mayDie('before the journal')) throw new Killed('before the journal')
        journal.append(lines)
        const torn = lines.at(-1)
        if (!this.mayDie('after the journal')) return
        // Half of the killed process's last line may be what reached the disk.
        const copy = `${this.parts.dir}+/journal.jsonl`
        if (torn !== undefined && existsSync(copy) && torn.id.charCodeAt(torn.id.length - 1) % 2 === 0) cutTail(copy)
        throw new Killed('after the journal')
      },
    }
  }

  private openLog(): Log {
    const say = (text: string, facts: object = {}) => {
      if (!this.isOver) this.parts.failedInside(`${text} ${JSON.stringify(facts)}`)
    }
    return { info: () => undefined, warn: () => undefined, error: say }
  }
}

function cutTail(file: string): void {
  truncateSync(file, Math.max(0, statSync(file).size - 20))
}
