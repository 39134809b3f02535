/** A shape says how far a point lies outside it; inside, the distance is negative. */
export type Shape = (x: number, y: number) => number
type Point = readonly [x: number, y: number]

export const circle =
  ([cx, cy]: Point, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius

export const ring =
  (centre: Point, radius: number, halfWidth: number): Shape =>
  (x, y) =>
    Math.abs(circle(centre, radius)(x, y)) - halfWidth

/** A stroke from point to point with round ends. */
export function stroke(points: readonly Point[], halfWidth: number): Shape {
  const parts = points.slice(1).map((to, index) => segment(points[index] ?? to, to))
  return (x, y) => Math.min(...parts.map(part => part(x, y))) - halfWidth
}

export const box =
  ([left, top]: Point, [right, bottom]: Point, rounding = 0): Shape =>
  (x, y) => {
    const outX = Math.max(left + rounding - x, x - right + rounding)
    const outY = Math.max(top + rounding - y, y - bottom + rounding)
    return Math.hypot(Math.max(outX, 0), Math.max(outY, 0)) + Math.min(Math.max(outX, outY), 0) - rounding
  }

/** A polygon with rounded corners. */
export function polygon(points: readonly Point[], rounding = 0): Shape {
  const edges = points.map((from, index) => [from, points[(index + 1) % points.length] ?? from] as const)
  return (x, y) => {
    const distance = Math.min(...edges.map(([from, to]) => segment(from, to)(x, y)))
    return (isInside(edges, x, y) ? -distance : distance) - rounding
  }
}

export const either =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    Math.min(...shapes.map(shape => shape(x, y)))

export const without =
  (shape: Shape, ...holes: Shape[]): Shape =>
  (x, y) =>
    Math.max(shape(x, y), ...holes.map(hole => -hole(x, y)))

function segment([ax, ay]: Point, [bx, by]: Point): Shape {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  return (x, y) => {
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
    return Math.hypot(x - ax - along * dx, y - ay - along * dy)
  }
}

function isInside(edges: readonly (readonly [Point, Point])[], x: number, y: number): boolean {
  const crossed = edges.filter(
    ([[ax, ay], [bx, by]]) => ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax,
  )
  return crossed.length % 2 === 1
}
