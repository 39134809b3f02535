import { given } from '../command-input.ts'
import type { Handler } from '../command-spec.ts'
import { EXIT } from '../exit-codes.ts'
import { stopSignal } from '../interrupt.ts'

/** `practice serve`: the practice district's systems alone, until stopped. Its first line is what `settings import` takes as it is. */
export const servePractice: Handler = async (input, output) => {
  const stopped = stopSignal()
  const { startPractice } = await import('../../../practice/practice.ts')
  const options = given({
    seed: input.number('seed'),
    students: input.number('students'),
    fees: input.number('fees'),
    port: input.number('port'),
  })
  const started = await startPractice(options).then(
    practice => ({ practice }),
    (error: NodeJS.ErrnoException) => ({ error }),
  )
  if ('error' in started) return output.refuse(practiceRefusal(started.error, input.number('port')))
  const settings = started.practice.settings()
  output.result(settings, () => JSON.stringify(settings))
  await stopped
  await started.practice.close()
  return EXIT.succeeded
}

function practiceRefusal(
  error: NodeJS.ErrnoException,
  port: number | undefined,
): { code: 'failed' | 'bad-request'; message: string } {
  if (error.code === 'EADDRINUSE')
    return {
      code: 'failed',
      message: `Port ${port} is taken by another program. Leave --port out to use any free one.`,
    }
  if (error.code === 'EACCES')
    return { code: 'failed', message: `This account may not listen on port ${port}. Use one above 1023.` }
  if (error instanceof RangeError) return { code: 'bad-request', message: error.message }
  throw error
}
