import { expect, test } from 'vitest'
import { readSource } from '../source-files.ts'
import { findMissing, findUnwanted, type Lockfile, productionPackages } from './packed-files.ts'

const lockfile = JSON.parse(readSource('package-lock.json')) as Lockfile
const packedFor = { platform: 'linux', arch: 'x64', packages: productionPackages(lockfile, ['node']) }

test.each([
  'out/main/index.mjs',
  'out/main/chunks/world-DLb_9KhU.mjs',
  'out/renderer/assets/index-tGhBLVEe.js',
  'resources/tray/error-on-dark@2x.png',
  'node_modules/zod/index.cjs',
  'node_modules/better-sqlite3/prebuilds/linux-x64.node',
  'node_modules/unzipper/node_modules/isarray/index.js',
  'node_modules/exceljs/LICENSE',
])('a package may hold %s', path => {
  expect(findUnwanted([path], packedFor)).toEqual([])
})

test.each([
  'main/index.ts',
  'out/main/index.mjs.map',
  'out/main/command.mjs',
  'test/e2e/overview.spec.ts',
  'docs/rules.md',
  'resources/draw/draw-icons.ts',
  'notes.txt',
  '.env',
  'node_modules/node/bin/node',
  'node_modules/react/index.js',
  'node_modules/@mantine/core/index.mjs',
  'node_modules/zod/src/index.ts',
  'node_modules/zod/index.js.map',
  'node_modules/es-abstract/test/index.js',
  'node_modules/better-sqlite3/deps/sqlite3/sqlite3.c',
  'node_modules/better-sqlite3/prebuilds/linux-arm64.node',
  'node_modules/better-sqlite3/prebuilds/linuxmusl-x64.node',
  'node_modules/better-sqlite3/prebuilds/win32-x64.node',
])('a package must not hold %s', path => {
  expect(findUnwanted([path], packedFor)).toEqual([path])
})

test('a package without its engine, its window or its database library is not whole', () => {
  expect(findMissing(['package.json', 'out/main/index.mjs'], packedFor)).toEqual(
    expect.arrayContaining([
      'out/main/desktop-engine.mjs',
      'out/renderer/index.html',
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]),
  )
})

test('the packages of development are not among those of production', () => {
  expect(packedFor.packages).toContain('better-sqlite3')
  expect(packedFor.packages).toContain('lazystream')
  for (const name of ['node', 'vitest', 'electron', 'react', 'typescript'])
    expect(packedFor.packages).not.toContain(name)
})
