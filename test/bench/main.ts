// `npm run bench`: measures every case and says whether it reaches what was promised.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BenchCase, type BenchRow, judge, type Measured, median, type SideReport } from './case.ts'
import { exportCase } from './export.ts'
import { idleCase } from './idle.ts'
import { importCases, scaleCase } from './import.ts'
import { instantCases } from './instant.ts'
import { pushCase } from './push.ts'
import { scrollCase } from './scroll.ts'
import { searchCase } from './search.ts'
import { startSide } from './side.ts'
import { startCase } from './start.ts'
import { tabsCase } from './tabs.ts'

const CASES: readonly BenchCase[] = [
  ...importCases,
  exportCase,
  tabsCase,
  searchCase,
  scrollCase,
  startCase,
  idleCase,
  pushCase,
  ...instantCases,
  scaleCase,
]

interface BenchOptions {
  json: boolean
  /** Replaces the sizes of every case. */
  rows: number | null
  only: readonly string[]
  runs: number
  /** How long the cases that watch do so. */
  seconds: number
}

/** Reads the command line; a wrong one is answered with a sentence. */
function readOptions(): BenchOptions {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rows: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '60' },
    },
  })
  const unknown = values.only.find(name => CASES.every(each => each.name !== name))
  if (unknown !== undefined)
    throw new Error(`There is no case "${unknown}". The cases are ${CASES.map(each => each.name).join(', ')}.`)
  return {
    json: values.json,
    rows: values.rows === undefined ? null : readCount('--rows', values.rows),
    only: values.only,
    runs: readCount('--runs', values.runs),
    seconds: readCount('--seconds', values.seconds),
  }
}

function readCount(option: string, text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`${option} must be a whole number above zero, and is "${text}".`)
  return count
}

/** Measures one case at one size: the sides take turns, and each round begins with the other one, so that neither always meets the warmer machine. */
async function measure(benchCase: BenchCase, rows: number, options: BenchOptions): Promise<Measured> {
  const dir = mkdtempSync(join(tmpdir(), `feebridge-bench-${benchCase.name}-`))
  const runs = Math.min(options.runs, benchCase.mostRuns ?? options.runs)
  try {
    const job = { dir, rows, name: benchCase.name, seconds: options.seconds }
    await startSide(benchCase.prepare, job)
    const ours: SideReport[] = []
    const floor: SideReport[] = []
    for (let round = 0; round < runs; round += 1) {
      const turns = [
        async () => void ours.push(await startSide(benchCase.ours, job)),
        async () => void (benchCase.floor !== null && floor.push(await startSide(benchCase.floor, job))),
      ]
      for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn()
      tell(
        `${benchCase.name} ${rows}: round ${round + 1} of ${runs}, ours ${show(ours.at(-1))}, floor ${show(floor.at(-1))}`,
      )
    }
    return summarize(benchCase.name, ours, floor)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function summarize(name: string, ours: readonly SideReport[], floor: readonly SideReport[]): Measured {
  const oursMs = median(ours.map(report => report.ms))
  const floorMs = floor.length === 0 ? null : median(floor.map(report => report.ms))
  const counts = new Set([...ours, ...floor].map(report => report.rows))
  const faults = [...ours, ...floor].flatMap(report => report.faults ?? [])
  if (counts.size !== 1) faults.push(`The runs did not handle the same number of rows: ${[...counts].join(', ')}.`)
  return {
    name,
    rows: ours[0]?.rows ?? 0,
    oursMs: round(oursMs, 1),
    floorMs: floorMs === null ? null : round(floorMs, 1),
    ratio: floorMs === null ? null : round(oursMs / floorMs, 3),
    peakMb: round(Math.max(...ours.map(report => report.peakMb)), 1),
    faults: [...new Set(faults)],
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

function show(report: SideReport | undefined): string {
  return report === undefined
    ? 'none'
    : `${Math.round(report.ms)} ms (processor ${Math.round(report.cpuMs)} ms) / ${Math.round(report.peakMb)} MB`
}

/** Progress goes to standard error: standard output holds the result alone. */
function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

function showTable(rows: readonly BenchRow[]): string {
  const words = (row: BenchRow) => [
    row.name,
    row.rows.toLocaleString('en-US'),
    `${row.oursMs} ms`,
    row.floorMs === null ? '–' : `${row.floorMs} ms`,
    row.ratio === null ? '–' : `${row.ratio}×`,
    `${row.peakMb} MB`,
    Object.entries(row.reach)
      .map(([figure, most]) => `${figure} ≤ ${most}`)
      .join(', '),
    row.ok ? 'reached' : 'MISSED',
  ]
  const lines = [['case', 'rows', 'ours', 'floor', 'ratio', 'peak', 'to reach', ''], ...rows.map(words)]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0))) ?? []
  return lines
    .map(line =>
      line
        .map((word, column) => word.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

async function main(): Promise<void> {
  const options = readOptions()
  const results: BenchRow[] = []
  for (const benchCase of CASES) {
    if (options.only.length > 0 && !options.only.includes(benchCase.name)) continue
    const measured: Measured[] = []
    for (const rows of options.rows === null ? benchCase.rows : [options.rows])
      measured.push(await measure(benchCase, rows, options))
    for (const fault of measured.flatMap(each => each.faults)) tell(`${benchCase.name}: ${fault}`)
    results.push(...(benchCase.conclude?.(measured) ?? measured.map(each => judge(each, benchCase.reach))))
  }
  process.stdout.write(`${options.json ? JSON.stringify(results) : showTable(results)}\n`)
}

try {
  await main()
} catch (error) {
  tell(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
