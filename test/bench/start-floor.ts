import { join } from 'node:path'
import { tell } from './busy-ledger.ts'
import { ACCOUNTS, desktopFigures } from './desktop-window.ts'
import { runSide } from './side.ts'

await runSide(async ({ dir, rows }) => {
  const { measureStart } = await desktopFigures()
  return async () => {
    const { host, windowMs, rowsMs, picturesMs } = await measureStart(join(dir, ACCOUNTS.empty))
    const at = [windowMs, rowsMs, picturesMs].map(ms => `${Math.round(ms)} ms`)
    tell(`start, floor, on ${host}: window after ${at[0]}, rows after ${at[1]}, pictures after ${at[2]}`)
    return { rows, ms: rowsMs }
  }
})
