// bin/ holds the two programs that people start. This file runs under any Node since 18, imports nothing but Node's own modules, and never
// loads a native module: those of Feebridge crash in a Node older than 22.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NODE_LEAST = 22
const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Runs the built command with the given arguments, in this process if its Node is new enough, else under the Node that comes with Feebridge.
 * @param {string[]} args
 * @returns {Promise<void>}
 */
export async function launch(args) {
  const program = join(root, 'out', 'main', 'command.mjs')
  if (!existsSync(program))
    return giveUp('Feebridge is not built yet. Run "npm run build" in its folder, then try again.')
  if (Number(process.versions.node.split('.')[0]) >= NODE_LEAST) {
    dieWithLauncher()
    process.argv = [process.execPath, program, ...args]
    await import(pathToFileURL(program).href)
    return
  }
  const node = findNode()
  if (node === null)
    return giveUp(
      `Feebridge needs Node ${NODE_LEAST} or newer; this is ${process.version}. Run "npm ci" in its folder, which brings one.`,
    )
  runUnder(node)
}

/**
 * Starts this same script again, as it was typed, under another Node and becomes its shadow: same terminal, same signals, same end.
 * @param {string} node
 */
function runUnder(node) {
  const script = process.argv[1] ?? ''
  const child = spawn(node, [script, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, FEEBRIDGE_LAUNCHED: '1' },
  })
  // A terminal sends Ctrl-C to both processes, `kill` to this one alone; the child counts two that come together as one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT']) {
    try {
      process.on(signal, () => child.kill(signal))
    } catch {
      // Windows does not know every one of these names; the others are passed on.
    }
  }
  child.once('error', error =>
    giveUp(`The Node that comes with Feebridge (${node}) could not be started: ${error.message}.`),
  )
  child.once('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 1
      return
    }
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** Under a launcher, its end is ours, even when it is killed: the channel between us closes. */
function dieWithLauncher() {
  if (process.env.FEEBRIDGE_LAUNCHED !== '1' || process.channel === undefined) return
  delete process.env.FEEBRIDGE_LAUNCHED
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.channel.unref()
}

/**
 * The binary of the `node` package, beside Feebridge or wherever it is installed.
 * @returns {string | null}
 */
function findNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const candidates = [join(root, 'node_modules', 'node', 'bin', name), join(root, 'node_modules', '.bin', name)]
  try {
    const require = createRequire(import.meta.url)
    candidates.push(join(dirname(require.resolve('node/package.json')), 'bin', name))
  } catch {
    // The package is not installed anywhere that this script can see.
  }
  return candidates.find(candidate => existsSync(candidate)) ?? null
}

/** @param {string} sentence */
function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
