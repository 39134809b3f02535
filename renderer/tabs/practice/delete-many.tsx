import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { refusalOf } from '../../api/call-error.ts'
import { usePlay } from '../../api/practice.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { notify } from '../../ui/notices.tsx'

/** The day on which somebody over there deletes too much. */
export function DeleteMany() {
  const [asks, setAsks] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => setAsks(true)}>
        Delete many…
      </Button>
      {asks ? <HowMany onClose={() => setAsks(false)} /> : null}
    </>
  )
}

function HowMany({ onClose }: { onClose: () => void }) {
  const play = usePlay()
  const form = useEntryForm(() => ({ count: '60' }))
  const onSave = async () => {
    const count = Number(form.value.count.trim())
    const fits = Number.isInteger(count) && count >= 1 && count <= 500
    if (!form.passes(fits ? {} : { count: 'Enter a whole number from 1 to 500.' })) return false
    try {
      await play.mutateAsync({ move: 'delete-many', count })
    } catch (error) {
      form.refuse(...refusalOf(error))
      return false
    }
    notify('good', 'The newest open fees are gone over there. Run the sync to see what Feebridge makes of it.')
    return true
  }
  return (
    <FormDialog
      title="Delete many fees in Incident IQ"
      words="Delete these fees"
      saving={play.isPending}
      errors={form.errors}
      trouble={form.trouble}
      onSave={onSave}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label="How many"
        description="The newest fees on which something is due."
        inputMode="numeric"
        maxLength={3}
        value={form.value.count}
        error={form.errors.count}
        onChange={event => form.set({ count: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
