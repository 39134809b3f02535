import type { AppError, Reply } from '../../../contract/app-error.ts'
import type { HostInput, HostValue, HostView, PracticeState } from '../../../contract/host-calls.ts'
import { viewHost } from './answer-host.ts'
import type { Asked } from './answer-host-call.ts'

export async function setUp(
  { world, caller }: Asked,
  { file }: HostInput<'ledger.setUp'>,
): Promise<Reply<HostValue<'ledger.setUp'>>> {
  // Whoever sets up a district is its first administrator, by the computer's account: a session of the practice district is nobody there.
  return world.setUp(file, { host: caller.host, operator: caller.operator })
}

export async function openLedger(asked: Asked, { ledger }: HostInput<'ledger.open'>): Promise<Reply<HostView>> {
  return viewUnless(asked, await asked.world.switchTo(ledger))
}

export async function throwAwayPractice(asked: Asked): Promise<Reply<HostView>> {
  return viewUnless(asked, await asked.world.throwAwayPractice())
}

export async function showPractice(
  { world }: Asked,
  { search }: HostInput<'practice.show'>,
): Promise<Reply<PracticeState>> {
  const play = world.play()
  return play === null ? NO_PRACTICE : { ok: true, value: play.show(search) }
}

export async function playPractice({ world }: Asked, move: HostInput<'practice.play'>): Promise<Reply<PracticeState>> {
  const play = world.play()
  if (play === null) return NO_PRACTICE
  const played = await play.play(move)
  if (played.kind === 'done') return { ok: true, value: play.show() }
  const { message, field } = played
  return { ok: false, error: { code: 'refused', message, ...(field === undefined ? {} : { field }) } }
}

const NO_PRACTICE: Reply<never> = {
  ok: false,
  error: {
    code: 'refused',
    message: 'The practice district is not running beside this ledger. Open the practice district first.',
  },
}

function viewUnless(asked: Asked, refused: AppError | null): Reply<HostView> {
  return refused === null ? { ok: true, value: viewHost(asked) } : { ok: false, error: refused }
}
