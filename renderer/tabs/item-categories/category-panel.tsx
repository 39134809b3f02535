import { useQuery } from '@tanstack/react-query'
import type { CategoryRow } from '../../../contract/rows/reference.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { feesWith, itemTypesQuery } from '../../api/reference.ts'
import { balanceWords } from '../../format/balance.ts'
import { countWords } from '../../format/count.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { offersOf } from '../../ui/own-rows.ts'
import { RowButtons } from '../../ui/row-actions.tsx'
import { PanelSection, SidePanel } from '../../ui/side-panel.tsx'

/** One item category: where it is from, its fees, and the item types in it. */
export function CategoryPanel({ category }: { category: CategoryRow }) {
  const { title, system } = category
  const fees = useQuery(feesWith({ category: title }))
  const types = (useQuery(itemTypesQuery).data ?? []).filter(type => type.category === title)
  return (
    <SidePanel title={title} subtitle={category.archived ? <StateBadge tone="quiet" words="Archived" /> : undefined}>
      {system === 'feebridge' ? (
        <RowButtons compact={false} row={{ id: category.id, name: title, offers: offersOf(category) }} />
      ) : (
        <p>{SYSTEM_NAMES[system]} owns this category. Change it there; the next run brings it here.</p>
      )}
      <Facts
        facts={[
          { label: 'Description', value: category.description },
          { label: 'From', value: SYSTEM_NAMES[system] },
          { label: 'Id there', value: category.externalId },
          {
            label: 'Fees',
            value:
              fees.data === undefined ? (
                '…'
              ) : (
                <>
                  <a href={hashOf('fees', { category: title })}>{countWords(fees.data.count, 'fee')}</a>, balance{' '}
                  {balanceWords(fees.data.sums.balanceCents)}
                </>
              ),
          },
        ]}
      />
      {types.length === 0 ? null : (
        <PanelSection title="Item types in it">
          <ul className="fb-links">
            {types.map(type => (
              <li key={type.id}>
                <a href={hashOf('item-types', { [OPEN]: type.id })}>
                  {type.title} ({type.sku})
                </a>
                {type.archived ? <span className="fb-soft"> archived</span> : null}
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
    </SidePanel>
  )
}
