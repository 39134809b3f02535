import { existsSync, readFileSync } from 'node:fs'
import type { AddRepresentationOptions, NativeImage, Size } from 'electron'
import { asElectron, Emulated, type PartOf, strict } from './strict.ts'

/** Where the width and height stand in a PNG file. */
const PNG_WIDTH_AT = 16
const PNG_HEIGHT_AT = 20

/** An image as its file's bytes: which picture is shown can be compared, what it looks like cannot. */
export class EmulatedNativeImage extends Emulated implements PartOf<NativeImage> {
  readonly #representations = new Map<number, Buffer>()
  isMacTemplateImage = false

  constructor(bytes: Buffer) {
    super()
    if (bytes.length > 0) this.#representations.set(1, bytes)
  }

  isEmpty(): boolean {
    return this.#representations.size === 0
  }

  addRepresentation({ scaleFactor = 1, buffer, dataURL }: AddRepresentationOptions): void {
    const bytes = dataURL === undefined ? buffer : bytesOf(dataURL)
    if (bytes !== undefined) this.#representations.set(scaleFactor, bytes)
  }

  getScaleFactors(): number[] {
    return [...this.#representations.keys()]
  }

  getSize(): Size {
    const bytes = this.toPNG()
    if (bytes.length < PNG_HEIGHT_AT + 4) return { width: 0, height: 0 }
    return { width: bytes.readUInt32BE(PNG_WIDTH_AT), height: bytes.readUInt32BE(PNG_HEIGHT_AT) }
  }

  resize(): NativeImage {
    return asElectron(this)
  }

  setTemplateImage(option: boolean): void {
    this.isMacTemplateImage = option
  }

  isTemplateImage(): boolean {
    return this.isMacTemplateImage
  }

  toPNG(): Buffer {
    return this.#representations.get(1) ?? [...this.#representations.values()][0] ?? Buffer.alloc(0)
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.toPNG().toString('base64')}`
  }
}

const imageOf = (bytes: Buffer): NativeImage => asElectron(new EmulatedNativeImage(bytes))

export const nativeImage = strict('nativeImage', {
  createEmpty: () => imageOf(Buffer.alloc(0)),
  createFromPath: (path: string) => imageOf(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (buffer: Buffer) => imageOf(buffer),
  createFromDataURL: (dataURL: string) => imageOf(bytesOf(dataURL)),
} satisfies Partial<typeof Electron.NativeImage>)

function bytesOf(dataURL: string): Buffer {
  return Buffer.from(dataURL.slice(dataURL.indexOf(',') + 1), 'base64')
}
