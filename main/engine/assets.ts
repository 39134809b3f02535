import type { AssetQuestion, RawRecord, SystemFailure } from '../domain/system.ts'
import { readReferenceLists } from '../ledger/reference-lists.ts'
import type { FeedPull } from './pull.ts'
import { nowOf, type RunContext } from './run-context.ts'

/**
 * Asks for the assets whose owner is the only way to a fee's student. There is no list of assets, so they are read singly and kept as imports like any record.
 * `leftovers` are fee imports of earlier runs that still wait.
 */
export async function pullAssets(
  context: RunContext,
  pull: FeedPull | undefined,
  leftovers: readonly number[],
): Promise<SystemFailure | null> {
  const questions = [...(pull?.assetQuestions ?? []), ...leftovers.flatMap(seq => questionOfImport(context, seq))]
  if (questions.length === 0) return null
  const lists = readReferenceLists(context.ledger.db)
  const withSchoolId = new Set(
    lists.people.flatMap(one => (one.key !== null && one.schoolId !== null ? [one.key] : [])),
  )
  const wanted = new Set(
    questions.flatMap(one => (one.userKey !== null && withSchoolId.has(one.userKey) ? [] : [one.assetKey])),
  )
  let asked = 0
  const answered: Answered[] = []
  const store = () => storeAssets(context, answered.splice(0))
  for (const key of wanted) {
    if (context.signal.aborted) break
    context.report({ step: 'pull', doing: 'Asking for the owners of assets', done: asked, total: wanted.size })
    asked += 1
    const answer = await context.system.askFor('assets', key, context.signal)
    if (answer.kind === 'absent') continue
    if (answer.kind === 'failed') {
      if (answer.cause === 'refused' || answer.cause === 'unreadable') continue
      store()
      return answer
    }
    answered.push({ key, record: answer.record })
    if (answered.length === STORED_TOGETHER) store()
  }
  store()
  return null
}

interface Answered {
  key: string
  record: RawRecord
}

/** Answers kept in one SQL transaction: each commit waits for the disk. What a crash loses is asked for again. */
const STORED_TOGETHER = 200

function questionOfImport(context: RunContext, seq: number): AssetQuestion[] {
  const raw = context.ledger.imports.body(seq)
  const question = raw === null ? null : context.system.identify('line-items', raw).assetQuestion
  return question === null ? [] : [question]
}

function storeAssets(context: RunContext, answered: readonly Answered[]): void {
  const { ledger, runSeq, system } = context
  if (answered.length === 0) return
  const at = nowOf(context)
  ledger.transact(() => {
    for (const { key, record } of answered) {
      const head = ledger.imports.head('iiq', 'assets', key)
      if (head?.hash.equals(record.hash) === true) continue
      const { externalId } = system.read('assets', record.raw)
      const previousSeq = head?.importSeq ?? null
      ledger.imports.add(
        {
          system: 'iiq',
          feed: 'assets',
          kind: 'asset',
          externalId,
          externalKey: key,
          subjectKey: null,
          previousSeq,
          hash: record.hash,
          raw: record.raw,
        },
        runSeq,
        at,
      )
    }
  })
}
