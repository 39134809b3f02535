import { useQuery } from '@tanstack/react-query'
import { rebuildQuery } from '../../api/reference.ts'
import { hashOf } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'

/** Says that Re-Build Payment Data is needed, and leads to it. */
export function RebuildNote() {
  const state = useQuery(rebuildQuery)
  if (state.data?.needed !== true) return null
  return (
    <p className="fb-lead">
      <StateBadge tone="warn" words="Re-Build Payment Data is needed" /> Fees may still show what categories and item
      types were called before. <a href={hashOf('item-categories')}>Re-build under Item Categories</a>
    </p>
  )
}
