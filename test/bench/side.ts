import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Job, Outcome, SideReport } from './case.ts'

/** The part of a side that stands under the clock. */
export type TimedPart = () => Promise<Outcome>

/** Runs a side in its own process: `setUp` off the clock, then what it gives under the clock, then the report to the parent. */
export async function runSide(setUp: (job: Job) => Promise<TimedPart>): Promise<void> {
  const job: Job = JSON.parse(process.argv[2] ?? '')
  const timedPart = await setUp(job)
  globalThis.gc?.()
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  const outcome = await timedPart()
  const ms = performance.now() - startedAt
  const used = process.cpuUsage(cpu)
  const cpuMs = (used.user + used.system) / 1000
  const peakMb = outcome.peakMb ?? process.resourceUsage().maxRSS / 1024
  const report: SideReport = { ...outcome, ms: outcome.ms ?? ms, cpuMs, peakMb }
  await new Promise(resolve => process.send?.(report, resolve))
  process.disconnect()
}

/** Starts a side's program and gives its report. */
export function startSide(entry: URL, job: Job): Promise<SideReport> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(entry), [JSON.stringify(job)], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 2, 2, 'ipc'],
    })
    let report: SideReport | null = null
    child.on('message', message => {
      report = message as SideReport
    })
    child.once('error', reject)
    child.once('exit', code => {
      if (code === 0 && report !== null) resolve(report)
      else
        reject(
          new Error(`${fileURLToPath(entry)} ended with code ${code}${report === null ? ' before its report' : ''}.`),
        )
    })
  })
}
