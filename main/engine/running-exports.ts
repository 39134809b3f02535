import type { ReportProgress } from '../../contract/rows/columns.ts'
import type { ReportWatch } from './report-thread-client.ts'

/** The exports that are being written, so that windows can show how far each is, and stop it. */
export interface RunningExports {
  list(): ReportProgress[]
  /** True when there was such an export, which stops between two pages. */
  cancel(id: string): boolean
  /** Keeps an export in the list while it is written. */
  during<Value>(begun: Omit<ReportProgress, 'rows'>, write: (watch: ReportWatch) => Promise<Value>): Promise<Value>
}

export function openRunningExports(): RunningExports {
  const running = new Map<string, { progress: ReportProgress; stop: AbortController }>()
  return {
    list: () => [...running.values()].map(({ progress }) => ({ ...progress })),
    cancel(id) {
      running.get(id)?.stop.abort()
      return running.has(id)
    },
    async during(begun, write) {
      const progress = { ...begun, rows: 0 }
      const stop = new AbortController()
      running.set(begun.id, { progress, stop })
      try {
        return await write({
          signal: stop.signal,
          onRows: rows => {
            progress.rows = rows
          },
        })
      } finally {
        running.delete(begun.id)
      }
    },
  }
}
