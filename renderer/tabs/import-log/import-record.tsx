import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ImportDetail } from '../../../contract/rows/import.ts'
import { categoryChoices, feeStory, itemTypeChoices, locationChoices } from '../../api/fees.ts'
import { knownValues } from '../../format/known-values.ts'
import { useAddress } from '../../ui/address.ts'
import { RawRecord } from '../../ui/raw-record.tsx'

/** The raw record of an import, with what was searched for and the values by which it was matched marked. */
export function ImportRecord({ detail }: { detail: ImportDetail }) {
  const { import: row, raw } = detail
  const search = useAddress().params.raw ?? ''
  const fee = useQuery({ ...feeStory(row.feeId ?? ''), enabled: row.feeId !== null })
  const locations = useQuery(locationChoices)
  const itemTypes = useQuery(itemTypeChoices)
  const categories = useQuery(categoryChoices)
  const known = useMemo(
    () =>
      knownValues({
        import: row,
        fee: fee.data?.fee ?? null,
        locations: locations.data?.items ?? [],
        itemTypes: itemTypes.data?.items ?? [],
        categories: categories.data?.items ?? [],
      }),
    [row, fee.data, locations.data, itemTypes.data, categories.data],
  )
  if (raw === null) return <p className="fb-soft">The raw record was trimmed; its identity and message stay.</p>
  return (
    <RawRecord
      raw={raw}
      search={search}
      known={known}
      // What is in the ledger has no trouble; of anything else the message names the value that is wrong.
      message={row.status === 'Imported' ? '' : (row.message ?? '')}
    />
  )
}
