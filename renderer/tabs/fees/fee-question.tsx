import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../contract/money.ts'
import type { FeeStory } from '../../../contract/rows/fee.ts'
import type { SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { openErrors } from '../../api/fees.ts'
import { useWhyNot } from '../../api/may.ts'
import { useAnswerFee } from '../../api/office.ts'
import { ANSWER_WORDS, type Answer, answersOf } from '../../format/answer-words.ts'
import { errorsAbout } from '../../format/explain-fee.ts'
import { entryOffers, feeOffers, leftOfPayment, type WhyNot } from '../../format/fee-offers.ts'
import { type OfficeAsk, useOfficeAsk } from '../../office/office-asks.tsx'
import { notify } from '../../ui/notices.tsx'

/** What the fee asks of the clerk (M6, M7), right where it is read, with its answers. */
export function FeeQuestions({ story }: { story: FeeStory }) {
  const errors = useQuery(openErrors)
  const asked = errorsAbout(story.fee, errors.data?.items ?? []).filter(error => answersOf(error).length > 0)
  return asked.map(error => <Question key={error.id} error={error} story={story} />)
}

function Question({ error, story }: { error: SyncErrorRow; story: FeeStory }) {
  const ask = useOfficeAsk()
  const whyNot = useWhyNot()
  const answering = useAnswerFee()
  const answers = answersOf(error)
  const ways = answers.includes('keep-credit') ? waysOut(story, whyNot) : []
  const give = (answer: Answer) =>
    answering.mutate({ id: story.fee.id, answer }, { onSuccess: () => notify('good', ANSWER_WORDS[answer].done) })
  return (
    <section className="fb-question" aria-label="A question about this fee">
      <h3>{error.message}</h3>
      <p>{error.remedy}</p>
      <div className="fb-buttons">
        {ways.map(way => (
          <Button key={way.words} size="xs" variant="default" onClick={() => ask(way.ask)}>
            {way.words}
          </Button>
        ))}
        {answers.map(answer => (
          <Button key={answer} size="xs" variant="default" disabled={answering.isPending} onClick={() => give(answer)}>
            {answer === 'waive-too' ? `Waive ${formatMoney(story.fee.balanceCents)} too` : ANSWER_WORDS[answer].words}
          </Button>
        ))}
      </div>
    </section>
  )
}

/** What can be done with money that is too much, beside keeping it: the latest payment that can be given back is refunded, or it is moved. */
function waysOut(story: FeeStory, whyNot: WhyNot): { words: string; ask: OfficeAsk }[] {
  const { fee, entries } = story
  const payment = entries.findLast(entry => entryOffers(entry, story, whyNot).includes('refund'))
  const surplusCents = -fee.balanceCents
  const canMove = feeOffers(story, whyNot).some(({ action, why }) => action === 'move' && why === null)
  return [
    ...(payment === undefined
      ? []
      : [
          {
            words: 'Refund it',
            ask: {
              kind: 'refund' as const,
              fee,
              entry: payment,
              leftCents: leftOfPayment(payment, story),
              wantedCents: Math.min(surplusCents, leftOfPayment(payment, story)),
            },
          },
        ]),
    ...(canMove ? [{ words: 'Move it to another fee', ask: { kind: 'move' as const, fee } }] : []),
  ]
}
