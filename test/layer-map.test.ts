import { expect, test } from 'vitest'
import { findForbidden } from './layer-map.ts'
import { importsOf, programFiles, readSource } from './source-files.ts'

const check = (path: string, source: string) => findForbidden(path, importsOf(path, source))

test('every file imports only what its layer may', () => {
  expect(programFiles().flatMap(path => check(path, readSource(path)))).toEqual([])
})

test.each([
  ['main/domain/fee.ts', "import { readFileSync } from 'node:fs'"],
  ['main/domain/fee.ts', "import { z } from 'zod'"],
  ['main/domain/fee.ts', "export { openWriter } from '../ledger/open.ts'"],
  ['main/ledger/fees.ts', "import { get } from 'node:http'"],
  ['main/engine/run.ts', "import { app } from 'electron'"],
  ['main/engine/run.ts', "import { openIiq } from '../systems/iiq/client.ts'"],
  ['main/engine/run.ts', "import schedule from 'node-schedule'"],
  ['main/practice/practice.ts', "import { parse } from '../systems/iiq/mapping.ts'"],
  ['main/calls/fees.ts', "import { client } from '../systems/iiq/client.ts'"],
  ['main/hosts/terminal/command.ts', "const run = await import('../../ledger/open.ts')"],
  ['main/hosts/terminal/command.ts', "import { SecretsUnreadable } from '../../domain/ports.ts'"],
  ['main/hosts/browser/server.ts', "import { app } from 'electron'"],
  ['renderer/tabs/fees/fees-tab.tsx', "import { Row } from '../errors/errors-tab.tsx'"],
  ['renderer/tabs/fees/fees-tab.tsx', "import { shell } from '../../app/shell.tsx'"],
  ['renderer/api/fees.ts', "import fs from 'fs'"],
  ['contract/calls.ts', "import type { Fee } from '../main/domain/fee.ts'"],
  ['preload/index.ts', "import { readFileSync } from 'node:fs'"],
  ['renderer/ui/money.tsx', "import { format } from '../format/money'"],
  ['main/elsewhere/x.ts', "import 'node:fs'"],
])('the check finds that %s has %s', (path, source) => {
  expect(check(path, source)).toHaveLength(1)
})

test.each([
  ['main/engine/run.ts', "import { plan } from '../domain/plan.ts'"],
  ['main/engine/compose.ts', "import { openIiq } from '../systems/iiq/client.ts'"],
  ['main/hosts/terminal/serve-window.ts', "import type { Log } from '../../domain/ports.ts'"],
  ['main/hosts/desktop/window.ts', "import { BrowserWindow } from 'electron'"],
  ['renderer/tabs/fees/fees-tab.tsx', "import { filters } from './fee-filters.ts'"],
])('the check allows that %s has %s', (path, source) => {
  expect(check(path, source)).toEqual([])
})
