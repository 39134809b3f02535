import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../domain/ports.ts'

const MOST_BYTES = 5 * 1024 * 1024

/** The log for IT people, a file of JSON lines in the data folder that its owner alone can read. It is never given a secret or a raw record. */
export function openFileLog(dir: string): Log {
  const file = join(dir, 'feebridge.log')
  const write = (level: string, text: string, facts: Record<string, string | number | boolean | null> = {}) => {
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.before`)
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), level, text, ...facts })}\n`, {
        mode: 0o600,
      })
    } catch (error) {
      // A full disk must not stop a run because of its log; the terminal still hears of it.
      process.stderr.write(`The log cannot be written: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  return {
    info: (text, facts) => write('info', text, facts),
    warn: (text, facts) => write('warn', text, facts),
    error: (text, facts) => write('error', text, facts),
  }
}
