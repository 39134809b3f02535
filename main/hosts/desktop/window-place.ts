/** A rectangle of the screen, in device-independent pixels. */
export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

/** How the window last stood on one display. `bounds` are those of the window when it is not maximised. */
export interface KeptPlace {
  bounds: Bounds
  maximised: boolean
}

/** What is remembered of the window: a place for each display it ever stood on, and the display it was last on. */
export interface KeptPlaces {
  last: string | null
  displays: Record<string, KeptPlace>
}

/** A display as it is now. `workArea` leaves out taskbars. */
export interface DisplaySeen {
  id: number
  workArea: Bounds
}

export const SMALLEST = { width: 900, height: 600 }
const AT_FIRST = { width: 1280, height: 800 }

/**
 * Where to open the window: as it last stood, on the display it last stood on. When that display has gone, as it last stood on the primary one;
 * else in that one's middle. Whatever was remembered, the window lies within the display and can be taken hold of.
 */
export function placeWindow(kept: KeptPlaces, displays: readonly DisplaySeen[], primary: DisplaySeen): KeptPlace {
  const display = displays.find(({ id }) => String(id) === kept.last) ?? primary
  const place = kept.displays[String(display.id)]
  if (place === undefined) return { bounds: middleOf(display.workArea), maximised: false }
  return { bounds: within(place.bounds, display.workArea), maximised: place.maximised }
}

/** Adds how the window stands now. */
export function rememberPlace(kept: KeptPlaces, displayId: number, place: KeptPlace): KeptPlaces {
  const id = String(displayId)
  return { last: id, displays: { ...kept.displays, [id]: place } }
}

function middleOf(area: Bounds): Bounds {
  const width = Math.min(AT_FIRST.width, area.width)
  const height = Math.min(AT_FIRST.height, area.height)
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  }
}

function within(bounds: Bounds, area: Bounds): Bounds {
  const width = Math.min(Math.max(bounds.width, SMALLEST.width), area.width)
  const height = Math.min(Math.max(bounds.height, SMALLEST.height), area.height)
  return {
    x: clamp(bounds.x, area.x, area.x + area.width - width),
    y: clamp(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
