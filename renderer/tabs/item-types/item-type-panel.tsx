import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../contract/money.ts'
import type { ItemTypeRow } from '../../../contract/rows/reference.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { feesWith } from '../../api/reference.ts'
import { balanceWords } from '../../format/balance.ts'
import { countWords } from '../../format/count.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { offersOf } from '../../ui/own-rows.ts'
import { RowButtons } from '../../ui/row-actions.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'

/** One item type: what it is for, its match key, and the fees that carry it. */
export function ItemTypePanel({ itemType }: { itemType: ItemTypeRow }) {
  const { id, title, sku, system, category, defaultAmountCents } = itemType
  const fees = useQuery(feesWith({ sku }))
  return (
    <SidePanel title={title} subtitle={itemType.archived ? <StateBadge tone="quiet" words="Archived" /> : undefined}>
      {system === 'feebridge' ? null : (
        <p>
          {SYSTEM_NAMES[system]} owns this item type. Change it there; the next run brings it. The GL code is yours.
        </p>
      )}
      <RowButtons compact={false} row={{ id, name: title, offers: offersOf(itemType, true) }} />
      <Facts
        facts={[
          { label: 'Sku', value: <code>{sku}</code> },
          { label: 'Description', value: itemType.description },
          {
            label: 'Category',
            value: category === null ? 'none' : <a href={hashOf('item-categories', { find: category })}>{category}</a>,
          },
          { label: 'Type', value: itemType.type },
          { label: 'Default Amount', value: defaultAmountCents === null ? 'none' : formatMoney(defaultAmountCents) },
          { label: 'GL code', value: itemType.glCode ?? 'none' },
          { label: 'From', value: SYSTEM_NAMES[system] },
          { label: 'Id there', value: itemType.externalId },
          {
            label: 'Fees',
            value:
              fees.data === undefined ? (
                '…'
              ) : (
                <>
                  <a href={hashOf('fees', { sku })}>{countWords(fees.data.count, 'fee')}</a>, balance{' '}
                  {balanceWords(fees.data.sums.balanceCents)}
                </>
              ),
          },
        ]}
      />
      <p className="fb-soft fb-note">The Sku must match the InTouch field Item Collection exactly.</p>
    </SidePanel>
  )
}
