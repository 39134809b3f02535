import { join } from 'node:path'
import { tell } from './busy-ledger.ts'
import { ACCOUNTS, desktopFigures } from './desktop-window.ts'
import { runSide } from './side.ts'

await runSide(async ({ dir, rows, seconds }) => {
  const { measureIdle } = await desktopFigures()
  return async () => {
    const { host, main, engine } = await measureIdle(join(dir, ACCOUNTS.full), seconds)
    for (const [name, { cpuMs, residentMb }] of Object.entries({ 'main process': main, engine }))
      tell(
        `idle, ${name}, on ${host}: ${(cpuMs / 1_000).toFixed(2)} s of processor time in ${seconds} s, ${Math.round(residentMb)} MB resident`,
      )
    return { rows, ms: main.cpuMs + engine.cpuMs, peakMb: main.residentMb + engine.residentMb }
  }
})
