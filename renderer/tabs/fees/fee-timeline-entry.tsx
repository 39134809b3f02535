import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { EntryRow, FeeStory } from '../../../contract/rows/fee.ts'
import type { ImportRow } from '../../../contract/rows/import.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { importDetail } from '../../api/imports.ts'
import { useWhyNot } from '../../api/may.ts'
import { balanceWords } from '../../format/balance.ts'
import { entrySourceWords, entryWords, methodWords } from '../../format/entry-words.ts'
import { type EntryAction, entryOffers, leftOfPayment } from '../../format/fee-offers.ts'
import type { EntryLine } from '../../format/fee-timeline.ts'
import { slugWords } from '../../format/slug-words.ts'
import { dayWords } from '../../format/time.ts'
import { useOfficeAsk } from '../../office/office-asks.tsx'
import { ReceiptButton } from '../../office/receipt-button.tsx'
import { TransferLine } from '../../office/transfer-line.tsx'
import { hashOf, OPEN } from '../../ui/address.ts'
import { RawRecord } from '../../ui/raw-record.tsx'
import { Moment } from '../../ui/zone.tsx'

/** One entry: what it did, where it came from with its raw record, what it voids, and where it was sent. */
export function FeeTimelineEntry({ line, story }: { line: EntryLine; story: FeeStory }) {
  const { entry, voids, voidedBy, source } = line
  const paid = methodWords(entry)
  const [showsRaw, setShowsRaw] = useState(false)
  return (
    <>
      <tr className={entry.voided ? 'fb-story-voided' : undefined}>
        <td>{dayWords(entry.occurredOn)}</td>
        <td className="fb-wrap">
          <strong>{entryWords(entry.kind)}</strong>
          {voids === null ? null : <> of the {nameOf(voids)}</>}, {entrySourceWords(entry)}
          {paid === null ? null : `, ${paid}`}
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
          <EntryActions entry={entry} story={story} />
          {entry.receipt === null ? null : <ReceiptButton id={entry.receipt.id} number={entry.receipt.number} />}
          {line.deliveries.map(delivery => (
            <TransferLine key={delivery.id} transfer={delivery} />
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

const ENTRY_ACTIONS: Record<EntryAction, string> = { refund: 'Refund', bounce: 'Bounced check', delete: 'Delete' }

/** What can be done with one line: money given back, a check that bounced, what should never have been. */
function EntryActions({ entry, story }: { entry: EntryRow; story: FeeStory }) {
  const ask = useOfficeAsk()
  const offers = entryOffers(entry, story, useWhyNot())
  if (offers.length === 0) return null
  const { fee } = story
  const open = (action: EntryAction) => {
    if (action === 'delete') return ask({ kind: 'delete', fee, entry })
    const leftCents = leftOfPayment(entry, story)
    ask({ kind: action === 'refund' ? 'refund' : 'bounced-check', fee, entry, leftCents })
  }
  return (
    <div className="fb-row-actions">
      {offers.map(action => (
        <Button key={action} variant="subtle" size="compact-sm" onClick={() => open(action)}>
          {ENTRY_ACTIONS[action]}
          <span className="fb-hidden"> the {nameOf(entry)}</span>
        </Button>
      ))}
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
