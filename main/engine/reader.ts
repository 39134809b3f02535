import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type AppError, Refusal } from '../../contract/app-error.ts'
import type { CallInput, CallValue } from '../../contract/calls.ts'
import { LIMITS } from '../../contract/limits.ts'
import type { Log } from '../domain/ports.ts'
import type { ViewName } from '../ledger/views/view.ts'
import { appRoot } from './link/app-root.ts'
import { isSlow, openReadDesk, type ReadDesk, type ReadFiles, type ReadMoment } from './read-desk.ts'

/** The way to everything that only reads. It never touches the writer's connection. */
export interface Reader {
  /** Rejects with {@link Refusal} only: what the request names wrongly, or `failed` when the ledger could not be read, or `closed`. */
  query<Name extends ViewName>(name: Name, request: CallInput<Name>, moment: ReadMoment): Promise<CallValue<Name>>
  /** Waits for the query under way and lets go of the files. */
  close(): Promise<void>
}

export interface ReaderOptions extends ReadFiles {
  log: Log
}

/** A question to the reader's thread, and its answer. `detail` is for the log. */
export interface ReadQuestion {
  id: number
  name: ViewName
  request: object
  moment: ReadMoment
}
export type ReadAnswer =
  | { id: number; kind: 'value'; value: unknown; tookMs: number }
  | { id: number; kind: 'refused'; error: AppError }
  | { id: number; kind: 'broken'; detail: string }

/** Reads in this thread: for a command that runs once and ends. The ledger is opened at the first query. */
export function openInlineReader({ log, ...files }: ReaderOptions): Reader {
  let desk: ReadDesk | null = null
  let isClosed = false
  return {
    query: async (name, request, moment) => {
      if (isClosed) throw closed()
      const startedAt = performance.now()
      try {
        desk ??= openReadDesk(files)
        return desk.answer(name, request, moment)
      } catch (error) {
        if (error instanceof Refusal) throw error
        throw broken(log, name, error instanceof Error ? error.message : String(error))
      } finally {
        tellIfSlow(log, name, performance.now() - startedAt)
      }
    },
    close: async () => {
      isClosed = true
      desk?.close()
      desk = null
    },
  }
}

/**
 * Reads in threads of its own: one for the tabs, and one, started when it is first needed, for searches of raw values and for outlines of long lists, so that
 * no page of a tab waits behind them.
 * A thread that breaks answers what it was asked with `failed` and is started again by the next query.
 */
export function openThreadReader(options: ReaderOptions): Reader {
  const tabs = openLane(options)
  const slow = openLane(options)
  return {
    query: (name, request, moment) => (isSlow(name, request) ? slow : tabs).ask(name, request, moment),
    close: async () => {
      await Promise.all([tabs.close(), slow.close()])
    },
  }
}

interface Waiting {
  name: ViewName
  // The value's type goes with the name; the thread cannot carry it.
  resolve(value: never): void
  reject(refusal: Refusal): void
}

interface Lane {
  ask: Reader['query']
  close(): Promise<void>
}

/** One thread with the queries that wait for it. */
function openLane({ log, ...files }: ReaderOptions): Lane {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let nextId = 1
  let isClosed = false

  const start = (): Worker => {
    const started = new Worker(readerProgram(), { workerData: files })
    started.on('message', (answer: ReadAnswer) => settle(waiting, answer, log))
    const end = (detail: string) => {
      if (worker !== started) return
      worker = null
      const left = [...waiting.values()]
      waiting.clear()
      for (const { name, reject } of left) reject(isClosed ? closed() : broken(log, name, detail))
    }
    started.on('error', error => end(error instanceof Error ? error.message : String(error)))
    started.on('exit', code => end(`the reader's thread ended with code ${code}`))
    return started
  }

  return {
    ask: (name, request, moment) => {
      if (isClosed) return Promise.reject(closed())
      worker ??= start()
      const id = nextId
      nextId += 1
      const question: ReadQuestion = { id, name, request, moment }
      worker.postMessage(question)
      return new Promise((resolve, reject) => waiting.set(id, { name, resolve, reject }))
    },
    close: async () => {
      isClosed = true
      const ending = worker
      if (ending === null) return
      const ended = new Promise<void>(resolve => ending.once('exit', () => resolve()))
      ending.postMessage('close')
      await ended
    },
  }
}

function settle(waiting: Map<number, Waiting>, answer: ReadAnswer, log: Log): void {
  const asked = waiting.get(answer.id)
  if (asked === undefined) return
  waiting.delete(answer.id)
  if (answer.kind === 'value') {
    tellIfSlow(log, asked.name, answer.tookMs)
    asked.resolve(answer.value as never)
  } else if (answer.kind === 'refused') {
    asked.reject(new Refusal(answer.error.code, answer.error.message, answer.error.field))
  } else {
    asked.reject(broken(log, asked.name, answer.detail))
  }
}

/** Counting a whole list may take so long. */
const SLOW_OUTLINE_MS = 1_000

/** Slow views are named, never what was asked for: a request can hold a student's name. */
function tellIfSlow(log: Log, name: ViewName, tookMs: number): void {
  const mostMs = name.endsWith('.outline') ? SLOW_OUTLINE_MS : LIMITS.slowStatementMs
  if (tookMs > mostMs) log.warn('A view was slow.', { view: name, ms: Math.round(tookMs) })
}

function broken(log: Log, name: ViewName, detail: string): Refusal {
  log.error('A view could not be read.', { view: name, detail })
  return new Refusal(
    'failed',
    'The ledger could not be read just now, so this list cannot be shown. Nothing was changed. Try again; if it happens again, run "feebridge verify".',
  )
}

function closed(): Refusal {
  return new Refusal('closed', 'The engine has stopped, so the ledger cannot be read. Start Feebridge again.')
}

/** The thread's program: the bundle, or its source when this module itself runs from source. */
function readerProgram(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(appRoot(), 'main/engine/reader-thread.ts')
    : join(appRoot(), 'out/main/reader.mjs')
}
