import { useQuery } from '@tanstack/react-query'
import type { DeliveryState } from '../../../contract/rows/fee.ts'
import type { OutboxGate } from '../../../contract/rows/office.ts'
import { gateQuery } from '../../api/office.ts'
import { countDigits, countWords } from '../../format/count.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'

/** What becomes of a payment taken now, which of the three conditions is missing, what waits, what is held and why, and what failed. */
export function Transfers({ offline }: { offline: boolean }) {
  const gate = useQuery(gateQuery)
  if (gate.data === undefined) return null
  return (
    <section className="fb-card" aria-labelledby="transfers-heading">
      <h2 id="transfers-heading">Transfers to Incident IQ</h2>
      <p className="fb-transfers-now">
        <StateBadge tone={offline ? 'offline' : gate.data.open ? 'good' : 'paused'} words={gate.data.message} />
      </p>
      <div className="fb-transfers">
        <Conditions gate={gate.data} />
        <Queue gate={gate.data} />
      </div>
    </section>
  )
}

/** The three conditions of an instant delivery; each leads to where it is set. */
function Conditions({ gate }: { gate: OutboxGate }) {
  const conditions = [
    { met: gate.taskOn, words: 'iiQ Sync is on', missing: 'iiQ Sync is off', page: 'schedules' },
    {
      met: gate.credentials,
      words: 'The credentials are valid',
      missing: 'The credentials are missing or not valid',
      page: 'iiq',
    },
    {
      met: gate.instantOn,
      words: 'Instantly Export Payments is on',
      missing: 'Instantly Export Payments is off',
      page: 'iiq',
    },
  ]
  return (
    <div>
      <h3>At once, when all three are met</h3>
      <ul className="fb-lines">
        {conditions.map(({ met, words, missing, page }) => (
          <li key={words}>
            <StateBadge tone={met ? 'good' : 'warn'} words={met ? words : missing} />
            {met ? null : (
              <>
                {' '}
                <a href={hashOf('settings', { page })}>
                  Change it<span className="fb-hidden">: {missing}</span>
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What has not arrived yet, each a way to the rows. */
function Queue({ gate }: { gate: OutboxGate }) {
  const heldCount = gate.held.reduce((sum, { count }) => sum + count, 0)
  const trouble = gate.failed + gate.refused
  return (
    <div>
      <h3>Not arrived yet</h3>
      <dl className="fb-numbers">
        <QueueLine words="Waiting" count={gate.waiting} state="waiting" />
        <QueueLine words="Not known yet" count={gate.unknown} state="unknown" />
        <QueueLine words="Held" count={heldCount} state="held" />
        <QueueLine words="Failed" count={gate.failed} state="failed" />
        <QueueLine words="Refused" count={gate.refused} state="refused" />
      </dl>
      {gate.held.length === 0 ? null : (
        <ul className="fb-reasons fb-soft">
          {gate.held.map(({ reason, count }) => (
            <li key={reason}>
              {countWords(count, 'transfer')} held: {reason}.
            </li>
          ))}
        </ul>
      )}
      {trouble === 0 ? null : (
        <p className="fb-transfers-trouble">
          <a href={hashOf('errors')}>Decide about {countWords(trouble, 'transfer')} that did not arrive</a>
        </p>
      )}
    </div>
  )
}

function QueueLine({ words, count, state }: { words: string; count: number; state: DeliveryState }) {
  return (
    <div className={count === 0 ? 'fb-number fb-zero' : 'fb-number'}>
      <dt>{words}</dt>
      <dd>
        {count === 0 ? (
          '0'
        ) : (
          <a href={hashOf('transfers', { state })}>
            {countDigits(count)}
            <span className="fb-hidden"> {words.toLowerCase()}</span>
          </a>
        )}
      </dd>
    </div>
  )
}
