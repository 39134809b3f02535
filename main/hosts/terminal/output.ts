import type { AppError } from '../../../contract/app-error.ts'
import { type ExitCode, exitOfError } from './exit-codes.ts'

/** Where a command's words go: results to standard output, sentences about them to standard error. */
export interface Output {
  /** The result. With `--json` the document itself and nothing else, otherwise `words` for people. */
  result(document: unknown, words: () => string): void
  /** A line for people beside the result: on standard output, or on standard error when that carries a JSON document. */
  line(text: string): void
  /** A sentence on standard error: what went wrong, or what to know. */
  sentence(text: string): void
  /** Says why a call was not carried out; returns the exit code for it. */
  refuse(error: AppError): ExitCode
}

/** Writes to this process's streams. A reader that has had enough (`| head`) ends the command quietly. */
export function terminalOutput(json: boolean): Output {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit(0)
    })
  }
  return {
    result(document, words) {
      process.stdout.write(json ? `${JSON.stringify(document)}\n` : withNewline(words()))
    },
    line(text) {
      ;(json ? process.stderr : process.stdout).write(withNewline(text))
    },
    sentence(text) {
      process.stderr.write(withNewline(text))
    },
    refuse(error) {
      process.stderr.write(withNewline(error.message))
      return exitOfError(error.code)
    },
  }
}

/** Resolves when everything written so far has left the process. */
export async function flushOutput(): Promise<void> {
  await Promise.all(
    [process.stdout, process.stderr].map(stream => new Promise<void>(resolve => stream.write('', () => resolve()))),
  )
}

function withNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
