import { useQuery } from '@tanstack/react-query'
import type { LocationRow } from '../../../contract/rows/reference.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { feesWith, studentsAt } from '../../api/reference.ts'
import { balanceWords } from '../../format/balance.ts'
import { countWords } from '../../format/count.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { offersOf } from '../../ui/own-rows.ts'
import { RowButtons } from '../../ui/row-actions.tsx'
import { PanelSection, SidePanel } from '../../ui/side-panel.tsx'

/** One location: its match key, which systems know it, and its fees and students. */
export function LocationPanel({ location, known }: { location: LocationRow; known: readonly LocationRow[] }) {
  const { id, name, system, abbreviation } = location
  const listed = abbreviation ?? name
  const fees = useQuery(feesWith({ location: listed }))
  const students = useQuery(studentsAt(listed))
  return (
    <SidePanel title={name} subtitle={location.archived ? <StateBadge tone="quiet" words="Archived" /> : undefined}>
      {system === 'feebridge' ? (
        <RowButtons compact={false} row={{ id, name, offers: offersOf(location) }} />
      ) : (
        <p>{SYSTEM_NAMES[system]} owns this location. Change it there; the next run brings it here.</p>
      )}
      {abbreviation === null ? <p>It has no abbreviation, so nothing of InTouch can be matched with it.</p> : null}
      <Facts
        facts={[
          { label: 'Abbreviation', value: abbreviation === null ? 'none' : <code>{abbreviation}</code> },
          {
            label: 'Fees',
            value:
              fees.data === undefined ? (
                '…'
              ) : (
                <>
                  <a href={hashOf('fees', { location: listed })}>{countWords(fees.data.count, 'fee')}</a>, balance{' '}
                  {balanceWords(fees.data.sums.balanceCents)}
                </>
              ),
          },
          {
            label: 'Students',
            value:
              students.data === undefined ? (
                '…'
              ) : (
                <a href={hashOf('students', { location: listed })}>{countWords(students.data.count, 'student')}</a>
              ),
          },
        ]}
      />
      <PanelSection title="Known to">
        <ul className="fb-lines">
          {known.map(row => (
            <li key={row.id}>
              {SYSTEM_NAMES[row.system]} as “{row.name}”
              {row.externalId === null ? null : <div className="fb-soft fb-path">Id there: {row.externalId}</div>}
            </li>
          ))}
        </ul>
      </PanelSection>
      <p className="fb-soft fb-note">The abbreviation must match the InTouch field Fine Location Code exactly.</p>
    </SidePanel>
  )
}
