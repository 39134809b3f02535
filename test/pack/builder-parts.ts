import { createRequire } from 'node:module'

/** What is used of `@electron/asar`. */
interface AsarPackage {
  getRawHeader(archive: string): { header: AsarFolder }
  extractAll(archive: string, folder: string): void
}

export interface AsarFolder {
  files: Record<string, AsarFolder | AsarFile>
}

export interface AsarFile {
  size: number
  /** It lies beside the archive. */
  unpacked?: boolean
}

/** What is used of `@electron/fuses`: the state of each fuse of a binary, by number, as the code of the character that stands for it. */
interface FusesPackage {
  FuseV1Options: Record<string, number | string>
  getCurrentFuseWire(program: string): Promise<Record<number, number>>
}

/** What is used of `js-yaml`. */
interface YamlPackage {
  load(text: string): unknown
}

// The packages that electron-builder itself uses, found from where it lies: they are no dependencies of ours.
const require = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))
const requireOfBuilder = createRequire(require.resolve('app-builder-lib/package.json'))

export const asar = requireOfBuilder('@electron/asar') as AsarPackage
export const fuses = requireOfBuilder('@electron/fuses') as FusesPackage
export const yaml = requireOfBuilder('js-yaml') as YamlPackage
export const builderProgram = require.resolve('electron-builder/cli.js')
