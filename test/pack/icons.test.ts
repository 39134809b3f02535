import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packIcns, packIco } from '../../scripts/icon-files.ts'
import { ROOT } from '../source-files.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const read = (path: string): Buffer => readFileSync(join(ROOT, 'build', path))

/** Width and height as a PNG file says them. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, PNG.length)).toEqual(PNG)
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

/** Each entry of an ICO file: the size that its table says, and its picture. */
function readIco(ico: Buffer): { size: number; png: Buffer }[] {
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index
    const offset = ico.readUInt32LE(at + 12)
    return { size: ico.readUInt8(at) || 256, png: ico.subarray(offset, offset + ico.readUInt32LE(at + 8)) }
  })
}

/** Each part of an ICNS file by its name. */
function readIcns(icns: Buffer): Map<string, Buffer> {
  expect(icns.toString('ascii', 0, 4)).toBe('icns')
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  const parts = new Map<string, Buffer>()
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    parts.set(icns.toString('ascii', at, at + 4), icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)))
  return parts
}

test('the icon of Windows holds each size as the table says it', () => {
  const entries = readIco(read('icon.ico'))
  expect(entries.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 256])
  for (const { size, png } of entries) expect(sizeOf(png)).toEqual([size, size])
})

test('the icon of Macs holds each size under the names of that size', () => {
  const sizes = [...readIcns(read('icon.icns'))].map(([name, png]) => [name, sizeOf(png)[0]])
  expect(Object.fromEntries(sizes)).toEqual({
    ic11: 32,
    ic12: 64,
    ic07: 128,
    ic08: 256,
    ic13: 256,
    ic09: 512,
    ic14: 512,
    ic10: 1024,
  })
})

test('Linux has an icon in every size, named by it', () => {
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
    expect(sizeOf(read(`icons/${size}x${size}.png`))).toEqual([size, size])
})

test('an icon file gives back the pictures that were put in', () => {
  const png = Buffer.concat([PNG, Buffer.from('any picture')])
  expect(readIco(packIco([{ size: 256, png }]))).toEqual([{ size: 256, png }])
  expect([...readIcns(packIcns([{ size: 512, png }]))]).toEqual([
    ['ic09', png],
    ['ic14', png],
  ])
})
