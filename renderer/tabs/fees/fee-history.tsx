import { formatMoney } from '../../../contract/money.ts'
import type { DeliveryRow, EntryKind, EntryRow, FeeNote } from '../../../contract/rows/fee.ts'
import type { ImportRow } from '../../../contract/rows/import.ts'
import { SYSTEM_IDS, SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { balanceWords } from '../../format/balance.ts'
import { slugWords } from '../../format/slug-words.ts'
import { dayWords } from '../../format/time.ts'
import { deliveryTone, importTone } from '../../format/tones.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { PanelSection } from '../../ui/side-panel.tsx'
import { Moment } from '../../ui/zone.tsx'

const KIND_WORDS: Record<EntryKind, string> = {
  charge: 'Charge',
  adjustment: 'Adjustment',
  waiver: 'Waiver',
  payment: 'Payment',
  refund: 'Refund',
  'bounced-check': 'Bounced check',
  transfer: 'Transfer',
  void: 'Void',
}

/** Every entry with its effect; they add up to the balance below them. */
export function FeeEntries({ entries, balanceCents }: { entries: EntryRow[]; balanceCents: number }) {
  return (
    <PanelSection title="Entries">
      <table className="fb-plain fb-items">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Entry</th>
            <th scope="col">From</th>
            <th scope="col" className="fb-end">
              Effect
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map(entry => (
            <tr key={entry.id} className={entry.voided ? 'fb-voided' : undefined}>
              <td>{dayWords(entry.occurredOn)}</td>
              <td className="fb-wrap">
                {KIND_WORDS[entry.kind]}
                {entry.voided ? ' (voided)' : ''}
                {entry.reason === null ? null : <div className="fb-soft">{entry.reason}</div>}
              </td>
              <td className="fb-wrap">
                <EntrySource entry={entry} />
              </td>
              <td className="fb-end">{formatMoney(entry.amountCents)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              Balance
            </th>
            <td className="fb-end">{balanceWords(balanceCents)}</td>
          </tr>
        </tfoot>
      </table>
    </PanelSection>
  )
}

function EntrySource({ entry }: { entry: EntryRow }) {
  const name = SYSTEM_NAMES[entry.system]
  if (entry.importId !== null) return <a href={hashOf('import-log', { [OPEN]: entry.importId })}>{name}</a>
  return entry.operator === null ? name : `${name}, ${entry.operator}`
}

/** What was sent on, or is still owed, to other systems. */
export function FeeDeliveries({ deliveries }: { deliveries: DeliveryRow[] }) {
  if (deliveries.length === 0) return null
  return (
    <PanelSection title="Deliveries">
      <ul className="fb-lines">
        {deliveries.map(delivery => (
          <li key={delivery.id}>
            <StateBadge tone={deliveryTone(delivery.state)} words={delivery.state} /> {slugWords(delivery.kind)} to{' '}
            {systemName(delivery.system)}, {formatMoney(delivery.amountCents)}
            {delivery.reason === null ? null : <div className="fb-soft">{delivery.reason}</div>}
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

function systemName(system: string): string {
  const known = SYSTEM_IDS.find(id => id === system)
  return known === undefined ? system : SYSTEM_NAMES[known]
}

/** The raw records behind the fee. */
export function FeeImports({ imports }: { imports: ImportRow[] }) {
  return (
    <PanelSection title="Imports">
      <ul className="fb-lines">
        {imports.map(row => (
          <li key={row.id}>
            <a href={hashOf('import-log', { [OPEN]: row.id })}>
              {slugWords(row.kind)}, <Moment at={row.receivedAt} />
            </a>{' '}
            <StateBadge tone={importTone(row.status)} words={row.status} />
            {row.message === null ? null : <div className="fb-soft">{row.message}</div>}
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

/** Changes that are not money: texts, dates, items. */
export function FeeNotes({ notes }: { notes: FeeNote[] }) {
  if (notes.length === 0) return null
  return (
    <PanelSection title="Changes">
      <ul className="fb-lines">
        {notes.map(note => (
          <li key={`${note.at} ${note.field}`}>
            <Moment at={note.at} />: {note.field} was “{note.before ?? 'empty'}”, is “{note.after ?? 'empty'}”
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
