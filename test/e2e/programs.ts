import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { programEnv, ROOT } from './host-kind.ts'

/** A program that has not ended this long after it was asked to is killed. */
const STOP_MS = 15_000

/** Starts one of the programs in bin/. What it says on standard error is shown. */
export function startProgram(name: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'bin', name), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: programEnv(env),
  })
}

/** Runs the `feebridge` command to its end; gives what it printed. Rejects when it fails. */
export async function runCommand(args: string[], env: Record<string, string> = {}): Promise<string> {
  const command = [join(ROOT, 'bin', 'feebridge.mjs'), ...args]
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT, env: programEnv(env) })
  return stdout
}

/** The first match in what a program prints. Rejects when it ends, or too much time passes, before there is one. */
export async function readLine(child: ChildProcess, pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
  const { stdout } = child
  if (stdout === null) throw new Error('The program was started without its output')
  const found = new Promise<RegExpExecArray>(resolve => {
    // Goes on reading after the match, so that the program never waits for a full pipe.
    createInterface({ input: stdout }).on('line', line => {
      const match = pattern.exec(line)
      if (match !== null) resolve(match)
    })
  })
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(timeoutMs) }).then(([code]) => {
    throw new Error(`The program ended with ${code} before it said ${pattern}`)
  })
  return Promise.race([found, ended])
}

/** Ends a program as the person at the terminal would. */
export async function stopProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(giveUp)
}
