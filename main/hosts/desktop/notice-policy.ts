import type { Preferences } from '../../../contract/host-calls.ts'
import type { RunRow } from '../../../contract/rows/run.ts'
import type { BridgeStatus } from '../../../contract/rows/status.ts'

/** What the computer's notifications tell of, one of each at most. */
const NOTICE_KINDS = ['errors', 'brake', 'failed', 'engine'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** A notification: words without names and amounts (F1), and the page of the window where it is dealt with. */
export interface Notice {
  kind: NoticeKind
  words: string
  hash: string
}

export type NoticeStep = { show: Notice } | { clear: NoticeKind }

/** New errors are gathered this long, so that a run with forty of them is one notification. */
export const GATHER_MS = 5_000
/** While something waits for the end of the quiet hours, it is looked at this often. */
const QUIET_LOOK_MS = 60_000
/** So many restarts of the engine within so long are told; one alone mends itself before anybody has read of it. */
const RESTARTS = 3
const RESTARTS_WITHIN_MS = 600_000
const STEADY_MS = 60_000

interface Wish {
  notice: Notice | null
  readyAtMs: number
  shown: string | null
}

/**
 * Decides what is notified and when it is taken back. It is told what happens and asked what to do; it knows no clock but the one it is given.
 * Errors and waiting runs that are there already when a ledger is opened are not news.
 */
export class Notices {
  readonly #wishes: Record<NoticeKind, Wish> = { errors: none(), brake: none(), failed: none(), engine: none() }
  #last: { openErrors: number; waitingRuns: number } | null = null
  #freshErrors = 0
  #restartsMs: number[] = []
  #upSinceMs: number | null = null

  /** Another ledger is open: what was told of the first is over. */
  forget(): void {
    this.#last = null
    this.#freshErrors = 0
    for (const kind of ['errors', 'brake', 'failed'] as const) this.#wishes[kind].notice = null
  }

  status({ openErrors, waitingRuns }: BridgeStatus, nowMs: number): void {
    const last = this.#last ?? { openErrors, waitingRuns }
    this.#last = { openErrors, waitingRuns }
    this.#freshErrors = Math.min(openErrors, this.#freshErrors + Math.max(0, openErrors - last.openErrors))
    this.#wish('errors', this.#freshErrors === 0 ? null : sayErrors(this.#freshErrors), nowMs + GATHER_MS)
    if (waitingRuns === 0) this.#wish('brake', null, nowMs)
    else if (waitingRuns > last.waitingRuns) this.#wish('brake', SAY_BRAKE, nowMs)
  }

  runClosed({ mode, outcome }: Pick<RunRow, 'mode' | 'outcome'>, nowMs: number): void {
    if (mode !== 'live') return
    if (outcome === 'failed') this.#wish('failed', SAY_FAILED, nowMs)
    else if (outcome !== 'cancelled') this.#wish('failed', null, nowMs)
  }

  engine(state: 'up' | 'restarting', nowMs: number): void {
    this.#upSinceMs = state === 'up' ? nowMs : null
    if (state === 'up') return
    this.#restartsMs = [...this.#restartsMs, nowMs].filter(ms => nowMs - ms < RESTARTS_WITHIN_MS)
    if (this.#restartsMs.length >= RESTARTS) this.#wish('engine', SAY_ENGINE, nowMs)
  }

  /** The person has clicked it or put it away: the next one counts from here. */
  looked(kind: NoticeKind): void {
    this.#wishes[kind] = none()
    if (kind === 'errors') this.#freshErrors = 0
  }

  /** What to show and what to take back now. */
  due(nowMs: number, rules: { on: boolean; quiet: boolean }): NoticeStep[] {
    if (this.#upSinceMs !== null && nowMs - this.#upSinceMs >= STEADY_MS) {
      this.#restartsMs = []
      this.#wish('engine', null, nowMs)
    }
    return NOTICE_KINDS.flatMap((kind): NoticeStep[] => {
      const wish = this.#wishes[kind]
      const wanted = rules.on ? wish.notice : null
      if (wanted === null) {
        const clears = wish.shown !== null
        wish.shown = null
        return clears ? [{ clear: kind }] : []
      }
      if (rules.quiet || wish.shown === wanted.words || nowMs < wish.readyAtMs) return []
      wish.shown = wanted.words
      return [{ show: wanted }]
    })
  }

  /** When to ask again even if nothing happens, or null. */
  nextLookMs(nowMs: number): number | null {
    const waiting = NOTICE_KINDS.map(kind => this.#wishes[kind]).filter(
      ({ notice, shown }) => notice !== null && notice.words !== shown,
    )
    const looks = waiting.map(({ readyAtMs }) => (readyAtMs > nowMs ? readyAtMs : nowMs + QUIET_LOOK_MS))
    if (this.#wishes.engine.notice !== null && this.#upSinceMs !== null) looks.push(this.#upSinceMs + STEADY_MS)
    return looks.length === 0 ? null : Math.min(...looks)
  }

  #wish(kind: NoticeKind, notice: Notice | null, readyAtMs: number): void {
    const wish = this.#wishes[kind]
    // More of the same while it is being gathered must not put it off for ever.
    if (notice !== null && notice.words !== wish.shown && (wish.notice === null || wish.notice.words === wish.shown))
      wish.readyAtMs = readyAtMs
    wish.notice = notice
  }
}

/** Whether a moment lies in the quiet hours; they may span midnight. The hour at which they end is not quiet any more. */
export function isQuiet(hours: Preferences['quietHours'], at: Date): boolean {
  if (hours === null || hours.from === hours.to) return false
  const now = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  return hours.from < hours.to ? now >= hours.from && now < hours.to : now >= hours.from || now < hours.to
}

const SAY_BRAKE: Notice = {
  kind: 'brake',
  words: 'A sync waits for your approval. Nothing is waived or removed before you have looked.',
  hash: '#/sync-history',
}
const SAY_FAILED: Notice = {
  kind: 'failed',
  words: 'The last sync failed. Sync History says why and what to do.',
  hash: '#/sync-history',
}
const SAY_ENGINE: Notice = {
  kind: 'engine',
  words: 'The engine of Feebridge has stopped several times and was started again. Nothing is lost.',
  hash: '#/overview',
}

function sayErrors(count: number): Notice {
  const words = count === 1 ? '1 sync error needs a look.' : `${count} sync errors need a look.`
  return { kind: 'errors', words, hash: '#/errors' }
}

function none(): Wish {
  return { notice: null, readyAtMs: 0, shown: null }
}
