import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SettingsFile } from '../../contract/settings.ts'
import { readLine, startProgram, stopProgram } from './programs.ts'

/** From start to its first line. */
const START_MS = 30_000

/** Whoever has a practice district beside it, by its address. */
export interface PracticeSide {
  practiceOrigin: string
}

/** Plays the other side: does one operation of the practice console and gives what it answers. */
export async function play(side: PracticeSide, op: string, args: object | null = {}): Promise<unknown> {
  const response = await fetch(`${side.practiceOrigin}/practice/control`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Practice': '1' },
    body: JSON.stringify({ op, args }),
  })
  const answer = (await response.json()) as { ok: boolean; value: unknown; error?: string }
  if (!answer.ok) throw new Error(`The practice console refused ${op}: ${answer.error}`)
  return answer.value
}

/** What was asked of the practice district over the wire, oldest first. */
export async function requestsOf(side: PracticeSide): Promise<{ method: string; path: string; at: string }[]> {
  const response = await fetch(`${side.practiceOrigin}/practice/state`, { headers: { 'X-Practice': '1' } })
  return ((await response.json()) as { requests: { method: string; path: string; at: string }[] }).requests
}

/** The address of the practice district that a folder's program serves; null until it does. */
export function practiceOriginOf(practiceFolder: string): string | null {
  const file = join(practiceFolder, 'practice.json')
  if (!existsSync(file)) return null
  const { port } = JSON.parse(readFileSync(file, 'utf8')) as { port: number }
  return port === 0 ? null : `http://127.0.0.1:${port}`
}

/** A practice district of its own, to which a district's own ledger can be connected. */
export interface PracticeServer extends PracticeSide {
  /** What sets a ledger up to it, with its key. */
  settings: SettingsFile
  stop(): Promise<void>
}

export async function startPracticeServer(args: string[] = []): Promise<PracticeServer> {
  const child: ChildProcess = startProgram('feebridge.mjs', ['practice', 'serve', ...args])
  const [line] = await readLine(child, /^\{.*\}$/, START_MS)
  const settings = JSON.parse(line) as SettingsFile
  return { practiceOrigin: settings.systems?.iiq?.baseUrl ?? '', settings, stop: () => stopProgram(child) }
}
