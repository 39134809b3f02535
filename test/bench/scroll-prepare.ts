import { districtIn, scrollFrames } from './scroll-window.ts'
import { runSide } from './side.ts'

/** A ledger with so many fees, set up, so that its window can be opened. */
await runSide(async ({ dir, rows }) => async () => {
  const { makeBigDistrict } = await scrollFrames()
  await makeBigDistrict(districtIn(dir), rows)
  return { rows }
})
