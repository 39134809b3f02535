import './permissions.css'
import { useQuery } from '@tanstack/react-query'
import type { Me } from '../../../contract/rows/operator.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { meQuery, useWhyNot } from '../../api/may.ts'
import { operatorsQuery } from '../../api/operators.ts'
import { countWords } from '../../format/count.ts'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { OperatorsCard } from './operators-card.tsx'
import { RolesCard } from './roles-card.tsx'

/** Who works with this ledger, and what each may do (F2). */
export function PermissionsTab() {
  const list = useQuery(operatorsQuery)
  const me = useQuery(meQuery).data ?? null
  const whyNot = useWhyNot()('operators.change')
  if (list.data === undefined)
    return list.error === null ? (
      <LoadingRows label="Loading Permissions" />
    ) : (
      <ErrorState sentence={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
    )
  const { items, roles } = list.data
  const working = items.filter(one => !one.archived).length
  return (
    <div className="fb-page-scroll">
      <header className="fb-head">
        <h1>Permissions</h1>
        <p className="fb-summary" role="status">
          {countWords(working, 'operator')}, {countWords(roles.length, 'role')}
        </p>
      </header>
      <YourCard me={me} whyNot={whyNot} />
      <OperatorsCard operators={items} roles={roles} myId={me?.operator?.id ?? null} whyNot={whyNot} />
      <RolesCard roles={roles} whyNot={whyNot} />
    </div>
  )
}

/** Who is signed in here, and by what. */
function YourCard({ me, whyNot }: { me: Me | null; whyNot: string | null }) {
  if (me?.operator == null) return null
  const { name, role, osAccount, locations } = me.operator
  const byAccount = !me.signedIn && osAccount !== null
  return (
    <section className="fb-card" aria-labelledby="you-heading">
      <h2 id="you-heading">You are {name}</h2>
      <p>
        {role}, {locations === null ? 'at all locations' : `at ${locations.join(', ')}`};{' '}
        {byAccount ? `by the computer account “${osAccount}”.` : 'signed in with a PIN.'}
      </p>
      {byAccount && whyNot === null ? (
        <p className="fb-soft fb-permissions-note">
          Whoever uses this computer account acts as {name} without a PIN. On a workstation that several people share,
          give {name} a PIN and empty the computer account: from then on everybody signs in with a PIN.
        </p>
      ) : null}
      {whyNot === null ? null : (
        <p className="fb-soft fb-permissions-note">You can look here, and change nothing. {whyNot}</p>
      )}
    </section>
  )
}
