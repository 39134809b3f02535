import { posix } from 'node:path'

/** For which system a package is, in Node's words, and the packages that may be in it. */
export interface PackedFor {
  platform: string
  arch: string
  packages: ReadonlySet<string>
}

/** Everything of ours that may be in a package. */
const OURS = [
  /^package\.json$/,
  /^out\/main\/(index|desktop-engine|reader|indexer|report)\.mjs$/,
  /^out\/main\/chunks\/[\w-]+\.mjs$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(js|css|svg|png|woff2)$/,
  /^resources\/tray\/[a-z-]+(@2x)?\.png$/,
]

/** Without these it could not even start. */
const NEEDED = [
  'package.json',
  'out/main/index.mjs',
  'out/main/desktop-engine.mjs',
  'out/main/reader.mjs',
  'out/main/indexer.mjs',
  'out/main/report.mjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'resources/tray/ok-template.png',
]

/** What a package of others runs on, or must come with it. */
const THEIRS =
  /\.(js|cjs|mjs|njs|json|xml|bnf|node|ttf|afm|icc|trie)$|\/(licen[cs]e|copying|notice|readme|makefile)[^/]*$|\/bin\/[^/]+$/i
/** What none of it is needed for, wherever it lies. */
const NEVER = /\.(map|ts|cts|mts|tsx)$|\/(tests?|docs|examples?|__tests__)\//

/** Paths that must not be in a package, sorted. */
export function findUnwanted(paths: readonly string[], packedFor: PackedFor): string[] {
  return paths.filter(path => !isWanted(path, packedFor)).sort()
}

function isWanted(path: string, { platform, arch, packages }: PackedFor): boolean {
  if (!path.startsWith('node_modules/')) return OURS.some(pattern => pattern.test(path))
  if (NEVER.test(path) || !THEIRS.test(path)) return false
  if (path.endsWith('.node') && posix.basename(path) !== `${platform}-${arch}.node`) return false
  return packages.has(packageOf(path))
}

/** What must be in a package and is not. */
export function findMissing(paths: readonly string[], { platform, arch }: PackedFor): string[] {
  const packed = new Set(paths)
  return [...NEEDED, `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`].filter(path => !packed.has(path))
}

/** The package whose file this is: the last one on its path. */
export function packageOf(path: string): string {
  const inside = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length).split('/')
  return inside.slice(0, inside[0]?.startsWith('@') === true ? 2 : 1).join('/')
}

/** What is read of package-lock.json. */
export interface Lockfile {
  packages: Record<string, { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }>
}

/** The names of the packages that the app's dependencies come to, but for those that the packaged app does without. */
export function productionPackages(lockfile: Lockfile, without: readonly string[]): Set<string> {
  const names = new Set<string>()
  const add = (at: string): void => {
    const { dependencies, optionalDependencies } = lockfile.packages[at] ?? {}
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (names.has(name) || without.includes(name)) continue
      names.add(name)
      // Several versions of a package may be installed; whichever is meant, all their own dependencies are allowed.
      for (const place of Object.keys(lockfile.packages)) if (place.endsWith(`node_modules/${name}`)) add(place)
    }
  }
  add('')
  return names
}
