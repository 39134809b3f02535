import type { BenchCase } from './case.ts'

/**
 * The built window, in a headless Chromium, scrolled evenly through all its rows in ten seconds. The figure is the longest time from one frame to the next:
 * beyond 50 ms a person sees it stutter. The floor is an empty page of the same height. Dragging the scroll bar is measured beside it and told.
 */
export const scrollCase: BenchCase = {
  name: 'scroll',
  rows: [100_000],
  reach: { oursMs: 50 },
  prepare: new URL('./scroll-prepare.ts', import.meta.url),
  ours: new URL('./scroll-ours.ts', import.meta.url),
  floor: new URL('./scroll-floor.ts', import.meta.url),
}
