import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { outboxGateQuery } from '../../api/settings.ts'
import type { Draft } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'
import { FormSection } from './form-page.tsx'
import { TextField } from './iiq-credentials.tsx'
import type { IiqDraft } from './iiq-draft.ts'
import { SwitchField } from './switch-field.tsx'

interface IiqSectionProps {
  draft: Draft<IiqDraft>
  errors: FieldErrors<keyof IiqDraft>
}

/** Importing Fees and Fines of the guide: the cut-off and the two waive rules. */
export function IiqImporting({ draft, errors }: IiqSectionProps) {
  const { value, set } = draft
  return (
    <FormSection title="Importing Fees and Fines">
      <TextInput
        type="date"
        className="fb-form-short"
        label="Do not import fees with a creation date older than:"
        description="Fees in Incident IQ created before this day are not imported; those of the day itself are."
        required
        value={value.createdSince}
        error={errors.createdSince}
        onChange={event => set({ createdSince: event.currentTarget.value })}
      />
      <SwitchField
        label="Waive fees in Feebridge that have an amount due of zero in Incident IQ"
        hint="If an Incident IQ fee has an amount due of zero, what is left of the fee here is waived, after its payments and adjustments are entered."
        checked={value.waiveZeroDue}
        onChange={checked => set({ waiveZeroDue: checked })}
      />
      <SwitchField
        label="Waive fees in Feebridge that do not exist in Incident IQ"
        hint="If a fee in the selected categories is no longer in Incident IQ, what is left of it here is waived. Only fees that came from there, and each is asked for singly first. Off: an error says so, and nothing changes."
        checked={value.waiveMissing}
        onChange={checked => set({ waiveMissing: checked })}
      />
    </FormSection>
  )
}

/** Exporting Payments of the guide. What would really happen is said by the engine. */
export function IiqExporting({ draft, errors }: IiqSectionProps) {
  const { value, set } = draft
  return (
    <FormSection title="Exporting Payments">
      <SendingNow />
      <SwitchField
        label="Instantly Export Payments"
        hint="A payment made to a fee in the selected categories is sent to Incident IQ at once, while the task is on and its credentials are valid."
        checked={value.instantPayments}
        onChange={checked => set({ instantPayments: checked })}
      />
      <SwitchField
        label="Export Payments"
        hint="Each run sends the payments that were not sent yet. Needs the day below, and the task must be on."
        checked={value.exportPayments}
        onChange={checked => set({ exportPayments: checked })}
      />
      <TextInput
        type="date"
        className="fb-form-short"
        label="Do not send payments with a creation date older than:"
        description="Unsent payments made on or after this day are sent."
        required={value.exportPayments}
        value={value.paymentsSince}
        error={errors.paymentsSince}
        onChange={event => set({ paymentsSince: event.currentTarget.value })}
      />
      <SwitchField
        label="Send waivers and adjustments too"
        hint="The guide speaks of payments only; this is a switch of its own."
        checked={value.exportAdjustments}
        onChange={checked => set({ exportAdjustments: checked })}
      />
      <details className="fb-form-more">
        <summary>Item types that sent payments carry</summary>
        <TextField
          draft={draft}
          errors={errors}
          name="postPaymentsAs"
          label="SKU of payments"
          hint="Only where Incident IQ has several item types for payments."
          required={false}
        />
        <TextField
          draft={draft}
          errors={errors}
          name="postAdjustmentsAs"
          label="SKU of adjustments"
          hint="Only where Incident IQ has several item types for adjustments."
          required={false}
        />
      </details>
    </FormSection>
  )
}

/** Before the engine says otherwise, nothing is sent: the switches are kept for the day when it can. */
function SendingNow() {
  const gate = useQuery(outboxGateQuery)
  if (gate.isPending) return null
  return (
    <p className="fb-form-note">
      {gate.data?.message ??
        'This version sends nothing to Incident IQ yet. What you set here is kept, and counts from the day it can.'}
    </p>
  )
}
