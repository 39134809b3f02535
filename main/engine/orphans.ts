import type { RawRecord } from '../domain/system.ts'
import { nowOf, type RunContext } from './run-context.ts'

/**
 * Asks singly for the fees of payments that a complete pull brought without them: most were created before the cut-off, and then the payment is left out with its fee (I5).
 * A fee that answers is stored like any other record; one that is not there leaves its payment waiting.
 */
export async function askForFees(context: RunContext): Promise<void> {
  const { ledger } = context
  const wanted = ledger.imports.feesNotHere('iiq')
  let asked = 0
  const found: { key: string; record: RawRecord }[] = []
  for (const key of wanted) {
    if (context.signal.aborted) break
    context.report({ step: 'pull', doing: 'Asking for the fees of payments', done: asked, total: wanted.length })
    asked += 1
    const answer = await context.system.askFor('line-items', key, context.signal)
    // No answer is no harm: the payment waits, and the next run asks again.
    if (answer.kind === 'failed') break
    if (answer.kind === 'found') found.push({ key, record: answer.record })
  }
  if (found.length === 0) return
  ledger.transact(() => {
    for (const { key, record } of found) addSingle(context, key, record, null)
  })
}

/** Stores one record that was asked for singly, as the latest version of what it is about. */
export function storeSingle(
  context: RunContext,
  key: string,
  record: { raw: string; hash: Buffer },
  previousSeq: number | null,
): void {
  context.ledger.transact(() => addSingle(context, key, record, previousSeq))
}

function addSingle(context: RunContext, key: string, record: RawRecord, previousSeq: number | null): void {
  const { kind, externalId, subjectKey } = context.system.identify('line-items', record.raw)
  context.ledger.imports.add(
    {
      system: 'iiq',
      feed: 'line-items',
      kind,
      externalId,
      externalKey: key,
      subjectKey,
      previousSeq,
      hash: record.hash,
      raw: record.raw,
    },
    context.runSeq,
    nowOf(context),
  )
}
