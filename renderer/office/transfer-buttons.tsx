import { Button } from '@mantine/core'
import { type MouseEvent, useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import type { DeliveryRow } from '../../contract/rows/fee.ts'
import { sentenceOf } from '../api/call-error.ts'
import { useMay } from '../api/may.ts'
import { type TransferMove, useMoveTransfers } from '../api/office.ts'
import { countWords } from '../format/count.ts'
import { isAboutPostType, systemName, transferKindWords, transferMoves } from '../format/transfer-words.ts'
import { hashOf, OPEN } from '../ui/address.ts'
import { AskDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'

interface TransferButtonsProps {
  transfers: readonly DeliveryRow[]
  /** Small ones on a row of a list are no tab stops: the keyboard's way is Enter on the row. Those of a line in a panel are. */
  place: 'row' | 'line' | 'panel'
  onDone?: () => void
}

/** What a clerk can do about one transfer, or about several at once: each button takes those for which it is possible, and says how many. */
export function TransferButtons({ transfers, place, onDone }: TransferButtonsProps) {
  const may = useMay()
  const [asking, setAsking] = useState<'mark-sent' | 'ignore-delivery' | null>(null)
  const move = useMoveTransfers()
  const thatTake = (wanted: TransferMove) => transfers.filter(one => transferMoves(one).includes(wanted))
  const retried = thatTake('retry-delivery')
  const decided = thatTake('mark-sent')
  if (!may('outbox.decide')) return null
  const only = transfers.length === 1 ? transfers[0] : undefined
  const isSmall = place !== 'panel'
  const look = { size: isSmall ? 'compact-sm' : 'xs', ...(place === 'row' ? { tabIndex: -1 } : {}) } as const
  const quiet = isSmall ? 'subtle' : 'default'
  // What may have arrived is only looked up: it is never sent again before that has answered.
  const isLookUp = retried.every(one => one.state === 'unknown')
  const sendAgain = () =>
    move.mutate(
      { ids: retried.map(one => one.id), move: 'retry-delivery' },
      {
        onSuccess: count => {
          notify('good', triedWords(count, isLookUp))
          onDone?.()
        },
      },
    )
  return (
    <div className={isSmall ? 'fb-row-actions' : 'fb-buttons'}>
      {retried.length === 0 ? null : (
        <Button {...look} variant={isSmall ? 'subtle' : 'filled'} loading={move.isPending} onClick={alone(sendAgain)}>
          {severally(isLookUp ? 'Look it up now' : 'Send again', retried, transfers)}
        </Button>
      )}
      {decided.length === 0 ? null : (
        <>
          <Button {...look} variant={quiet} onClick={alone(() => setAsking('mark-sent'))}>
            {severally(isSmall ? 'Mark as sent' : 'Mark as sent by hand', decided, transfers)}
          </Button>
          <Button {...look} variant={quiet} onClick={alone(() => setAsking('ignore-delivery'))}>
            {severally('Do not send', decided, transfers)}
          </Button>
        </>
      )}
      {place === 'panel' && only !== undefined && decided.length === 1 ? (
        <Button component="a" href={hashOf('fees', { [OPEN]: only.feeId })} variant={quiet} {...look}>
          Edit the entry in its fee
        </Button>
      ) : null}
      {transfers.some(one => transferMoves(one).length > 0 && isAboutPostType(one)) ? (
        <Button component="a" href={hashOf('settings', { page: 'iiq' })} variant={quiet} {...look}>
          Choose what it is posted as
        </Button>
      ) : null}
      {asking === null ? null : (
        <DecideDialog move={asking} transfers={decided} onDone={onDone} onClose={() => setAsking(null)} />
      )}
    </div>
  )
}

function triedWords(count: number, isLookUp: boolean): string {
  const what = isLookUp ? 'looked up' : 'tried again'
  return count === 1 ? `It is ${what}.` : `${countWords(count, 'transfer')} are ${what}.`
}

/** A row opens its story when it is clicked; its buttons do not. */
function alone(act: () => void) {
  return (event: MouseEvent) => {
    event.stopPropagation()
    act()
  }
}

/** `Send again` for the one that is looked at, `Send 3 transfers again` in words of their own for a selection. */
function severally(words: string, fitting: readonly DeliveryRow[], all: readonly DeliveryRow[]): string {
  return all.length === 1 ? words : `${words}: ${countWords(fitting.length, 'transfer')}`
}

const DECISIONS = {
  'mark-sent': {
    words: 'Mark as sent by hand',
    done: 'Marked as sent by hand, with your name on it.',
    says: (there: string) =>
      `Do this when you have entered it in ${there} yourself, or found it there. Feebridge never sends it then.`,
  },
  'ignore-delivery': {
    words: 'Do not send',
    done: 'It will not be sent, by your word.',
    says: (there: string) => `${there} never hears of it, and its amount due there stays what it is.`,
  },
} as const

interface DecideDialogProps {
  move: keyof typeof DECISIONS
  transfers: readonly DeliveryRow[]
  onDone: (() => void) | undefined
  onClose: () => void
}

/** Asks before a transfer is settled by a clerk's word: it cannot be taken back. */
function DecideDialog({ move: wanted, transfers, onDone, onClose }: DecideDialogProps) {
  const move = useMoveTransfers({ saidInPlace: true })
  const { words, done, says } = DECISIONS[wanted]
  const [first] = transfers
  const cents = transfers.reduce((sum, one) => sum + Math.abs(one.amountCents), 0)
  const what =
    transfers.length === 1 && first !== undefined
      ? `the ${transferKindWords(first)} of ${formatMoney(cents)}`
      : `${countWords(transfers.length, 'transfer')}, ${formatMoney(cents)}`
  const confirm = async () => {
    const isDone = await move.mutateAsync({ ids: transfers.map(one => one.id), move: wanted }).then(
      () => true,
      () => false,
    )
    if (!isDone) return false
    notify('good', done)
    onDone?.()
    return true
  }
  return (
    <AskDialog
      title={`${words}: ${what}?`}
      words={`${words}: ${formatMoney(cents)}`}
      waiting={words}
      busy={move.isPending}
      trouble={move.error === null ? null : sentenceOf(move.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{says(systemName(first?.system ?? 'iiq'))} It stays so, with your name on it.</p>
    </AskDialog>
  )
}
