import { useQuery } from '@tanstack/react-query'
import type { FeeStory } from '../../../contract/rows/fee.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { feeStory } from '../../api/fees.ts'
import { balanceWords } from '../../format/balance.ts'
import { feeStatusWords, feeTone } from '../../format/tones.ts'
import { useTakePayment } from '../../office/use-take-payment.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { useLetterKey } from '../../ui/letters.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { FeeActions } from './fee-actions.tsx'
import { FeeExplained } from './fee-explained.tsx'
import { FeeFacts } from './fee-facts.tsx'
import { FeeImports } from './fee-imports.tsx'
import { FeePathDiagram } from './fee-path-diagram.tsx'
import { FeeQuestions } from './fee-question.tsx'
import { FeeTimeline } from './fee-timeline.tsx'

/** One fee's whole story: why its balance is what it is, and where each line came from. */
export function FeePanel({ id }: { id: string }) {
  const story = useQuery(feeStory(id))
  if (story.data === undefined) {
    return (
      <SidePanel title="Fee" wide>
        {story.error === null ? (
          <LoadingRows label="Loading the fee" />
        ) : (
          <ErrorState sentence={sentenceOf(story.error)} onRetry={() => void story.refetch()} />
        )}
      </SidePanel>
    )
  }
  return <Story story={story.data} />
}

function Story({ story }: { story: FeeStory }) {
  const { fee } = story
  const takePayment = useTakePayment()
  useLetterKey('p', () => takePayment([fee]))
  return (
    <SidePanel
      wide
      title={fee.name}
      subtitle={
        <>
          <StateBadge tone={feeTone(fee.status)} words={feeStatusWords(fee.status)} />
          <span className="fb-panel-balance">Balance {balanceWords(fee.balanceCents)}</span>
        </>
      }
    >
      <FeeQuestions story={story} />
      <FeeActions story={story} />
      <FeeExplained story={story} />
      <FeeFacts fee={fee} />
      <FeeTimeline story={story} />
      <FeePathDiagram story={story} />
      <FeeImports imports={story.imports} />
    </SidePanel>
  )
}
