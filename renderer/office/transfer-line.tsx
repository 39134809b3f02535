import './office.css'
import type { DeliveryRow } from '../../contract/rows/fee.ts'
import { countWords } from '../format/count.ts'
import { deliveryTone } from '../format/tones.ts'
import { transferWords } from '../format/transfer-words.ts'
import { StateBadge } from '../ui/badge.tsx'
import { Moment } from '../ui/zone.tsx'
import { TransferButtons } from './transfer-buttons.tsx'

/** Where one line of a fee's story was sent, or why it was not yet: its state in words, attempts, next try, reason, and what can be done. */
export function TransferLine({ transfer }: { transfer: DeliveryRow }) {
  return (
    <div className="fb-transfer">
      <StateBadge tone={deliveryTone(transfer.state)} words={transferWords(transfer)} />
      <TransferTries transfer={transfer} />
      {transfer.reason === null ? null : <div className="fb-soft">{sentence(transfer.reason)}</div>}
      <TransferButtons transfers={[transfer]} place="line" />
    </div>
  )
}

/** How often it was tried, and when it is tried next. */
export function TransferTries({ transfer: { state, attempts, nextAt } }: { transfer: DeliveryRow }) {
  const isOpen = state === 'waiting' || state === 'unknown'
  if (attempts === 0 && (nextAt === null || !isOpen)) return null
  return (
    <div className="fb-soft">
      {attempts === 0 ? 'Not sent yet' : countWords(attempts, 'attempt')}
      {nextAt === null || !isOpen ? null : (
        <>
          , {state === 'unknown' ? 'looked up' : 'tried'} next <NextTry at={nextAt} />
        </>
      )}
    </div>
  )
}

/** When it is tried next; a time that has passed waits for the line. */
export function NextTry({ at }: { at: string }) {
  return Date.parse(at) < Date.now() ? <span>as soon as the line is there</span> : <Moment at={at} />
}

function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`
}
