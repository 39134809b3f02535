// resources/draw makes the pictures that the desktop app needs as files: the tray's, one a state. Run it after a change:
// `node resources/draw/draw-icons.ts`. What it writes is committed; the app only reads it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BridgeState } from '../../contract/rows/status.ts'
import { drawPng, type Layer } from './png.ts'
import { box, circle, either, polygon, ring, type Shape, stroke, without } from './shapes.ts'

const ROOT = join(import.meta.dirname, '../..')
/** The tray's pictures are drawn on a square of 16 units; each state has an outline of its own, so that colour is never the only sign. */
const UNITS = 16

const TRAY: Record<BridgeState, { shape: Shape; onLight: string; onDark: string }> = {
  ok: {
    shape: without(
      circle([8, 8], 7.2),
      stroke(
        [
          [4.5, 8.2],
          [7.1, 10.8],
          [11.6, 5.6],
        ],
        1,
      ),
    ),
    onLight: '#1a7f37',
    onDark: '#4ac26b',
  },
  running: {
    shape: either(
      without(
        ring([8, 8], 5.6, 1.15),
        polygon([
          [8, 8],
          [16, -1],
          [16, 8],
        ]),
      ),
      polygon(
        [
          [13.4, 3],
          [15.6, 8.6],
          [9.9, 7.2],
        ],
        0.2,
      ),
    ),
    onLight: '#1b5cab',
    onDark: '#6cb6ff',
  },
  paused: {
    shape: without(box([1, 1], [15, 15], 3), box([4.8, 4.4], [6.9, 11.6], 0.4), box([9.1, 4.4], [11.2, 11.6], 0.4)),
    onLight: '#57606a',
    onDark: '#d0d7de',
  },
  attention: {
    shape: without(
      polygon(
        [
          [8, 1.6],
          [14.6, 13.8],
          [1.4, 13.8],
        ],
        1,
      ),
      stroke(
        [
          [8, 5.6],
          [8, 9.4],
        ],
        1,
      ),
      circle([8, 12], 1.1),
    ),
    onLight: '#9a6700',
    onDark: '#f0b429',
  },
  error: {
    shape: without(
      polygon([
        [5, 0.8],
        [11, 0.8],
        [15.2, 5],
        [15.2, 11],
        [11, 15.2],
        [5, 15.2],
        [0.8, 11],
        [0.8, 5],
      ]),
      stroke(
        [
          [5.2, 5.2],
          [10.8, 10.8],
        ],
        1.05,
      ),
      stroke(
        [
          [10.8, 5.2],
          [5.2, 10.8],
        ],
        1.05,
      ),
    ),
    onLight: '#cf222e',
    onDark: '#ff7b72',
  },
  offline: {
    shape: either(
      ring([8, 8], 6.2, 0.9),
      stroke(
        [
          [3.7, 12.3],
          [12.3, 3.7],
        ],
        0.9,
      ),
    ),
    onLight: '#57606a',
    onDark: '#d0d7de',
  },
}

function write(path: string, layers: readonly Layer[], units: number, pixels: number): void {
  writeFileSync(join(ROOT, path), drawPng(layers, units, pixels))
}

mkdirSync(join(ROOT, 'resources/tray'), { recursive: true })
for (const [state, { shape, onLight, onDark }] of Object.entries(TRAY)) {
  for (const [variant, colour] of Object.entries({ 'on-light': onLight, 'on-dark': onDark, template: '#000000' })) {
    write(`resources/tray/${state}-${variant}.png`, [{ shape, colour }], UNITS, 16)
    write(`resources/tray/${state}-${variant}@2x.png`, [{ shape, colour }], UNITS, 32)
  }
}
