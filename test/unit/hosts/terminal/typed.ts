import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { type Practice, startPractice } from '../../../../main/practice/practice.ts'

/** The command's source, which Node runs as it is. */
export const COMMAND = resolve(import.meta.dirname, '../../../../main/hosts/terminal/command.ts')

/** What a command left when it had ended. */
export interface Ended {
  code: number | null
  out: string
  err: string
}

/** A command that is still going, with its lines as they come. */
export interface Going {
  child: ChildProcess
  /** The first line of standard output. */
  firstLine: Promise<string>
  ended: Promise<Ended>
}

/** Types a command line in a terminal of its own; without a browser and without the developer's own data folder. */
export function type(...line: string[]): Going {
  const env = { ...process.env, FEEBRIDGE_NO_BROWSER: '1', FEEBRIDGE_DATA: join(tmpdir(), 'feebridge-never-used') }
  const child = spawn(process.execPath, [COMMAND, ...line], { stdio: ['ignore', 'pipe', 'pipe'], env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const firstLine = new Promise<string>(done => createInterface(child.stdout).once('line', done))
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>(done => child.once('close', code => done(code))),
  ])
  return { child, firstLine, ended: ended.then(([out, err, code]) => ({ out, err, code })) }
}

export function typed(...line: string[]): Promise<Ended> {
  return type(...line).ended
}

/** The one JSON document of a command; throws when standard output holds anything else. */
export function documentOf<Document>({ out, err }: Ended): Document {
  if (out === '') throw new Error(`nothing on standard output; standard error says: ${err}`)
  return JSON.parse(out) as Document
}

/** A folder of this test's own, gone when it ends; the data folder inside it does not exist yet. */
export function scratch(): { folder: string; data: string } {
  const folder = mkdtempSync(join(tmpdir(), 'feebridge-command-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return { folder, data: join(folder, 'data') }
}

/** A small practice district, and a data folder with its settings imported. */
export async function connected(): Promise<{ folder: string; data: string; practice: Practice }> {
  const { folder, data } = scratch()
  const practice = await startPractice({ seed: 3, students: 40, fees: 60, unmatchedFees: 0 })
  onTestFinished(() => practice.close())
  const file = join(folder, 'settings.json')
  writeFileSync(file, JSON.stringify(practice.settings()), { mode: 0o600 })
  const imported = await typed('settings', 'import', file, '--data', data)
  if (imported.code !== 0) throw new Error(imported.err)
  return { folder, data, practice }
}
