import { scrollFrames, tellFrames } from './scroll-window.ts'
import { runSide } from './side.ts'

/** Height of a row of the window. */
const ROW_PX = 36

await runSide(async ({ rows }) => {
  const { measureBarePage } = await scrollFrames()
  return async () => {
    const { scroll, drag } = await measureBarePage((rows + 1) * ROW_PX)
    tellFrames('floor', 'scrolled', scroll)
    tellFrames('floor', 'dragged', drag)
    return { rows, ms: scroll.longestMs }
  }
})
