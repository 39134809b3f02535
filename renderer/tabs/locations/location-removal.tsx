import { useQuery } from '@tanstack/react-query'
import type { LocationRow } from '../../../contract/rows/reference.ts'
import { attempt, feesWith, studentsAt, useRemoveLocation } from '../../api/reference.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { notify } from '../../ui/notices.tsx'
import { RemovalDialog, removedWords } from '../../ui/removal.tsx'

/** Takes a location away. */
export function LocationRemoval({ location, onClose }: { location: LocationRow; onClose: () => void }) {
  const remove = useRemoveLocation()
  // Lists name a location by its abbreviation, and one without any by its name.
  const listed = location.abbreviation ?? location.name
  const fees = useQuery(feesWith({ location: listed }))
  const students = useQuery(studentsAt(listed))
  const isUnknown = fees.error !== null || students.error !== null
  const counted = fees.data !== undefined && students.data !== undefined
  const uses = counted ? { fee: fees.data.count, student: students.data.count } : isUnknown ? 'unknown' : null
  const { trouble, refuse } = useEntryForm(() => ({}))
  const confirm = () =>
    attempt(async () => {
      notify('good', removedWords(location.name, await remove.mutateAsync({ id: location.id })))
    }, refuse)
  return (
    <RemovalDialog
      noun="location"
      name={location.name}
      archived={location.archived}
      uses={uses}
      busy={remove.isPending}
      trouble={trouble}
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}
