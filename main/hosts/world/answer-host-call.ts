import type { Reply } from '../../../contract/app-error.ts'
import { type HostCallName, type HostInput, type HostValue, hostCalls } from '../../../contract/host-calls.ts'
import { sayIssues } from '../../../contract/say-issues.ts'
import type { Caller } from '../../engine/engine.ts'
import { exportList, exportTransactions, openWorkbook, reveal } from './answer-files.ts'
import { checkUpdates, prefer, show } from './answer-host.ts'
import { openLedger, playPractice, setUp, showPractice, throwAwayPractice } from './answer-ledgers.ts'
import { saveReceipt, saveStatement } from './answer-papers.ts'
import type { Doors } from './doors.ts'
import { whyNotAllowed } from './host-permissions.ts'
import type { World } from './world.ts'

/** What an answer works on: what is open, what the host can do, and who asks. */
export interface Asked {
  world: World
  doors: Doors
  caller: Caller
}

type Answers = { [Name in HostCallName]: (asked: Asked, request: HostInput<Name>) => Promise<Reply<HostValue<Name>>> }

/** Every host call; one that lacks its answer does not compile. */
const answers: Answers = {
  'host.show': show,
  'host.prefer': prefer,
  'host.checkUpdates': checkUpdates,
  'files.exportTransactions': exportTransactions,
  'files.exportList': exportList,
  'files.receipt': saveReceipt,
  'files.statement': saveStatement,
  'files.openWorkbook': openWorkbook,
  'files.reveal': reveal,
  'ledger.setUp': setUp,
  'ledger.open': openLedger,
  'practice.show': showPractice,
  'practice.play': playPractice,
  'practice.throwAway': throwAwayPractice,
}

/** Answers a call that the host answers itself. The request is unknown until it is parsed here, by the contract's schema. Rejects only for bugs and lost resources. */
export async function answerHostCall<Name extends HostCallName>(
  host: { world: World; doors: Doors },
  call: { name: Name; request: unknown },
  caller: Caller,
): Promise<Reply<HostValue<Name>>> {
  const parsed = hostCalls[call.name].request.safeParse(call.request)
  if (!parsed.success) return { ok: false, error: { code: 'bad-request', ...sayIssues(parsed.error, call.request) } }
  const refused = await whyNotAllowed(host.world, call.name, caller)
  if (refused !== null) return { ok: false, error: refused }
  // The schema of this very name has just made the value; the mapped type cannot carry that through.
  return answers[call.name]({ ...host, caller }, parsed.data as HostInput<Name>)
}
