import { homedir } from 'node:os'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'
import { districtSettings, iiqSettings, taskSettings } from '../contract/settings.ts'
import { GLOBAL_OPTIONS } from '../main/hosts/terminal/command-spec.ts'
import { TABLE } from '../main/hosts/terminal/table.ts'
import { importsOf, programFiles, projectFiles, ROOT, readSource } from './source-files.ts'

const TEXT = /\.(ts|tsx|mjs|json|md|yml|css|html|sql|txt)$|^\.[^/]+$|^\.ci\//
const textFiles = projectFiles().filter(path => TEXT.test(path) && path !== 'package-lock.json')
const codeFiles = projectFiles().filter(path => /\.(ts|tsx|mjs)$/.test(path))

/** Files that match, each with the line that does. */
function linesThat(files: readonly string[], matches: (line: string) => boolean): string[] {
  return files.flatMap(path =>
    readSource(path)
      .split('\n')
      .flatMap((line, index) => (matches(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
  )
}

test('no file of code has more than 400 lines', () => {
  const long = codeFiles
    .map(path => ({ path, lines: readSource(path).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > 400)
  expect(long).toEqual([])
})

test('no file or folder is called after what could be anything', () => {
  const vague = /(^|[/.-])(utils?|helpers?|common|misc|managers?|services?)([/.-]|$)/
  expect(projectFiles().filter(path => vague.test(path))).toEqual([])
})

test('no file only passes on what others export', () => {
  const barrels = programFiles().filter(path => {
    const { body } = parseSync(path, readSource(path)).program
    return (
      body.length > 0 &&
      body.every(
        statement =>
          statement.type === 'ExportAllDeclaration' ||
          (statement.type === 'ExportNamedDeclaration' && statement.source !== null),
      )
    )
  })
  expect(barrels).toEqual([])
})

test('no test runs alone', () => {
  expect(linesThat(codeFiles, line => /\b(test|it|describe)\.only\b\(?/.test(line))).toEqual([])
})

test('no check is switched off in the code', () => {
  const switches = new RegExp(['biome', '@ts'].map(tool => `${tool}-(ignore|expect-error|nocheck)`).join('|'))
  expect(linesThat(codeFiles, line => switches.test(line))).toEqual([])
})

test('electron is imported only by the preload script, main/index.ts, main/hosts/desktop and its stand-in', () => {
  const typescript = codeFiles.filter(path => /\.tsx?$/.test(path))
  const importers = typescript.filter(path =>
    importsOf(path, readSource(path)).some(found => found.package === 'electron'),
  )
  expect(
    importers.filter(path => !/^(preload\/|main\/index\.ts$|main\/hosts\/desktop\/|test\/electron-host\/)/.test(path)),
  ).toEqual([])
})

// What the vendor does not publish is data of one file. A word of it elsewhere would have to be found again when the vendor's turns out to differ.
test('no assumed wire word of Incident IQ stands outside its profile, the practice server and their tests', () => {
  const words =
    /data\/line-item|\b(LineItemId|LineItemTypeId|AppliesToLineItemId|ExternalReference|RecordedByUserId|InternalNotes|externalreference|appliestolineitemid)\b/
  const outside = programFiles().filter(
    path => path !== 'main/systems/iiq/profile.ts' && !path.startsWith('main/practice/'),
  )
  expect(outside.filter(path => words.test(withoutComments(path)))).toEqual([])
})

function withoutComments(path: string): string {
  const source = readSource(path)
  return parseSync(path, source).comments.reduceRight(
    (text, { start, end }) => text.slice(0, start) + text.slice(end),
    source,
  )
}

test('no file holds a path of the machine that it was written on', () => {
  const homes = /(^|[\s'"`(=])(\/(home|Users|root)\/\w|[A-Z]:\\Users\\)/
  expect(
    linesThat(textFiles, line => line.includes(`${ROOT}/`) || line.includes(`${homedir()}/`) || homes.test(line)),
  ).toEqual([])
})

test('the lockfile names no registry address, and every version is exact', () => {
  expect(readSource('package-lock.json')).not.toContain('"resolved"')
  const { dependencies, devDependencies } = JSON.parse(readSource('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  )
  expect(loose).toEqual([])
})

// npm ci refuses a lockfile that lacks a package of another platform, although it would not install it; npm itself leaves out what its registry lacks.
test('the lockfile holds the packages of every platform', () => {
  const { packages } = JSON.parse(readSource('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const isLocked = (from: string, name: string): boolean =>
    `${from === '' ? '' : `${from}/`}node_modules/${name}` in packages ||
    (from !== '' &&
      isLocked(from.includes('/node_modules/') ? from.replace(/\/node_modules\/(@[^/]+\/)?[^/]+$/, '') : '', name))
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(name => !isLocked(from, name)),
  )
  expect(missing).toEqual([])
})

test('every package that the program imports is a dependency, and is used', () => {
  const { dependencies } = JSON.parse(readSource('package.json')) as { dependencies: Record<string, string> }
  const ofMain = programFiles().filter(path => path.startsWith('main/') || path.startsWith('contract/'))
  const imported = new Set(
    ofMain.flatMap(path => importsOf(path, readSource(path)).flatMap(found => found.package ?? [])),
  )
  const needed = [...imported].filter(name => !name.startsWith('node:') && name !== 'electron')
  expect(needed.filter(name => !(name in dependencies))).toEqual([])
  // `node` is not imported: it is the program that bin/launch.mjs starts. Nor are fonts: their files are read.
  const isRead = (name: string) => name === 'node' || name.startsWith('@expo-google-fonts/')
  expect(Object.keys(dependencies).filter(name => !imported.has(name) && !isRead(name))).toEqual([])
})

test('the README says every command, every option and every key of the settings file', () => {
  const readme = readSource('README.md')
  const commands = TABLE.map(spec => spec.words.join(' '))
  const options = [...TABLE.flatMap(spec => spec.options), ...GLOBAL_OPTIONS].map(option => `--${option.name}`)
  const keys = [districtSettings, iiqSettings, taskSettings]
    .flatMap(schema => Object.keys(schema.shape))
    .map(key => `\`${key}\``)
  expect([...commands, ...options, ...keys].filter(word => !readme.includes(word))).toEqual([])
})

test('every rule that a test names is one of docs/rules.md', () => {
  const rules = new Set([...readSource('docs/rules.md').matchAll(/^- \*\*([A-Z]\d)\*\*/gm)].map(match => match[1]))
  const tests = codeFiles.filter(path => path.startsWith('test/') && /\.(test|spec)\.ts$/.test(path))
  const named = tests.flatMap(path =>
    [...readSource(path).matchAll(/\btest\(\s*['"`]([A-Z]\d) /g)].map(match => `${path}: ${match[1]}`),
  )
  expect(rules.size).toBeGreaterThan(40)
  expect(named.filter(each => !rules.has(each.split(': ')[1]))).toEqual([])
})
