import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'

const FOLDER = join(import.meta.dirname, '../../../../resources/tray')
const STATES = ['ok', 'running', 'paused', 'attention', 'error', 'offline']
const VARIANTS = ['on-light', 'on-dark', 'template']

/** The pixels of a picture as resources/draw writes it: one chunk, four bytes a pixel. */
function pixelsOf(name: string): { size: number; pixels: Buffer } {
  const file = readFileSync(join(FOLDER, name))
  const start = file.indexOf('IDAT') + 4
  return {
    size: file.readUInt32BE(16),
    pixels: inflateSync(file.subarray(start, start + file.readUInt32BE(start - 8))),
  }
}

/** What is covered, whatever its colour. */
function outlineOf(name: string): string {
  const { size, pixels } = pixelsOf(name)
  const rows = Array.from({ length: size }, (_, row) =>
    pixels.subarray(row * (4 * size + 1) + 1, (row + 1) * (4 * size + 1)),
  )
  return rows
    .map(row => Array.from({ length: size }, (_, at) => ((row[4 * at + 3] ?? 0) > 127 ? '#' : ' ')).join(''))
    .join('\n')
}

test('every state has a picture for each taskbar, at both sizes', () => {
  const names = STATES.flatMap(state =>
    VARIANTS.flatMap(variant => [`${state}-${variant}.png`, `${state}-${variant}@2x.png`]),
  )
  expect(names.filter(name => !existsSync(join(FOLDER, name)))).toEqual([])
  expect(names.map(name => pixelsOf(name).size)).toEqual(names.map(name => (name.includes('@2x') ? 32 : 16)))
})

test('the states differ in their outline, so that colour is never the only sign', () => {
  const outlines = STATES.map(state => outlineOf(`${state}-template.png`))
  for (const [at, one] of outlines.entries()) {
    for (const other of outlines.slice(at + 1)) {
      const different = [...one].filter((sign, index) => sign !== other[index]).length
      expect(different).toBeGreaterThan(20)
    }
  }
})
