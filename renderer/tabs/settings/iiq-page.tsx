import { Button } from '@mantine/core'
import { useState } from 'react'
import type { SettingsView } from '../../../contract/settings.ts'
import { useStartRun } from '../../api/overview.ts'
import { dayWords } from '../../format/time.ts'
import { ConnectionTests } from './connection-tests.tsx'
import { useDraft } from './draft.ts'
import { useFormErrors } from './field-errors.ts'
import { FormPage, FormSection } from './form-page.tsx'
import { IiqCategories } from './iiq-categories.tsx'
import { IiqCredentials } from './iiq-credentials.tsx'
import { draftOf, fileOf, findErrors, IIQ_FIELDS } from './iiq-draft.ts'
import { IiqExporting, IiqImporting } from './iiq-rules.tsx'
import { useSaveForm } from './save-form.ts'
import { FormTrouble, SaveQuestion } from './save-question.tsx'
import { SwitchField } from './switch-field.tsx'
import { useIiqTests } from './use-iiq-tests.ts'
import { WithSettings } from './with-settings.tsx'

/** The Incident IQ Sync as its guide sets it up: credentials, test mode, categories, importing, exporting, tests. */
export function IiqPage() {
  return <WithSettings title="Incident IQ">{settings => <IiqForm settings={settings} />}</WithSettings>
}

function IiqForm({ settings }: { settings: SettingsView }) {
  const stored = settings.systems.iiq
  const formErrors = useFormErrors()
  const draft = useDraft(draftOf(settings), names => {
    // Whether the key must be typed again hangs on the address.
    const isAddress = names.includes('apiDomain') || names.includes('baseUrl')
    formErrors.forget(isAddress ? [...names, 'apiKey'] : names)
  })
  /** Counts how often the form began anew: a key that was to be replaced is "set" again. */
  const [round, setRound] = useState(0)
  const beginAnew = () => {
    draft.discard()
    setRound(count => count + 1)
  }
  const form = useSaveForm(IIQ_FIELDS, formErrors, beginAnew)
  const { value, set } = draft
  const tests = useIiqTests({ value, stored, timeZone: settings.district?.timeZone ?? 'UTC', formErrors })
  const { errors } = formErrors
  const discard = () => {
    beginAnew()
    form.clear()
    tests.clear()
  }
  const save = () => {
    tests.clear()
    form.save(fileOf(value, stored, settings.tasks['iiq-sync'].testMode), findErrors(value, stored))
  }
  return (
    <FormPage
      title="Incident IQ"
      intro="Incident IQ Sync imports fees when its task runs, by schedule or with Run now, and sends payments made here back to it."
      dirty={draft.dirty}
      saving={form.saving}
      errors={errors}
      savedCount={form.savedCount}
      onSave={save}
      onDiscard={discard}
    >
      {settings.secretsTrouble === null ? null : <p className="fb-form-note">{settings.secretsTrouble}</p>}
      <IiqCredentials key={round} draft={draft} errors={errors} stored={stored} />
      <ConnectionTests
        dirty={draft.dirty}
        running={tests.running}
        report={tests.report}
        trouble={tests.trouble}
        onTest={tests.run}
      />
      <FormSection title="Test mode">
        <SwitchField
          label="Run in Test Mode"
          hint="When enabled, this mode logs and generates Excel files containing the full results of the sync without saving any changes to Feebridge."
          checked={value.testMode}
          onChange={checked => set({ testMode: checked })}
        />
      </FormSection>
      <IiqCategories
        draft={draft}
        errors={errors}
        asked={tests.categories}
        asking={tests.running === 'connection'}
        onAsk={() => tests.run('connection')}
      />
      <IiqImporting draft={draft} errors={errors} />
      <IiqExporting draft={draft} errors={errors} />
      <FormTrouble form={form} />
      <ScopeQuestion
        form={form}
        movedBack={stored !== null && value.createdSince < stored.createdSince}
        since={value.createdSince}
      />
    </FormPage>
  )
}

/** Z2: an earlier cut-off asks whether to read again from the new date, and does it. */
function ScopeQuestion({
  form,
  movedBack,
  since,
}: {
  form: ReturnType<typeof useSaveForm>
  movedBack: boolean
  since: string
}) {
  const start = useStartRun()
  if (!movedBack) return <SaveQuestion form={form} title="Save these changes?" words="Save the changes" />
  return (
    <SaveQuestion
      form={form}
      title={`Read again from ${dayWords(since)}?`}
      words="Save, read with the next run"
      other={
        <Button onClick={() => form.confirm(() => start.mutate({ task: 'iiq-sync' }))}>Save and read again now</Button>
      }
    />
  )
}
