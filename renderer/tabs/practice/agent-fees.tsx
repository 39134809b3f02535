import { Button, Menu, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { PracticeFee } from '../../../contract/host-calls.ts'
import { formatMoney } from '../../../contract/money.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { usePlay } from '../../api/practice.ts'
import { Glyph } from '../../ui/icons.tsx'
import { notify } from '../../ui/notices.tsx'
import { AmountDialog } from './amount-dialog.tsx'
import { DeleteMany } from './delete-many.tsx'

/** Rows shown before the search is asked to narrow them down. */
const SHOWN = 12

interface AgentFeesProps {
  fees: readonly PracticeFee[]
  search: string
  onSearch: (search: string) => void
}

/** Fees over there for the agent to work on. */
export function AgentFees({ fees, search, onSearch }: AgentFeesProps) {
  const [asking, setAsking] = useState<{ kind: 'edit' | 'pay'; fee: PracticeFee } | null>(null)
  const shown = fees.slice(0, SHOWN)
  return (
    <section className="fb-card" aria-labelledby="agent-fees-heading">
      <h2 id="agent-fees-heading">An agent works on fees</h2>
      <div className="fb-play-form">
        <TextInput
          type="search"
          label="Find a fee in Incident IQ"
          placeholder="Student, School Id or what for"
          maxLength={200}
          value={search}
          onChange={event => onSearch(event.currentTarget.value)}
        />
        <DeleteMany />
      </div>
      {shown.length === 0 ? (
        <p className="fb-soft">{search.trim() === '' ? 'No fee is left there.' : 'No fee there fits these letters.'}</p>
      ) : (
        <table className="fb-plain fb-agent-fees">
          <thead>
            <tr>
              <th scope="col">Student</th>
              <th scope="col">Fee</th>
              <th scope="col" className="fb-end">
                Due
              </th>
              <th scope="col">
                <span className="fb-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(fee => (
              <FeeLine key={fee.id} fee={fee} onAsk={kind => setAsking({ kind, fee })} />
            ))}
          </tbody>
        </table>
      )}
      {fees.length > SHOWN ? (
        <p className="fb-soft">The newest {SHOWN} are shown. Type a name to find others.</p>
      ) : null}
      {asking === null ? null : (
        <AmountDialog key={asking.fee.id} kind={asking.kind} fee={asking.fee} onClose={() => setAsking(null)} />
      )}
    </section>
  )
}

function FeeLine({ fee, onAsk }: { fee: PracticeFee; onAsk: (kind: 'edit' | 'pay') => void }) {
  const play = usePlay()
  const what = `${fee.name}${fee.student === null ? '' : ` of ${fee.student}`}`
  const onPlay = (move: 'waive-fee' | 'delete-fee') =>
    play.mutate({ move, fee: fee.id }, { onError: error => notify('bad', sentenceOf(error)) })
  return (
    <tr>
      <td className="fb-wrap">{fee.student ?? 'nobody'}</td>
      <td className="fb-wrap">{fee.name}</td>
      <td className="fb-end">
        {formatMoney(fee.dueCents)}
        <span className="fb-soft"> of {formatMoney(fee.amountCents)}</span>
      </td>
      <td className="fb-end">
        <Menu>
          <Menu.Target>
            <Button
              variant="default"
              size="compact-sm"
              rightSection={<Glyph name="chevron" />}
              loading={play.isPending}
              aria-label={`Do something with ${what}`}
            >
              Do
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onAsk('pay')}>Take a payment…</Menu.Item>
            <Menu.Item onClick={() => onAsk('edit')}>Change the amount…</Menu.Item>
            <Menu.Item disabled={fee.dueCents <= 0} onClick={() => onPlay('waive-fee')}>
              Waive what is due
            </Menu.Item>
            <Menu.Item onClick={() => onPlay('delete-fee')}>Delete the fee</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  )
}
