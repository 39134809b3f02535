// The reader's thread: a program of its own (`out/main/reader.mjs`). It answers one question after another and never writes.
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../../contract/app-error.ts'
import { openReadDesk } from './read-desk.ts'
import type { ReadAnswer, ReadQuestion } from './reader.ts'

const desk = openReadDesk(workerData)

function answer({ id, name, request, moment }: ReadQuestion): ReadAnswer {
  const startedAt = performance.now()
  try {
    // The request was parsed by the call's own schema before it was sent here.
    const value = desk.answer(name, request as never, moment)
    return { id, kind: 'value', value, tookMs: performance.now() - startedAt }
  } catch (error) {
    if (error instanceof Refusal) return { id, kind: 'refused', error: error.appError }
    return { id, kind: 'broken', detail: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (message: ReadQuestion | 'close') => {
  if (message !== 'close') {
    parentPort?.postMessage(answer(message))
    return
  }
  desk.close()
  parentPort?.close()
})
