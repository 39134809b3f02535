import type { PracticeFee, PracticeMove, PracticeState, PracticeTrouble } from '../../contract/host-calls.ts'
import { type Played, playFeeMove } from './fee-moves.ts'
import type { PracticeIiq } from './iiq/iiq.ts'
import type { LineItemView } from './iiq/views.ts'
import { fullName, newestFirst, type People, peopleOf, studentOf } from './people.ts'
import { openTroubles } from './troubles.ts'

const FEES_SHOWN = 200
const NOTES_SHOWN = 100

/** The other side of the practice district in a person's hands: an agent's work, and bad luck. */
export interface Play {
  show(search?: string): PracticeState
  play(move: PracticeMove): Promise<Played>
}

/** What each trouble does, said as a thing that happened. */
const TROUBLE_WORDS: Record<PracticeTrouble, [on: string, off: string]> = {
  down: ['Incident IQ went down.', 'Incident IQ came up again.'],
  slow: ['Incident IQ became slow.', 'Incident IQ is as fast as before.'],
  'key-revoked': ['The API Key was revoked.', 'The API Key is valid again.'],
  'half-feed': ['Half of all fees vanished from the feed.', 'The whole feed is there again.'],
  'too-many-requests': [
    'Incident IQ refuses the next three requests as too many.',
    'Incident IQ takes as many requests as before.',
  ],
  'server-errors': ['Incident IQ answers with server errors.', 'Incident IQ answers without errors again.'],
}

/** Opens the console of one practice Incident IQ. `now` is the moment that its notes carry, UTC ms. */
export function openPlay(iiq: PracticeIiq, now: () => number): Play {
  const notes: PracticeState['effects'] = []
  const troubles = openTroubles(iiq)
  const change = async (move: PracticeMove): Promise<Played> => {
    if (move.move === 'trouble') {
      await troubles.set(move.trouble, move.on)
      const [on, off] = TROUBLE_WORDS[move.trouble]
      return { kind: 'done', what: move.on ? on : off }
    }
    if (move.move !== 'all-well') return playFeeMove(iiq, move)
    await troubles.allWell()
    return { kind: 'done', what: 'All is well again in Incident IQ.' }
  }
  return {
    async play(move) {
      const played = await change(move)
      if (played.kind === 'done') notes.push({ at: new Date(now()).toISOString(), by: 'agent', what: played.what })
      return played
    },
    show(search) {
      const people = peopleOf(iiq)
      return {
        effects: [...notes, ...iiq.effects.map(sayEffect)].toReversed().sort(latestFirst).slice(0, NOTES_SHOWN),
        requests: iiq.requests.recent
          .slice(-NOTES_SHOWN)
          .reverse()
          .map(({ at, method, path, status }) => ({ at, method, path, status })),
        counts: { ...iiq.counts() },
        troubles: troubles.now(),
        fees: feesFound(iiq, people, search ?? ''),
        students: [...people.values()]
          .filter(user => user.schoolIdNumber !== null && !user.isDeleted)
          .map(user => ({ id: user.id, name: fullName(user), schoolId: user.schoolIdNumber ?? '' })),
        feeTypes: iiq
          .itemTypes()
          .filter(type => type.kind === 'Fee')
          .map(type => ({ id: type.id, title: type.title, amountCents: type.defaultAmountCents ?? 0 })),
      }
    },
  }
}

function feesFound(iiq: PracticeIiq, people: People, search: string): PracticeFee[] {
  const words = search.trim().toLowerCase().split(/\s+/)
  const fits = (fee: LineItemView): boolean => {
    const text = `${fee.name} ${studentOf(fee, people) ?? ''} ${fee.schoolIdNumber ?? ''}`.toLowerCase()
    return words.every(word => text.includes(word))
  }
  return newestFirst(iiq.fees().filter(fits))
    .slice(0, FEES_SHOWN)
    .map(fee => ({
      id: fee.id,
      student: studentOf(fee, people),
      name: fee.name,
      amountCents: fee.amountCents,
      dueCents: fee.amountDueCents ?? 0,
    }))
}

function sayEffect(effect: PracticeIiq['effects'][number]): PracticeState['effects'][number] {
  const verb = effect.method === 'POST' ? 'created' : 'removed'
  return { at: effect.at, by: 'feebridge', what: `${effect.kind} of ${effect.amountText} was ${verb}.` }
}

function latestFirst(a: { at: string }, b: { at: string }): number {
  return a.at < b.at ? 1 : a.at > b.at ? -1 : 0
}
