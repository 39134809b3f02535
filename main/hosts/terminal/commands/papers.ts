import { resolve } from 'node:path'
import { calling } from '../calling.ts'
import { type CommandInput, given } from '../command-input.ts'

const outFile = (input: CommandInput) => resolve(input.text('out') ?? '')

/** `report receipt ID --out FILE.pdf`: a receipt by its id or its number. */
export const reportReceipt = calling('reports.receipt', {
  request: input => ({ id: input.operand('ID'), outFile: outFile(input) }),
  words: ({ file }) => `The receipt was written to ${file}.`,
  reach: { letOthersIn: true },
})

/** `report statement --student ID --out FILE.pdf`: a student's account. */
export const reportStatement = calling('reports.statement', {
  request: input => ({
    student: input.text('student') ?? '',
    ...given({ since: input.text('since') }),
    outFile: outFile(input),
  }),
  words: ({ file }) => `The statement was written to ${file}.`,
  reach: { letOthersIn: true },
})
