import { districtIn, scrollFrames, tellFrames } from './scroll-window.ts'
import { runSide } from './side.ts'

await runSide(async ({ dir, rows }) => {
  const { measureWindow } = await scrollFrames()
  return async () => {
    const { scroll, drag } = await measureWindow(districtIn(dir), rows)
    tellFrames('ours', 'scrolled', scroll)
    tellFrames('ours', 'dragged', drag)
    return { rows, ms: scroll.longestMs }
  }
})
