import { expect, test } from 'vitest'
import { readSource } from '../source-files.ts'
import { yaml } from './builder-parts.ts'

interface Step {
  name?: string
  uses?: string
  run?: string
  with?: Record<string, unknown>
}

interface Workflow {
  permissions: Record<string, string>
  jobs: Record<string, { strategy: { matrix: { os: string[] } }; steps: Step[] }>
}

const source = readSource('.github/workflows/ci.yml')
const workflow = yaml.load(source) as Workflow
const steps = Object.values(workflow.jobs).flatMap(job => job.steps)
const commands = steps.flatMap(step => step.run?.trim().split('\n') ?? [])

test('the public CI runs on Windows, macOS and Linux', () => {
  const systems = Object.values(workflow.jobs).flatMap(job => job.strategy.matrix.os)
  expect(systems.map(os => os.split('-')[0]).sort()).toEqual(['macos', 'ubuntu', 'windows'])
})

test('the public CI installs Electron itself before the tests, and builds the installers after them', () => {
  const order = ['npm ci', 'install-electron', 'npm run lint', 'npm run types', 'npm test', 'npm run dist']
  const places = order.map(words => commands.findIndex(command => command.includes(words)))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('every script that the public CI runs is one of ours', () => {
  const { scripts } = JSON.parse(readSource('package.json')) as { scripts: Record<string, string> }
  const run = commands.flatMap(command => /npm run ([\w:-]+)/.exec(command)?.[1] ?? [])
  expect(run.length).toBeGreaterThan(3)
  expect(run.filter(name => !(name in scripts))).toEqual([])
})

test('every action of the public CI is pinned to one version, and none gets a secret or a right to write', () => {
  const actions = steps.flatMap(step => step.uses ?? [])
  expect(actions.length).toBeGreaterThan(0)
  expect(actions.filter(action => !/^actions\/[\w-]+@v\d+\.\d+\.\d+$/.test(action))).toEqual([])
  expect(source).not.toContain('secrets.')
  expect(workflow.permissions).toEqual({ contents: 'read' })
})

test('the public CI keeps the installers and the screenshots', () => {
  const kept = steps.filter(step => step.uses?.startsWith('actions/upload-artifact@')).map(step => step.with?.path)
  expect(String(kept[0])).toMatch(/\.exe[\s\S]*\.dmg[\s\S]*\.AppImage[\s\S]*\.deb/)
  expect(kept[1]).toBe('test-results')
})
