/** A square picture, as the bytes of a PNG file. */
export interface Picture {
  /** Pixels on each side. */
  size: number
  png: Buffer
}

/** How large the entries of an ICO file's table are, and the head before it. */
const ICO_HEAD_BYTES = 6
const ICO_ENTRY_BYTES = 16

/** Windows' file of icons: a table of sizes, then the pictures. Every Windows since Vista reads PNG in it. */
export function packIco(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(ICO_HEAD_BYTES + ICO_ENTRY_BYTES * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = ICO_HEAD_BYTES + ICO_ENTRY_BYTES * index
    // A byte holds no 256: it is written as 0.
    head.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], at)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** The names by which a Mac knows pictures of so many pixels: alone, and as the double of half the size. Its two smallest take no PNG. */
const ICNS_NAMES: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** A Mac's file of icons: pictures one after the other, each with its name and its length before it. */
export function packIcns(pictures: readonly Picture[]): Buffer {
  const parts = pictures.flatMap(({ size, png }) => (ICNS_NAMES[size] ?? []).map(name => icnsPart(name, png)))
  return icnsPart('icns', Buffer.concat(parts))
}

function icnsPart(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'ascii')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}
