import { expect, test } from 'vitest'
import { placeWindow, rememberPlace, SMALLEST } from '../../../../main/hosts/desktop/window-place.ts'

const laptop = { id: 1, workArea: { x: 0, y: 0, width: 1440, height: 860 } }
const wall = { id: 2, workArea: { x: 1440, y: -200, width: 2560, height: 1400 } }
const nothing = { last: null, displays: {} }

test('the first window stands in the middle of the primary display', () => {
  expect(placeWindow(nothing, [laptop], laptop)).toEqual({
    bounds: { x: 80, y: 30, width: 1280, height: 800 },
    maximised: false,
  })
})

test('the first window is no larger than its display', () => {
  const small = { id: 3, workArea: { x: 0, y: 25, width: 1024, height: 700 } }
  expect(placeWindow(nothing, [small], small).bounds).toEqual(small.workArea)
})

test('the window opens as it last stood, on the display it last stood on', () => {
  const place = { bounds: { x: 1600, y: 100, width: 1500, height: 900 }, maximised: true }
  expect(placeWindow(rememberPlace(nothing, 2, place), [laptop, wall], laptop)).toEqual(place)
})

test('when its display has gone, the window opens as it last stood on the primary one', () => {
  const onLaptop = { bounds: { x: 50, y: 40, width: 1000, height: 700 }, maximised: false }
  const onWall = { bounds: { x: 1600, y: 100, width: 1500, height: 900 }, maximised: true }
  const kept = rememberPlace(rememberPlace(nothing, 1, onLaptop), 2, onWall)
  expect(placeWindow(kept, [laptop], laptop)).toEqual(onLaptop)
})

test('when its display has gone and it never stood on another, it opens in the middle', () => {
  const kept = rememberPlace(nothing, 2, { bounds: { x: 1600, y: 100, width: 1500, height: 900 }, maximised: true })
  expect(placeWindow(kept, [laptop], laptop).bounds).toEqual({ x: 80, y: 30, width: 1280, height: 800 })
})

test.each([
  ['beyond the right edge', { x: 1400, y: 100, width: 1000, height: 700 }],
  ['above the top, where its bar cannot be taken hold of', { x: 10, y: -500, width: 1000, height: 700 }],
  ['larger than the display', { x: -50, y: -50, width: 5000, height: 4000 }],
  ['smaller than can be used', { x: 100, y: 100, width: 3, height: 2 }],
])('a window that was left %s is brought back whole', (_where, bounds) => {
  const placed = placeWindow(rememberPlace(nothing, 1, { bounds, maximised: false }), [laptop], laptop).bounds
  const { workArea } = laptop
  expect(placed.x).toBeGreaterThanOrEqual(workArea.x)
  expect(placed.y).toBeGreaterThanOrEqual(workArea.y)
  expect(placed.x + placed.width).toBeLessThanOrEqual(workArea.x + workArea.width)
  expect(placed.y + placed.height).toBeLessThanOrEqual(workArea.y + workArea.height)
  expect(placed.width).toBeGreaterThanOrEqual(SMALLEST.width)
  expect(placed.height).toBeGreaterThanOrEqual(SMALLEST.height)
})
