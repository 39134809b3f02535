import { Button } from '@mantine/core'
import type { CallRequest } from '../../../contract/calls.ts'
import { useFeeAnswer, useOutboxAct } from '../../api/office.ts'

const ANSWERS: Record<CallRequest<'fees.answer'>['answer'], string> = {
  'owed-again': 'Owed again',
  'waive-too': 'Waive it too',
  'keep-credit': 'Keep as credit',
}

/** Answers what a fee asks (M6, M7). */
export function FeeAnswerButton({ feeId, answer }: { feeId: string; answer: keyof typeof ANSWERS }) {
  const answering = useFeeAnswer()
  return (
    <Button variant="default" loading={answering.isPending} onClick={() => answering.mutate({ id: feeId, answer })}>
      {ANSWERS[answer]}
    </Button>
  )
}

const ACTS = {
  'retry-delivery': { call: 'outbox.retry', words: 'Try again' },
  'mark-sent': { call: 'outbox.done', words: 'Mark as sent' },
  'ignore-delivery': { call: 'outbox.ignore', words: 'Do not send' },
} as const

/** Says what shall become of a delivery that failed. */
export function DeliveryButton({ deliveryId, does }: { deliveryId: string; does: keyof typeof ACTS }) {
  const act = useOutboxAct()
  return (
    <Button
      variant={does === 'retry-delivery' ? 'filled' : 'default'}
      loading={act.isPending}
      onClick={() => act.mutate({ name: ACTS[does].call, id: deliveryId })}
    >
      {ACTS[does].words}
    </Button>
  )
}
