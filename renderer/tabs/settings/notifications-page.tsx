import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HostView, Preferences } from '../../../contract/host-calls.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { hostQuery, usePrefer } from '../../api/host.ts'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { useDraft } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'
import { FormPage, FormSection } from './form-page.tsx'
import { SwitchField } from './switch-field.tsx'

interface NotificationsDraft extends Pick<Preferences, 'notifications' | 'startAtLogin' | 'closeToTray'> {
  quiet: boolean
  from: string
  to: string
}

/** What the desktop app does beside its window: notifications, start at login, the tray. */
export function NotificationsPage() {
  const host = useQuery(hostQuery)
  if (host.data === undefined)
    return host.error === null ? (
      <LoadingRows label="Loading Notifications and start-up" />
    ) : (
      <ErrorState sentence={sentenceOf(host.error)} onRetry={() => void host.refetch()} />
    )
  return host.data.kind === 'desktop' ? <NotificationsForm host={host.data} /> : <OnlyInTheApp />
}

function OnlyInTheApp() {
  return (
    <div className="fb-form">
      <h2>Notifications and start-up</h2>
      <p className="fb-form-intro">
        Feebridge runs in a browser here, which cannot notify you while its page is closed, start with the computer or
        stay in the tray. The desktop app can, and has these settings. Schedules run all the same, as long as Feebridge
        is not stopped.
      </p>
    </div>
  )
}

function NotificationsForm({ host }: { host: HostView }) {
  const { preferences } = host
  const draft = useDraft<NotificationsDraft>({
    notifications: preferences.notifications,
    startAtLogin: preferences.startAtLogin,
    closeToTray: preferences.closeToTray,
    quiet: preferences.quietHours !== null,
    from: preferences.quietHours?.from ?? '18:00',
    to: preferences.quietHours?.to ?? '07:00',
  })
  const prefer = usePrefer()
  const [errors, setErrors] = useState<FieldErrors>({})
  const [savedCount, setSavedCount] = useState(0)
  const { value, set } = draft
  const save = () => {
    const found = findErrors(value)
    setErrors(found)
    if (Object.keys(found).length > 0) return
    prefer.mutate(preferencesOf(value, host), {
      onSuccess: () => {
        draft.discard()
        setSavedCount(count => count + 1)
      },
    })
  }
  return (
    <FormPage
      forAnybody
      title="Notifications and start-up"
      dirty={draft.dirty}
      saving={prefer.isPending}
      errors={errors}
      savedCount={savedCount}
      onSave={save}
      onDiscard={() => {
        draft.discard()
        setErrors({})
      }}
    >
      <NotificationFields value={value} set={set} errors={errors} />
      <StartUpFields value={value} set={set} host={host} />
    </FormPage>
  )
}

interface FieldsProps {
  value: NotificationsDraft
  set: (changes: Partial<NotificationsDraft>) => void
}

function NotificationFields({ value, set, errors }: FieldsProps & { errors: FieldErrors }) {
  return (
    <FormSection title="Notifications">
      <SwitchField
        label="Notify me when something waits for me"
        hint="New errors, a run that waits for your approval, a system that cannot be reached. A notification carries no names and no amounts."
        checked={value.notifications}
        onChange={checked => set({ notifications: checked })}
      />
      <SwitchField
        label="Keep quiet hours"
        hint="Nothing is shown between these times; what happened is there in the morning."
        checked={value.quiet}
        disabled={!value.notifications}
        onChange={checked => set({ quiet: checked })}
      />
      {value.quiet ? (
        <div className="fb-form-row">
          <TextInput
            type="time"
            label="Quiet from"
            value={value.from}
            error={errors.from}
            disabled={!value.notifications}
            onChange={event => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label="to"
            value={value.to}
            error={errors.to}
            disabled={!value.notifications}
            onChange={event => set({ to: event.currentTarget.value })}
          />
        </div>
      ) : null}
    </FormSection>
  )
}

function StartUpFields({ value, set, host }: FieldsProps & { host: HostView }) {
  return (
    <FormSection title="Start-up and the tray">
      {host.canStartAtLogin ? (
        <SwitchField
          label="Start when I sign in to this computer"
          hint="Feebridge starts hidden and keeps its schedules."
          checked={value.startAtLogin}
          onChange={checked => set({ startAtLogin: checked })}
        />
      ) : (
        <p className="fb-soft">This computer does not let Feebridge start by itself when you sign in.</p>
      )}
      {host.hasTray ? (
        <SwitchField
          label="Keep running in the tray when I close the window"
          hint="Off: closing the window stops Feebridge, and schedules wait until it is started again."
          checked={value.closeToTray}
          onChange={checked => set({ closeToTray: checked })}
        />
      ) : (
        <p className="fb-soft">There is no tray on this computer, so closing the window stops Feebridge.</p>
      )}
    </FormSection>
  )
}

/** Only what this host can do is asked of it. */
function preferencesOf(draft: NotificationsDraft, host: HostView): Partial<Preferences> {
  return {
    notifications: draft.notifications,
    quietHours: draft.quiet ? { from: draft.from, to: draft.to } : null,
    ...(host.canStartAtLogin ? { startAtLogin: draft.startAtLogin } : {}),
    ...(host.hasTray ? { closeToTray: draft.closeToTray } : {}),
  }
}

function findErrors(draft: NotificationsDraft): FieldErrors {
  if (!draft.quiet) return {}
  const errors: Record<string, string> = {}
  if (draft.from === '') errors.from = 'Enter when quiet hours begin.'
  if (draft.to === '') errors.to = 'Enter when quiet hours end.'
  else if (draft.to === draft.from) errors.to = 'Quiet hours must end at another time than they begin.'
  return errors
}
