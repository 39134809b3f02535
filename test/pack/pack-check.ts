// `npm run pack:check`: packs the built app for this system with the stand-in as its Electron, looks at every file that got in, and starts what was
// packed. It proves the list of files, the fuses' settings and the packed start; installers are built where real Electron is, by `npm run dist`.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../e2e/host-kind.ts'
import { type AsarFile, type AsarFolder, asar, fuses, yaml } from './builder-parts.ts'
import { type PackedApp, packHere } from './pack-here.ts'
import { findMissing, findUnwanted, type Lockfile, packageOf, productionPackages } from './packed-files.ts'
import { startPacked } from './start-packed.ts'

interface PackedFile extends AsarFile {
  path: string
}

/** The fuses by electron-builder's names, and by those of the binary. */
const FUSES = {
  runAsNode: 'RunAsNode',
  enableCookieEncryption: 'EnableCookieEncryption',
  enableNodeOptionsEnvironmentVariable: 'EnableNodeOptionsEnvironmentVariable',
  enableNodeCliInspectArguments: 'EnableNodeCliInspectArguments',
  enableEmbeddedAsarIntegrityValidation: 'EnableEmbeddedAsarIntegrityValidation',
  onlyLoadAppFromAsar: 'OnlyLoadAppFromAsar',
  grantFileProtocolExtraPrivileges: 'GrantFileProtocolExtraPrivileges',
} as const
/** What must be on; every other fuse must be off. */
const ON = new Set<string>(['enableCookieEncryption', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar'])
const LISTED = 5

async function main(): Promise<void> {
  if (process.platform !== 'linux')
    throw new Error('It runs on Linux alone: elsewhere the stand-in for Electron cannot be packed.')
  const scratch = mkdtempSync(join(tmpdir(), 'feebridge-pack-'))
  try {
    const packed = await packHere(scratch)
    checkFiles(packed)
    await checkFuses(packed)
    const { version, firstRow } = await startPacked(packed)
    say(`Feebridge ${version} started packed (stand-in for Electron), showed "${firstRow}" on its Overview, and quit.`)
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 10 })
  }
}

function checkFiles({ archive }: PackedApp): void {
  const files = listFiles(asar.getRawHeader(archive).header)
  const paths = files.map(file => file.path)
  const lockfile = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile
  const packedFor = {
    platform: process.platform,
    arch: process.arch,
    packages: productionPackages(lockfile, ['node', 'node-addon-api']),
  }
  refuse('The package holds files that do not belong in it', findUnwanted(paths, packedFor))
  refuse('The package lacks files that it needs', findMissing(paths, packedFor))
  const outside = files.filter(file => file.unpacked === true && !file.path.endsWith('.node')).map(file => file.path)
  refuse('Files lie outside the archive without need', outside)
  tellSizes(files, statSync(archive).size)
}

function listFiles({ files }: AsarFolder, above = ''): PackedFile[] {
  return Object.entries(files).flatMap(([name, entry]) =>
    'files' in entry ? listFiles(entry, `${above}${name}/`) : [{ ...entry, path: `${above}${name}` }],
  )
}

function tellSizes(files: readonly PackedFile[], archiveBytes: number): void {
  const bytes = new Map<string, number>()
  for (const { path, size } of files) {
    const part = path.startsWith('node_modules/') ? packageOf(path) : (path.split('/')[0] ?? path)
    bytes.set(part, (bytes.get(part) ?? 0) + size)
  }
  const largest = [...bytes].sort(([, a], [, b]) => b - a).slice(0, LISTED)
  say(
    `${files.length} files were packed, ${inMb(archiveBytes)} in the archive. The largest: ${largest.map(([part, size]) => `${part} ${inMb(size)}`).join(', ')}.`,
  )
}

/** Reads the fuses back from what was packed, and the configuration from the file that `npm run dist` reads. */
async function checkFuses({ program }: PackedApp): Promise<void> {
  const wire = await fuses.getCurrentFuseWire(program)
  const isOn = (name: string) => String.fromCharCode(wire[Number(fuses.FuseV1Options[name])] ?? 0) === '1'
  const { electronFuses } = yaml.load(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')) as {
    electronFuses: Record<string, boolean>
  }
  const wrong = Object.entries(FUSES)
    .filter(([name, inBinary]) => isOn(inBinary) !== ON.has(name) || electronFuses[name] !== ON.has(name))
    .map(([name]) => `${name} must be ${ON.has(name) ? 'on' : 'off'}`)
  refuse('Fuses of the packed binary are not set as they must be', wrong)
  say(`${Object.keys(FUSES).length} fuses are set.`)
}

function refuse(sentence: string, found: readonly string[]): void {
  if (found.length === 0) return
  const more = found.length > LISTED * 4 ? `\n  and ${found.length - LISTED * 4} more` : ''
  throw new Error(
    `${sentence} (${found.length}):\n${found
      .slice(0, LISTED * 4)
      .map(each => `  ${each}`)
      .join('\n')}${more}`,
  )
}

function inMb(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`pack:check failed. ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
