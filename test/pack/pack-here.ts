import { spawn } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../e2e/host-kind.ts'
import { builderProgram } from './builder-parts.ts'

/** How Electron's binary marks where its fuses are: this word, a version, how many there are, and a character for each. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES_VERSION = 1
/** Electron's defaults, one character a fuse, in its order. */
const FUSES = '10110001'

/** An app as an installer would lay it down. */
export interface PackedApp {
  program: string
  resources: string
  archive: string
}

/** Packs the built app into a folder as `npm run dist` does, with the stand-in as its Electron. Rejects with what electron-builder said. */
export async function packHere(folder: string): Promise<PackedApp> {
  const electron = join(folder, 'electron')
  const output = join(folder, 'packed')
  makeElectron(electron)
  await runBuilder([
    '--dir',
    '--publish',
    'never',
    `-c.electronDist=${electron}`,
    `-c.directories.output=${output}`,
    '-c.compression=store',
  ])
  const unpacked = join(output, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`)
  const resources = join(unpacked, 'resources')
  return { program: join(unpacked, 'feebridge'), resources, archive: join(resources, 'app.asar') }
}

/** The stand-in with what electron-builder changes in an Electron: a fuse wire, in a last comment of its script, and a language. */
function makeElectron(folder: string): void {
  cpSync(join(ROOT, 'test/electron-host/binary'), folder, { recursive: true })
  const wire = [FUSES_VERSION, FUSES.length].map(number => String.fromCharCode(number)).join('')
  appendFileSync(join(folder, 'electron'), `\n# ${FUSE_MARK}${wire}${FUSES}\n`)
  mkdirSync(join(folder, 'locales'))
  for (const language of ['en-US', 'xx']) writeFileSync(join(folder, 'locales', `${language}.pak`), '')
}

function runBuilder(args: string[]): Promise<void> {
  const child = spawn(process.execPath, [builderProgram, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => said.push(String(chunk)))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => {
      if (code === 0) resolve()
      else reject(new Error(`electron-builder ended with ${code}:\n${faultOf(said.join(''))}`))
    })
  })
}

/** Its log from the line that it marks as the fault; the lines before tell what went well. */
function faultOf(log: string): string {
  const lines = log.split('\n')
  return lines
    .slice(
      Math.max(
        0,
        lines.findIndex(line => /^\s*⨯/.test(line)),
      ),
    )
    .join('\n')
}
