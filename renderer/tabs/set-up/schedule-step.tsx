import { Radio, Switch, TextInput } from '@mantine/core'
import type { SetUpForm } from './use-set-up.ts'

/** When iiQ Sync runs, and whether it only tries for now. */
export function ScheduleStep({ form: { draft, errors, set } }: { form: SetUpForm }) {
  return (
    <>
      <Switch
        label="Run in Test Mode (recommended for the first days)"
        description="Every sync then reads Incident IQ and writes an Excel workbook of all that it would do, and saves nothing. You turn it off on the Overview when you like what you see."
        checked={draft.testMode}
        onChange={event => set({ testMode: event.currentTarget.checked })}
      />
      <Radio.Group
        label="When iiQ Sync runs"
        value={draft.scheduled ? 'daily' : 'none'}
        onChange={which => set({ scheduled: which === 'daily' })}
      >
        <div className="fb-setup-choices">
          <Radio
            value="daily"
            label="Every night, or day, at a time"
            description="One that was missed, because the computer slept or was off, is caught up once."
          />
          <Radio value="none" label="Only when somebody presses Run now" />
        </div>
      </Radio.Group>
      {draft.scheduled ? (
        <TextInput
          type="time"
          className="fb-setup-short"
          label="Time of day"
          description={`In ${draft.timeZone}. The night is a good time: nobody waits for Incident IQ then.`}
          required
          value={draft.time}
          error={errors.time}
          onChange={event => set({ time: event.currentTarget.value })}
        />
      ) : null}
      <p className="fb-soft">More schedules, and sending payments to Incident IQ, are in Settings afterwards.</p>
    </>
  )
}
