// main/hosts/terminal is the `feebridge` command: the table of its commands, the parser, and one handler file a noun. It prints what the engine
// answers; rules, SQL and outside systems are not here. This file is its program, `out/main/command.mjs`.
import { defaultDataFolder } from '../../engine/link/default-folder.ts'
import { EXIT } from './exit-codes.ts'
import { helpText } from './help.ts'
import { flushOutput, terminalOutput } from './output.ts'
import { parseLine } from './parse.ts'
import { TABLE } from './table.ts'
import { readVersion } from './version.ts'

/** Carries out one command line and returns its exit code. */
async function runCommandLine(line: readonly string[]): Promise<number> {
  const parsed = parseLine(line, TABLE, defaultDataFolder)
  switch (parsed.kind) {
    case 'version':
      process.stdout.write(`${readVersion()}\n`)
      return EXIT.succeeded
    case 'help':
      process.stdout.write(`${helpText(parsed.words, TABLE)}\n`)
      return EXIT.succeeded
    case 'wrong':
      terminalOutput(parsed.json).sentence(parsed.message)
      return EXIT.failed
    case 'command': {
      const handler = await parsed.spec.load()
      return handler(parsed.input, terminalOutput(parsed.input.json))
    }
  }
}

const code = await runCommandLine(process.argv.slice(2)).catch((error: unknown) => {
  // A bug or a lost resource. The stack is for whoever mends it, and only where it is asked for.
  const details = process.env.FEEBRIDGE_DEBUG === '1' && error instanceof Error ? error.stack : undefined
  process.stderr.write(
    `Feebridge met an error of its own: ${error instanceof Error ? error.message : String(error)}\n${details === undefined ? '' : `${details}\n`}`,
  )
  return EXIT.failed
})
await flushOutput()
process.exit(code)
