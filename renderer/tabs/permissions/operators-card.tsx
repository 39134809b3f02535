import { useState } from 'react'
import type { OperatorRow, RoleRow } from '../../../contract/rows/operator.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useSetOperator } from '../../api/operators.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { notify } from '../../ui/notices.tsx'
import { ArchiveDialog } from './archive-dialog.tsx'
import { OperatorDialog } from './operator-dialog.tsx'

interface OperatorsCardProps {
  operators: OperatorRow[]
  roles: RoleRow[]
  myId: string | null
  /** Why the person may not change operators; null where they may. */
  whyNot: string | null
}

type Front = { kind: 'add' } | { kind: 'edit' | 'archive'; operator: OperatorRow } | null

/** Everybody who works with this ledger. */
export function OperatorsCard({ operators, roles, myId, whyNot }: OperatorsCardProps) {
  const [front, setFront] = useState<Front>(null)
  const close = () => setFront(null)
  return (
    <section className="fb-card" aria-labelledby="operators-heading">
      <div className="fb-card-head">
        <h2 id="operators-heading">Operators</h2>
        <AllowedButton why={whyNot} onClick={() => setFront({ kind: 'add' })}>
          Add an operator
        </AllowedButton>
      </div>
      <div className="fb-wide">
        <table className="fb-plain">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">Computer account</th>
              <th scope="col">PIN</th>
              <th scope="col">Locations</th>
              <th scope="col">
                <span className="fb-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {operators.map(operator => (
              <OperatorLine
                key={operator.id}
                operator={operator}
                isMe={operator.id === myId}
                whyNot={whyNot}
                onFront={kind => setFront({ kind, operator })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {front === null ? null : front.kind === 'archive' ? (
        <ArchiveDialog operator={front.operator} onClose={close} />
      ) : (
        <OperatorDialog operator={front.kind === 'edit' ? front.operator : null} roles={roles} onClose={close} />
      )}
    </section>
  )
}

interface OperatorLineProps {
  operator: OperatorRow
  isMe: boolean
  whyNot: string | null
  onFront: (kind: 'edit' | 'archive') => void
}

function OperatorLine({ operator, isMe, whyNot, onFront }: OperatorLineProps) {
  const { id, name, role, osAccount, hasPin, locations, archived } = operator
  const restore = useSetOperator()
  const button = (words: string, act: () => void) => (
    <AllowedButton variant="subtle" size="compact-sm" why={whyNot} loading={restore.isPending} onClick={act}>
      {words}
      <span className="fb-hidden"> {name}</span>
    </AllowedButton>
  )
  const takeBack = () =>
    restore.mutate(
      { id, archived: false },
      {
        onSuccess: () => notify('good', `Restored ${name}.`),
        onError: error => notify('bad', sentenceOf(error)),
      },
    )
  return (
    <tr>
      <th scope="row" className="fb-wrap">
        {name}
        {isMe ? <span className="fb-soft"> (you)</span> : null}
        {archived ? <span className="fb-soft"> archived</span> : null}
      </th>
      <td className="fb-wrap fb-operator-role">{role}</td>
      <td className="fb-wrap">
        {osAccount === null ? <span className="fb-soft">none</span> : <code>{osAccount}</code>}
      </td>
      <td>
        {hasPin ? (
          'Set'
        ) : osAccount === null && !archived ? (
          <StateBadge tone="warn" words="None: cannot sign in" />
        ) : (
          <span className="fb-soft">none</span>
        )}
      </td>
      <td className="fb-wrap">{locations === null ? 'All' : locations.length === 0 ? 'None' : locations.join(', ')}</td>
      <td>
        <div className="fb-buttons fb-buttons-end">
          {archived ? (
            button('Restore', takeBack)
          ) : (
            <>
              {button('Edit', () => onFront('edit'))}
              {button('Archive', () => onFront('archive'))}
            </>
          )}
        </div>
      </td>
    </tr>
  )
}
