import { useState } from 'react'
import { PERMISSION_WORDS } from '../../../contract/permissions.ts'
import type { RoleRow } from '../../../contract/rows/operator.ts'
import { countWords } from '../../format/count.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import { Glyph } from '../../ui/icons.tsx'
import { PERMISSION_GROUPS } from './permission-groups.ts'
import { RoleDialog } from './role-dialog.tsx'
import { RoleRemoval } from './role-removal.tsx'

type Front = { kind: 'add' } | { kind: 'edit' | 'remove'; role: RoleRow } | null

/** What each role may do: permissions down, roles across. */
export function RolesCard({ roles, whyNot }: { roles: RoleRow[]; whyNot: string | null }) {
  const [front, setFront] = useState<Front>(null)
  const close = () => setFront(null)
  return (
    <section className="fb-card" aria-labelledby="roles-heading">
      <div className="fb-card-head">
        <h2 id="roles-heading">Roles</h2>
        <AllowedButton why={whyNot} onClick={() => setFront({ kind: 'add' })}>
          Add a role
        </AllowedButton>
      </div>
      <p className="fb-soft">Limit which users can do what. Everybody may look; each line below must be given.</p>
      <section className="fb-wide" aria-label="What each role may do">
        <table className="fb-plain fb-matrix">
          <thead>
            <tr>
              <th scope="col">Which users can</th>
              {roles.map(role => (
                <th key={role.id} scope="col">
                  <span className="fb-matrix-role">{role.name}</span>
                  <span className="fb-soft fb-matrix-count">{countWords(role.operators, 'operator')}</span>
                </th>
              ))}
            </tr>
          </thead>
          {PERMISSION_GROUPS.map(group => (
            <tbody key={group.title}>
              <tr>
                <th scope="colgroup" colSpan={roles.length + 1} className="fb-matrix-group">
                  {group.title}
                </th>
              </tr>
              {group.permissions.map(permission => (
                <tr key={permission}>
                  <th scope="row" className="fb-wrap">
                    {PERMISSION_WORDS[permission]}
                  </th>
                  {roles.map(role => (
                    <td key={role.id}>
                      <Mark may={role.permissions.includes(permission)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
          <tfoot>
            <tr>
              <td>
                <span className="fb-hidden">Actions</span>
              </td>
              {roles.map(role => (
                <td key={role.id}>
                  <RoleButtons role={role} whyNot={whyNot} onFront={kind => setFront({ kind, role })} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      {front === null ? null : front.kind === 'remove' ? (
        <RoleRemoval role={front.role} onClose={close} />
      ) : (
        <RoleDialog role={front.kind === 'edit' ? front.role : null} onClose={close} />
      )}
    </section>
  )
}

function Mark({ may }: { may: boolean }) {
  return may ? (
    <span className="fb-matrix-yes">
      <Glyph name="check" />
      <span className="fb-hidden">Yes</span>
    </span>
  ) : (
    <span className="fb-soft">
      <span aria-hidden="true">–</span>
      <span className="fb-hidden">No</span>
    </span>
  )
}

interface RoleButtonsProps {
  role: RoleRow
  whyNot: string | null
  onFront: (kind: 'edit' | 'remove') => void
}

function RoleButtons({ role, whyNot, onFront }: RoleButtonsProps) {
  if (role.fixed) return <span className="fb-soft fb-matrix-fixed">Always everything</span>
  return (
    <div className="fb-matrix-buttons">
      <AllowedButton variant="subtle" size="compact-sm" why={whyNot} onClick={() => onFront('edit')}>
        Edit<span className="fb-hidden"> {role.name}</span>
      </AllowedButton>
      {role.operators > 0 ? null : (
        <AllowedButton variant="subtle" size="compact-sm" why={whyNot} onClick={() => onFront('remove')}>
          Remove<span className="fb-hidden"> {role.name}</span>
        </AllowedButton>
      )}
    </div>
  )
}
