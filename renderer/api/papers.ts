import { queryOptions, useMutation } from '@tanstack/react-query'
import type { CallRequest } from '../../contract/calls.ts'
import type { FileOutcome } from '../../contract/host-calls.ts'
import { askHost, call } from './bridge.ts'
import { fetchFile } from './files.ts'

/** A paper for a person: a receipt by its id, or the statement of a student by the person's id. With `open` it is shown, to be printed there. */
export type PaperRequest =
  | { kind: 'receipt'; id: string; open: boolean }
  | { kind: 'statement'; student: string; open: boolean }

/** Writes a paper where the person chooses, opens it, or lets the browser fetch it. */
export function usePaper() {
  return useMutation({
    // Told beside its button.
    meta: { saidInPlace: true },
    mutationFn: (request: PaperRequest): Promise<FileOutcome> =>
      request.kind === 'receipt'
        ? askHost('files.receipt', { id: request.id, open: request.open })
        : askHost('files.statement', { student: request.student, open: request.open }),
    onSuccess: outcome => {
      if (outcome.kind === 'download') fetchFile(outcome)
    },
  })
}

/** The receipts of a fee or of a student, newest first. */
export function receiptsOf(whose: Pick<CallRequest<'receipts.list'>, 'fee' | 'student'>) {
  return queryOptions({ queryKey: ['receipts.list', whose], queryFn: () => call('receipts.list', whose) })
}
