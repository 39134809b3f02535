import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, posix, resolve } from 'node:path'
import { parseSync } from 'vite'

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, '..')

/** One import, export-from or dynamic import of a source file. */
export interface Import {
  /** As written. */
  specifier: string
  /** A path from the project's folder, for a file of ours; null for packages and Node's own modules. */
  file: string | null
  /** The package, or `node:x` for Node's own modules; null for a file of ours. */
  package: string | null
  /** True when only types are taken: nothing of it is left at run time. */
  typeOnly: boolean
}

/** Every file that is or would be committed, as paths from the project's folder with forward slashes. */
export function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return listed.split('\0').filter(path => path !== '' && existsSync(join(ROOT, path)))
}

/** The files of the program itself, written in TypeScript. */
export function programFiles(): string[] {
  return projectFiles().filter(path => /^(contract|preload|main|renderer)\/.*\.tsx?$/.test(path))
}

export function readSource(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** Reads the imports of a source text with a real parser; `path` says where it stands. Throws when the text cannot be parsed. */
export function importsOf(path: string, source: string): Import[] {
  const { module, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  const quoted = (start: number, end: number) => source.slice(start, end).replace(/^['"`]|['"`]$/g, '')
  return [
    ...module.staticImports.map(found =>
      importAt(
        path,
        found.moduleRequest.value,
        found.entries.length > 0
          ? found.entries.every(entry => entry.isType)
          : /^import\s+type\b/.test(source.slice(found.start)),
      ),
    ),
    ...module.staticExports.flatMap(found =>
      found.entries.flatMap(entry =>
        entry.moduleRequest ? [importAt(path, entry.moduleRequest.value, entry.isType)] : [],
      ),
    ),
    ...module.dynamicImports.map(found =>
      importAt(path, quoted(found.moduleRequest.start, found.moduleRequest.end), false),
    ),
  ]
}

function importAt(path: string, specifier: string, typeOnly: boolean): Import {
  if (specifier.startsWith('.'))
    return { specifier, file: posix.join(dirname(path), specifier), package: null, typeOnly }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
  const isNode = specifier.startsWith('node:') || builtinModules.includes(name)
  return { specifier, file: null, package: isNode ? `node:${specifier.replace(/^node:/, '')}` : name, typeOnly }
}
