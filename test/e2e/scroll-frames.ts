// Measures how smoothly the built window scrolls a long list, in a real browser; the bench `scroll` asks for it.
import { chromium, type Page } from '@playwright/test'
import { serveBigDistrict } from './big-district.ts'
import { BROWSER_FLAGS, findBrowser } from './browser.ts'

export { makeBigDistrict } from './big-district.ts'

/** A frame that took longer is one that a person sees stutter. */
export const LONG_FRAME_MS = 50

/** How the scroll bar moves: through the whole list evenly, or to and fro as one who drags it. */
export type Motion = 'scroll' | 'drag'

/** What was seen of one motion. Times in ms. */
export interface FrameFigures {
  frames: number
  longestMs: number
  longFrames: number
  /** Long animation frames and long tasks, as the browser itself reports them. */
  longTasks: number
}

const SCROLL_MS = 10_000
const DRAG_MS = 5_000
const SCROLLER = '.fb-table-scroller'

/** The window on a district's fees. */
export async function measureWindow(dataDir: string, rows: number): Promise<Record<Motion, FrameFigures>> {
  const served = await serveBigDistrict(dataDir, chromium, launchOptions())
  try {
    await served.page.evaluate(() => {
      window.location.hash = '#/fees'
    })
    await served.page.locator(`[role="grid"][aria-rowcount="${rows + 1}"]`).waitFor()
    return await measureMotions(served.page)
  } finally {
    await served.stop()
  }
}

/** The least that any page has to do: one empty element of the same height, scrolled in the same way. */
export async function measureBarePage(heightPx: number): Promise<Record<Motion, FrameFigures>> {
  const browser = await chromium.launch(launchOptions())
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
    await page.setContent(
      `<!doctype html><title>Bare</title><div class="fb-table-scroller" style="height: 640px; overflow: auto"><div style="height: ${heightPx}px; background: linear-gradient(white, silver)"></div></div>`,
    )
    return await measureMotions(page)
  } finally {
    await browser.close()
  }
}

function launchOptions() {
  const executablePath = findBrowser()
  return { args: BROWSER_FLAGS, ...(executablePath === null ? {} : { executablePath }) }
}

async function measureMotions(page: Page): Promise<Record<Motion, FrameFigures>> {
  const scroll = await measureMotion(page, 'scroll', SCROLL_MS)
  return { scroll, drag: await measureMotion(page, 'drag', DRAG_MS) }
}

/** Moves the scroll bar with every frame, and takes the time from frame to frame. */
function measureMotion(page: Page, motion: Motion, lastsMs: number): Promise<FrameFigures> {
  return page.locator(SCROLLER).evaluate(
    async (scroller, { motion, lastsMs, longMs }) => {
      let longTasks = 0
      const observer = new PerformanceObserver(list => {
        longTasks += list.getEntries().filter(entry => entry.duration > longMs).length
      })
      for (const type of ['longtask', 'long-animation-frame']) observer.observe({ type })
      const mostPx = scroller.scrollHeight - scroller.clientHeight
      const placeOf = { scroll: (part: number) => part, drag: (part: number) => 0.5 - 0.5 * Math.cos(part * 9) }[motion]
      const times: number[] = []
      await new Promise<void>(resolve => {
        let startedAt: number | null = null
        let lastAt = 0
        const step = (now: number) => {
          if (startedAt === null) startedAt = now
          else times.push(now - lastAt)
          lastAt = now
          const part = Math.min(1, (now - startedAt) / lastsMs)
          scroller.scrollTop = mostPx * placeOf(part)
          if (part < 1) requestAnimationFrame(step)
          else resolve()
        }
        requestAnimationFrame(step)
      })
      observer.disconnect()
      return {
        frames: times.length,
        longestMs: Math.max(...times),
        longFrames: times.filter(ms => ms > longMs).length,
        longTasks,
      }
    },
    { motion, lastsMs, longMs: LONG_FRAME_MS },
  )
}
