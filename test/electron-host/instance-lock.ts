import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** What a second start hands to the first. */
export interface SecondStart {
  argv: string[]
  workingDirectory: string
  data: unknown
}

/** The lock of one data folder, held until it is released or its process ends. */
export interface InstanceLock {
  release(): void
}

const SEND = "const s = require('net').connect(process.argv[1], () => s.end(process.argv[2]))"

/** Takes the lock, or hands this start to the process that holds it and gives null. Both are done when it returns, as in Electron. */
export function takeInstanceLock(
  userData: string,
  start: SecondStart,
  hear: (start: SecondStart) => void,
): InstanceLock | null {
  const file = join(userData, 'SingletonLock')
  const socket = join(tmpdir(), `electron-host-${createHash('sha1').update(userData).digest('hex').slice(0, 16)}`)
  if (isHeld(file)) {
    execFileSync(process.execPath, ['-e', SEND, socket, JSON.stringify(start)], { timeout: 10_000 })
    return null
  }
  writeFileSync(file, String(process.pid))
  rmSync(socket, { force: true })
  const server = createServer(connection => {
    void text(connection).then(sent => hear(JSON.parse(sent) as SecondStart))
  })
  server.listen(socket).unref()
  return {
    release() {
      server.close()
      for (const left of [file, socket]) rmSync(left, { force: true })
    },
  }
}

/** A lock whose process is gone is nobody's. */
function isHeld(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    process.kill(pid, 0)
    return pid !== process.pid
  } catch {
    // Neither a missing file nor a process that is gone holds anything.
    return false
  }
}
