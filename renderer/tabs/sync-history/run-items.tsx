import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { RunItem } from '../../../contract/rows/run.ts'
import { itemWords } from '../../format/run-words.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { PanelSection } from '../../ui/side-panel.tsx'

interface RunItemsProps {
  items: RunItem[]
  /** True for a run that waits or was a test: nothing of this has happened. */
  would: boolean
  hasMore: boolean
  loading: boolean
  loadMore: () => void
}

/** Everything a run did, item by item; for a waiting run or a test, what it would do. */
export function RunItems({ items, would, hasMore, loading, loadMore }: RunItemsProps) {
  // A page can hold nothing and still not be the last.
  const looking = items.length === 0 && hasMore
  useEffect(() => {
    if (looking && !loading) loadMore()
  }, [looking, loading, loadMore])
  return (
    <PanelSection title={would ? 'What it would do' : 'What it did'}>
      {items.length === 0 ? (
        <p className="fb-soft">{looking ? 'Looking for items…' : 'No items: nothing was new, changed or wrong.'}</p>
      ) : (
        <table className="fb-plain fb-items">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Student</th>
              <th scope="col">Why, or which</th>
              <th scope="col" className="fb-end">
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {[...items.entries()].map(([at, item]) => (
              <tr key={at}>
                <td>
                  <ItemLink item={item} />
                </td>
                <td className="fb-wrap">{item.student ?? '–'}</td>
                <td className="fb-wrap">{item.message ?? item.externalId ?? '–'}</td>
                <td className="fb-end">{item.amountCents === null ? '–' : formatMoney(item.amountCents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hasMore ? (
        <Button variant="default" loading={loading} onClick={loadMore}>
          Show more items
        </Button>
      ) : null}
    </PanelSection>
  )
}

/** Leads to the fee, or else to the raw record. */
function ItemLink({ item }: { item: RunItem }) {
  const words = itemWords(item.what)
  if (item.feeId !== null) return <a href={hashOf('fees', { [OPEN]: item.feeId })}>{words}</a>
  if (item.importId !== null) return <a href={hashOf('import-log', { [OPEN]: item.importId })}>{words}</a>
  return words
}
