import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { gateQuery } from '../../api/office.ts'
import type { Draft } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'
import { FormSection } from './form-page.tsx'
import type { IiqDraft } from './iiq-draft.ts'
import { PostTypes } from './iiq-post-types.tsx'
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
        label="Export waivers and adjustments"
        hint="Waivers and adjustments made here go to Incident IQ too, at once or with each run as payments do."
        checked={value.exportAdjustments}
        onChange={checked => set({ exportAdjustments: checked })}
      />
      <PostTypes draft={draft} errors={errors} />
    </FormSection>
  )
}

/** What would become of a payment taken now, with the switches as they are kept. */
function SendingNow() {
  const gate = useQuery(gateQuery)
  return gate.data === undefined ? null : <p className="fb-form-note">{gate.data.message}</p>
}
