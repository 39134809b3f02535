import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { DeliveryRow } from '../../../contract/rows/fee.ts'
import type { ImportRow } from '../../../contract/rows/import.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { importDetail } from '../../api/imports.ts'
import { balanceWords } from '../../format/balance.ts'
import { countWords } from '../../format/count.ts'
import { entrySourceWords, entryWords } from '../../format/entry-words.ts'
import { systemName } from '../../format/explain-fee.ts'
import type { EntryLine } from '../../format/fee-timeline.ts'
import { slugWords } from '../../format/slug-words.ts'
import { dayWords } from '../../format/time.ts'
import { deliveryTone } from '../../format/tones.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { RawRecord } from '../../ui/raw-record.tsx'
import { Moment } from '../../ui/zone.tsx'

/** One entry: what it did, where it came from with its raw record, what it voids, and where it was sent. */
export function FeeTimelineEntry({ line }: { line: EntryLine }) {
  const { entry, voids, voidedBy, source } = line
  const [showsRaw, setShowsRaw] = useState(false)
  return (
    <>
      <tr className={entry.voided ? 'fb-story-voided' : undefined}>
        <td>{dayWords(entry.occurredOn)}</td>
        <td className="fb-wrap">
          <strong>{entryWords(entry.kind)}</strong>
          {voids === null ? null : <> of the {nameOf(voids)}</>}, {entrySourceWords(entry)}
          {voidedBy === null ? null : (
            <span className="fb-soft">
              {' '}
              (voided <Moment at={voidedBy.recordedAt} />)
            </span>
          )}
          {entry.reason === null ? null : <div className="fb-soft">{entry.reason}</div>}
          <div className="fb-story-links">
            <EnteredBy runId={entry.runId} at={entry.recordedAt} />
            {entry.importId === null ? null : (
              <button
                type="button"
                className="fb-link-button"
                aria-expanded={showsRaw}
                onClick={() => setShowsRaw(shown => !shown)}
              >
                {showsRaw ? 'Hide raw record' : 'Raw record'}
              </button>
            )}
          </div>
          {line.deliveries.map(delivery => (
            <Delivery key={delivery.id} delivery={delivery} />
          ))}
        </td>
        <td className="fb-end fb-story-effect">{formatMoney(entry.amountCents)}</td>
        <td className="fb-end">{balanceWords(line.balanceCents)}</td>
      </tr>
      {showsRaw && entry.importId !== null ? (
        <tr>
          <td className="fb-wrap" colSpan={4}>
            <RawBehind importId={entry.importId} source={source} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

/** When a line was written, leading to the run that wrote it. */
export function EnteredBy({ runId, at }: { runId: string | null; at: string }) {
  return (
    <span className="fb-soft">
      entered{' '}
      {runId === null ? (
        <Moment at={at} />
      ) : (
        <a href={hashOf('sync-history', { [OPEN]: runId })} title="Open the run">
          <Moment at={at} />
        </a>
      )}
    </span>
  )
}

/** An entry as a void names it: `payment of $15.00 of Oct 1, 2026`. */
function nameOf({ kind, amountCents, occurredOn }: EntryLine['entry']): string {
  return `${entryWords(kind).toLowerCase()} of ${formatMoney(Math.abs(amountCents))} of ${dayWords(occurredOn)}`
}

/** Where an entry went, or why it has not yet. */
function Delivery({ delivery }: { delivery: DeliveryRow }) {
  const { state, attempts, nextAt, reason } = delivery
  return (
    <div>
      <StateBadge tone={deliveryTone(state)} words={state} /> {slugWords(delivery.kind)} to{' '}
      {systemName(delivery.system)}
      {attempts === 0 ? '' : `, ${countWords(attempts, 'attempt')}`}
      {nextAt === null ? null : (
        <>
          , next <Moment at={nextAt} />
        </>
      )}
      {reason === null ? null : <div className="fb-soft">{reason}</div>}
    </div>
  )
}

/** The raw record that an entry came from, without leaving the fee. */
function RawBehind({ importId, source }: { importId: string; source: ImportRow | null }) {
  const detail = useQuery(importDetail(importId))
  if (detail.data === undefined) {
    return <p className="fb-soft">{detail.error === null ? 'Loading the raw record…' : sentenceOf(detail.error)}</p>
  }
  return (
    <>
      <p className="fb-story-links">
        <a href={hashOf('import-log', { [OPEN]: importId })}>
          Open the import{source === null ? '' : ` of ${slugWords(source.kind)} ${source.externalId ?? ''}`}
        </a>
      </p>
      {detail.data.raw === null ? (
        <p className="fb-soft">The raw record was trimmed; its identity and message stay.</p>
      ) : (
        <RawRecord raw={detail.data.raw} />
      )}
    </>
  )
}
