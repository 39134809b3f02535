import { crc32, deflateSync } from 'node:zlib'
import type { Shape } from './shapes.ts'

/** One colour (`#rrggbb`) over one shape. */
export interface Layer {
  shape: Shape
  colour: string
}

/** Draws layers, made for a square of `units`, into a PNG of `pixels`; edges are smooth, the rest is transparent. */
export function drawPng(layers: readonly Layer[], units: number, pixels: number): Buffer {
  const scale = units / pixels
  const rows = Buffer.alloc(pixels * (1 + 4 * pixels))
  for (let row = 0; row < pixels; row++) {
    for (let column = 0; column < pixels; column++) {
      const [red, green, blue, alpha] = colourAt(layers, (column + 0.5) * scale, (row + 0.5) * scale, scale)
      rows.set([red, green, blue, alpha].map(Math.round), row * (1 + 4 * pixels) + 1 + 4 * column)
    }
  }
  return encode(rows, pixels)
}

function colourAt(layers: readonly Layer[], x: number, y: number, scale: number): [number, number, number, number] {
  let mixed: [number, number, number, number] = [0, 0, 0, 0]
  for (const { shape, colour } of layers) {
    const cover = Math.min(1, Math.max(0, 0.5 - shape(x, y) / scale))
    if (cover > 0) mixed = over(mixed, colour, cover)
  }
  return mixed
}

function over(
  below: readonly [number, number, number, number],
  colour: string,
  cover: number,
): [number, number, number, number] {
  const [red, green, blue] = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ]
  const alpha = cover + (below[3] / 255) * (1 - cover)
  const mix = (top: number, under: number): number => (top * cover + under * (below[3] / 255) * (1 - cover)) / alpha
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 255 * alpha]
}

function encode(rows: Buffer, pixels: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(pixels, 0)
  header.writeUInt32BE(pixels, 4)
  // Eight bits a channel, four channels, no interlacing.
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'ascii'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
