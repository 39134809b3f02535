// `npm test`: builds if the bundles are older than the sources, runs every test there is, and ends with the one line that says how many passed.
// The end-to-end part says before and after its tests on which hosts they run: browser, and Electron or its stand-in.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { playMany } from './simulator/play-many.ts'
import { projectFiles, ROOT } from './source-files.ts'

/** Seeds of the simulator that every `npm test` plays. */
const SEEDS = 200

/** What one runner counted. A suite that could not start counts as one failure. */
interface Count {
  passed: number
  failed: number
}

/** What is read of the JSON reports of vitest and Playwright. */
interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number }
  errors: unknown[]
}

const BUNDLES = [
  'out/main/index.mjs',
  'out/main/desktop-engine.mjs',
  'out/main/command.mjs',
  'out/main/engine.mjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
]

async function main(): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'feebridge-tests-'))
  try {
    const built = isBuilt() || (await run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])) === 0
    if (!built) console.log('The build failed; the tests that need it will fail too.')
    const counts = [
      { passed: 0, failed: built ? 0 : 1 },
      await runUnit(join(scratch, 'unit.json')),
      await runSimulator(),
      await runEndToEnd(join(scratch, 'e2e.json')),
    ]
    const passed = counts.reduce((sum, count) => sum + count.passed, 0)
    const failed = counts.reduce((sum, count) => sum + count.failed, 0)
    console.log(`${passed} passed, ${failed} failed`)
    return failed > 0 || passed === 0 ? 1 : 0
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** True when every bundle is newer than every file that goes into one. */
function isBuilt(): boolean {
  if (!BUNDLES.every(path => existsSync(join(ROOT, path)))) return false
  const changedMs = (path: string) => statSync(join(ROOT, path)).mtimeMs
  const sources = projectFiles().filter(path =>
    /^(contract|main|preload|renderer)\/|^electron\.vite\.config\.ts$|^package-lock\.json$/.test(path),
  )
  return Math.max(...sources.map(changedMs)) < Math.min(...BUNDLES.map(changedMs))
}

async function runUnit(file: string): Promise<Count> {
  const code = await run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report = readReport<VitestReport>(file)
  if (report === null) return { passed: 0, failed: 1 }
  const notStarted = report.testResults.filter(
    suite => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length
  return counted(report.numPassedTests, report.numFailedTests + notStarted, code)
}

/** Each seed of the simulator is a test: it fails with the rule that was broken. */
async function runSimulator(): Promise<Count> {
  const count: Count = { passed: 0, failed: 0 }
  console.log(`simulator: ${SEEDS} seeds`)
  await playMany({ first: 1, count: SEEDS }, ({ seed, broken }) => {
    if (broken.length === 0) count.passed += 1
    else count.failed += 1
    for (const rule of broken) console.log(`simulator: seed ${seed} broke ${rule}`)
    if (broken.length > 0) console.log(`simulator: npm run simulate -- --seed ${seed} tells how it came to that`)
  })
  console.log(`simulator: ${count.passed} seeds passed, ${count.failed} failed`)
  return count
}

async function runEndToEnd(file: string): Promise<Count> {
  if (!(await hasBrowser())) {
    console.log('e2e: not run, no browser')
    return { passed: 0, failed: 1 }
  }
  const code = await run('@playwright/test/cli.js', ['test', '--reporter=list,json,./test/e2e/host-reporter.ts'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const report = readReport<PlaywrightReport>(file)
  if (report === null) return { passed: 0, failed: 1 }
  const { expected, flaky, unexpected } = report.stats
  if (flaky > 0) console.log(`e2e: ${flaky} passed only the second time: look at them`)
  return counted(expected + flaky, unexpected + report.errors.length, code)
}

/** A runner that failed without naming a failed test has failed all the same. */
function counted(passed: number, failed: number, code: number): Count {
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed }
}

/** The end-to-end tests are compiled as a project of their own, so their browser search is loaded by address. */
async function hasBrowser(): Promise<boolean> {
  const { findBrowser } = (await import(join(ROOT, 'test/e2e/browser.ts'))) as { findBrowser: () => unknown }
  return Boolean(await findBrowser())
}

function readReport<Report>(file: string): Report | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null
}

/** Runs a program of node_modules under this Node, with its output shown as it comes; resolves with its exit code. */
function run(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', program), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
}

process.exitCode = await main()
