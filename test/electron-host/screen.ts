import type { Display, Point, Rectangle, Screen } from 'electron'
import { control } from './control.ts'
import { Emulated, type PartOf } from './strict.ts'

/** The displays that the test has set; the first is the primary one. Changes are emitted by the test: `screen.emit('display-removed')`. */
class EmulatedScreen extends Emulated implements PartOf<Screen> {
  getAllDisplays(): Display[] {
    return [...control.displays]
  }

  getPrimaryDisplay(): Display {
    const [primary] = control.displays
    if (primary === undefined) throw new Error('electron-host: the test has set no display')
    return primary
  }

  /** The display that shows most of a rectangle; the primary one when none shows any. */
  getDisplayMatching(rectangle: Rectangle): Display {
    const shown = (display: Display) => overlap(display.bounds, rectangle)
    const best = this.getAllDisplays().reduce((a, b) => (shown(b) > shown(a) ? b : a), this.getPrimaryDisplay())
    return shown(best) > 0 ? best : this.getPrimaryDisplay()
  }

  getDisplayNearestPoint({ x, y }: Point): Display {
    return this.getDisplayMatching({ x, y, width: 1, height: 1 })
  }

  getCursorScreenPoint(): Point {
    return { x: 0, y: 0 }
  }
}

export const screen = new EmulatedScreen()

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(width, 0) * Math.max(height, 0)
}
