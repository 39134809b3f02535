import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useId } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { RunItem, RunRow } from '../../../contract/rows/run.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { runDetail, runItemsThat } from '../../api/runs.ts'
import { countDigits } from '../../format/count.ts'
import { ITEM_GROUPS, type ItemGroup } from '../../format/run-item-groups.ts'
import { itemWords } from '../../format/run-words.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { PanelSection } from '../../ui/side-panel.tsx'

interface RunItemsProps {
  run: RunRow
  /** The group that is shown; null for all items. */
  group: ItemGroup | null
  onGroup: (id: string | null) => void
}

/** Everything a run did, item by item, or one group of it; for a waiting run or a test, what it would do. */
export function RunItems({ run, group, onGroup }: RunItemsProps) {
  if (run.mode === 'test') return <TestItems run={run} />
  return (
    <PanelSection title={didWords(run.outcome)}>
      <GroupChoice run={run} group={group} onGroup={onGroup} />
      {group === null ? <AllItems runId={run.runId} /> : <GroupItems key={group.id} runId={run.runId} group={group} />}
    </PanelSection>
  )
}

/** A test keeps nothing but its row and its workbook (T1), which has the items. */
function TestItems({ run }: { run: RunRow }) {
  return (
    <PanelSection title="What it would do">
      <p className="fb-soft">
        {run.workbook === null
          ? 'The items of a test are in its workbook, which is kept for some days. Run in test mode again for a new one.'
          : 'Every item is in the workbook above, one sheet for each sort. The test changed nothing in the ledger.'}
      </p>
    </PanelSection>
  )
}

/** A run that was discarded or superseded at the brake has done none of it. */
function didWords(outcome: RunRow['outcome']): string {
  if (outcome === 'waiting') return 'What it would do'
  return outcome === 'discarded' || outcome === 'superseded' ? 'What it would have done' : 'What it did'
}

function GroupChoice({ run, group, onGroup }: RunItemsProps) {
  const id = useId()
  const words = (each: ItemGroup) =>
    each.count === undefined ? each.words : `${each.words} (${countDigits(run.counts[each.count])})`
  return (
    <div className="fb-run-filter">
      <span className={group === null ? 'fb-chip' : 'fb-chip fb-chip-set'}>
        <label htmlFor={id} className="fb-chip-label">
          Items
        </label>
        <select id={id} value={group?.id ?? ''} onChange={event => onGroup(event.currentTarget.value || null)}>
          <option value="">all</option>
          {ITEM_GROUPS.map(each => (
            <option key={each.id} value={each.id}>
              {words(each)}
            </option>
          ))}
        </select>
      </span>
    </div>
  )
}

function AllItems({ runId }: { runId: string }) {
  const detail = useInfiniteQuery(runDetail(runId))
  return (
    <ItemPages
      items={(detail.data?.pages ?? []).flatMap(page => page.items)}
      none="No items: nothing was new, changed or wrong."
      hasMore={detail.hasNextPage}
      isLoading={detail.isFetching}
      error={detail.error}
      loadMore={() => void detail.fetchNextPage()}
    />
  )
}

function GroupItems({ runId, group }: { runId: string; group: ItemGroup }) {
  const found = useInfiniteQuery(runItemsThat(runId, group))
  return (
    <ItemPages
      items={(found.data?.pages ?? []).flatMap(page => page.items)}
      none="No such items in this run."
      hasMore={found.data === undefined || found.hasNextPage}
      isLoading={found.isFetching}
      error={found.error}
      loadMore={() => void found.fetchNextPage()}
    />
  )
}

interface ItemPagesProps {
  items: RunItem[]
  /** Said when there is nothing. */
  none: string
  hasMore: boolean
  isLoading: boolean
  error: Error | null
  loadMore: () => void
}

function ItemPages({ items, none, hasMore, isLoading, error, loadMore }: ItemPagesProps) {
  // A page can hold nothing and still not be the last.
  const isLooking = items.length === 0 && hasMore && error === null
  useEffect(() => {
    if (isLooking && !isLoading) loadMore()
  }, [isLooking, isLoading, loadMore])
  return (
    <>
      {error === null ? null : <p role="alert">{sentenceOf(error)}</p>}
      {items.length === 0 ? (
        <p className="fb-soft" role="status">
          {isLooking ? 'Looking for items…' : none}
        </p>
      ) : (
        <ItemTable items={items} />
      )}
      {hasMore && items.length > 0 ? (
        <Button variant="default" loading={isLoading} onClick={loadMore}>
          Show more items
        </Button>
      ) : null}
    </>
  )
}

function ItemTable({ items }: { items: readonly RunItem[] }) {
  return (
    <table className="fb-plain fb-items">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Whose, and what for</th>
          <th scope="col">Why, or which</th>
          <th scope="col" className="fb-end">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {[...items.entries()].map(([at, item]) => (
          <tr key={at}>
            <td>{itemWords(item.what)}</td>
            <td className="fb-wrap">
              <ItemLink item={item} />
            </td>
            <td className="fb-wrap">{item.message ?? item.externalId ?? '–'}</td>
            <td className="fb-end">{item.amountCents === null ? '–' : formatMoney(item.amountCents)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Whose fee it is and what for; leads to the fee, or else to the raw record. */
function ItemLink({ item }: { item: RunItem }) {
  const words = [item.student, item.fee].filter(word => word !== null).join(', ') || 'Raw record'
  if (item.feeId !== null) return <a href={hashOf('fees', { [OPEN]: item.feeId })}>{words}</a>
  if (item.importId !== null) return <a href={hashOf('import-log', { [OPEN]: item.importId })}>{words}</a>
  return item.student ?? '–'
}
