import type { Import } from './source-files.ts'

/** What the files of one folder may import. A folder's own files are always allowed, except where `apart` says that its subfolders are strangers. */
export interface Layer {
  /** A folder (with its subfolders) or one file. The longest match is a file's layer. */
  path: string
  /** Folders or files of ours. */
  may: readonly string[]
  /** Files of ours of which only types may be taken: ports. */
  mayType?: readonly string[]
  /** Packages, without subpaths. */
  packages?: readonly string[]
  /** Node's own modules: none, all but those of the network, or all. */
  node?: 'none' | 'local' | 'network'
  /** Only layers that name it may import it, not even its neighbours. */
  closed?: boolean
  /** Each subfolder stands for itself: a tab never imports another tab. */
  apart?: boolean
}

const NETWORK = new Set(['net', 'http', 'https', 'http2', 'tls', 'dgram', 'dns'].map(name => `node:${name}`))
const WINDOW_PACKAGES = [
  'react',
  'react-dom',
  '@tanstack/react-query',
  '@tanstack/react-table',
  '@tanstack/react-virtual',
  '@mantine/core',
  '@mantine/hooks',
]
/** `app-root.ts` says where the programs of this installation lie; threads are programs too. */
const ENGINE = ['main/domain', 'main/ledger', 'contract', 'main/engine/link/app-root.ts']

/**
 * Who may import whom. Anything not listed is forbidden. ARCHITECTURE.md tells it in words, with the reasons for what goes beyond the plain
 * order contract ← domain ← ledger, systems ← engine ← hosts.
 */
export const LAYERS: readonly Layer[] = [
  { path: 'contract', may: [], packages: ['zod'] },
  { path: 'preload', may: ['contract'], packages: ['electron'] },

  { path: 'renderer/main.tsx', may: ['renderer/app', 'renderer/ui'], packages: WINDOW_PACKAGES },
  {
    path: 'renderer/app',
    may: ['contract', 'renderer/tabs', 'renderer/api', 'renderer/ui', 'renderer/format'],
    packages: WINDOW_PACKAGES,
  },
  {
    path: 'renderer/tabs',
    may: ['contract', 'renderer/office', 'renderer/api', 'renderer/ui', 'renderer/format'],
    packages: WINDOW_PACKAGES,
    apart: true,
  },
  // Dialogs that move money, for every tab that offers them.
  {
    path: 'renderer/office',
    may: ['contract', 'renderer/api', 'renderer/ui', 'renderer/format'],
    packages: WINDOW_PACKAGES,
  },
  { path: 'renderer/api', may: ['contract'], packages: WINDOW_PACKAGES },
  { path: 'renderer/ui', may: ['contract', 'renderer/format'], packages: WINDOW_PACKAGES },
  { path: 'renderer/format', may: ['contract'] },

  { path: 'main/domain', may: ['contract'] },
  { path: 'main/ledger', may: ['main/domain', 'contract'], packages: ['better-sqlite3'], node: 'local' },
  { path: 'main/systems', may: ['main/domain', 'contract'], packages: ['undici', 'zod'], node: 'local' },
  { path: 'main/reports', may: ['contract'], packages: ['exceljs', 'pdfkit'], node: 'local' },
  { path: 'main/practice', may: ['contract'], node: 'network' },

  { path: 'main/engine', may: ENGINE, packages: ['uuid', 'croner', 'zod'], node: 'local' },
  {
    path: 'main/engine/scheduler.ts',
    may: ['main/engine', ...ENGINE],
    packages: ['node-schedule', 'croner'],
    node: 'local',
  },
  // Opening the systems is composition, kept in a file of its own; everything else sees the port.
  { path: 'main/engine/systems.ts', may: ['main/engine', 'main/systems', ...ENGINE], node: 'local' },
  // Workbooks: the test run's, and those written in a thread of their own. Nothing else of the engine knows what a workbook is.
  { path: 'main/engine/test-mode.ts', may: ['main/engine', 'main/reports', ...ENGINE], node: 'local' },
  { path: 'main/engine/report-thread.ts', may: ['main/engine', 'main/reports', ...ENGINE], node: 'local' },
  { path: 'main/engine/report-thread-client.ts', may: ['main/engine', 'main/reports', ...ENGINE], node: 'local' },
  {
    path: 'main/engine/compose.ts',
    closed: true,
    may: ['main/engine', 'main/calls', 'main/systems', 'main/reports', ...ENGINE],
    packages: ['uuid'],
    node: 'local',
  },
  { path: 'main/engine/process.ts', closed: true, may: ['main/engine/compose.ts', 'main/engine/link'], node: 'local' },
  {
    path: 'main/engine/link',
    closed: true,
    may: ['contract', 'main/engine/engine.ts', 'main/domain/ports.ts'],
    packages: ['zod'],
    node: 'network',
  },
  {
    path: 'main/calls',
    may: ['contract', 'main/engine', 'main/ledger', 'main/reports', 'main/domain'],
    packages: ['zod'],
    node: 'local',
  },

  // What every window host shares: which ledger is open, practice beside it, and the calls that a host answers itself.
  {
    path: 'main/hosts/world',
    may: ['contract', 'main/engine/engine.ts', 'main/engine/link', 'main/practice'],
    packages: ['zod'],
    node: 'local',
  },
  {
    path: 'main/hosts/desktop',
    may: ['contract', 'main/engine/engine.ts', 'main/engine/log.ts', 'main/engine/link', 'main/hosts/world'],
    mayType: ['main/domain/ports.ts', 'main/systems/exchange.ts'],
    packages: ['electron', 'electron-updater', 'zod'],
    node: 'local',
  },
  // A program of its own: the desktop's engine, put together with Electron's network.
  {
    path: 'main/hosts/desktop/engine-program.ts',
    closed: true,
    may: ['main/engine/compose.ts', 'main/engine/link', 'main/hosts/desktop'],
    packages: ['electron'],
  },
  {
    path: 'main/index.ts',
    may: ['contract', 'main/engine/link', 'main/hosts/desktop', 'main/hosts/world'],
    packages: ['electron'],
    node: 'local',
  },
  {
    path: 'main/hosts/browser',
    may: ['contract', 'main/engine/engine.ts', 'main/engine/link', 'main/hosts/world'],
    mayType: ['main/domain/ports.ts'],
    packages: ['zod'],
    node: 'network',
  },
  {
    path: 'main/hosts/terminal',
    may: [
      'contract',
      'main/engine/compose.ts',
      'main/engine/engine.ts',
      'main/engine/link',
      'main/practice',
      'main/hosts/browser',
      'main/hosts/world',
    ],
    mayType: ['main/domain/ports.ts'],
    node: 'network',
  },
]

/** Why a file may not import what it imports, a sentence each. */
export function findForbidden(path: string, imports: readonly Import[]): string[] {
  const layer = layerOf(path)
  if (layer === undefined) return [`${path} is in no layer of test/layer-map.ts`]
  return imports.flatMap(found => {
    const reason =
      found.file === null ? forbiddenPackage(layer, found.package ?? '') : forbiddenFile(layer, path, found)
    return reason === null ? [] : [`${path} imports ${found.specifier}: ${reason}`]
  })
}

function layerOf(path: string): Layer | undefined {
  return LAYERS.filter(layer => isWithin(path, layer.path)).sort((a, b) => b.path.length - a.path.length)[0]
}

function forbiddenFile(layer: Layer, path: string, { file, typeOnly }: Import): string | null {
  if (file === null) return null
  if (!/\.(ts|tsx|css|json)$/.test(file)) return 'an import of our own files names its extension'
  const home = layer.apart === true ? subfolderOf(path, layer.path) : layer.path
  const target = layerOf(file)
  if (isWithin(file, home) && (target === layer || target?.closed !== true)) return null
  // Being allowed a folder does not open a closed layer inside it.
  const opens = (allowed: string) => target?.closed !== true || isWithin(allowed, target.path)
  if (layer.may.some(allowed => isWithin(file, allowed) && opens(allowed))) return null
  if (typeOnly && layer.mayType?.some(allowed => isWithin(file, allowed)) === true) return null
  return `${layer.path} may not import ${file}`
}

function forbiddenPackage(layer: Layer, name: string): string | null {
  if (!name.startsWith('node:'))
    return layer.packages?.includes(name) === true ? null : `${layer.path} may not use the package ${name}`
  const most = layer.node ?? 'none'
  if (most === 'none') return `${layer.path} may not use Node`
  return most === 'local' && NETWORK.has(name) ? `${layer.path} may not use the network` : null
}

function subfolderOf(path: string, layer: string): string {
  return `${layer}/${path.slice(layer.length + 1).split('/')[0]}`
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}
