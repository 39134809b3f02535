import { Checkbox, Radio, Switch, TextInput } from '@mantine/core'
import type { SetUpForm } from './use-set-up.ts'

/** Which fees come, under which category, and what is waived by itself: in the words of the guide. */
export function ImportStep({ form }: { form: SetUpForm }) {
  const { draft, errors, set } = form
  return (
    <>
      <TextInput
        type="date"
        className="fb-setup-short"
        label="Do not import fees with a creation date older than:"
        description="Fees in Incident IQ created before this day are not imported. The day itself is."
        required
        value={draft.createdSince}
        error={errors.createdSince}
        onChange={event => set({ createdSince: event.currentTarget.value })}
      />
      <Radio.Group
        label="Fee categories"
        required
        value={draft.categoryMode}
        onChange={mode => set({ categoryMode: mode === 'one' ? 'one' : 'import' })}
      >
        <div className="fb-setup-choices">
          <Radio
            value="import"
            label="Import fee categories from Incident IQ"
            description="Fees are assigned to the corresponding Incident IQ fee category."
          />
          <Radio
            value="one"
            label="Select one fee category of the ledger"
            description="All imported fees are posted to that category. Only payments made to fees within it are sent to Incident IQ."
          />
        </div>
      </Radio.Group>
      {draft.categoryMode === 'one' ? (
        <TextInput
          label="Fee category of the ledger"
          description="It is made when the ledger is."
          required
          maxLength={200}
          value={draft.ledgerCategory}
          error={errors.ledgerCategory}
          onChange={event => set({ ledgerCategory: event.currentTarget.value })}
        />
      ) : (
        <Categories form={form} />
      )}
      <Switch
        label="Waive fees in Feebridge that have an amount due of zero in Incident IQ"
        description="If an Incident IQ fee has an amount due of zero, what is left of the fee here is waived, after its payments and adjustments are entered."
        checked={draft.waiveZeroDue}
        onChange={event => set({ waiveZeroDue: event.currentTarget.checked })}
      />
      <Switch
        label="Waive fees in Feebridge that do not exist in Incident IQ"
        description="If a fee in the selected categories is no longer in Incident IQ, what is left of it here is waived. Only fees that came from there, and each is asked for singly first. Off: an error says so, and nothing changes."
        checked={draft.waiveMissing}
        onChange={event => set({ waiveMissing: event.currentTarget.checked })}
      />
    </>
  )
}

function Categories({ form: { draft, errors, tested, set } }: { form: SetUpForm }) {
  const offered = (tested?.categories ?? []).toSorted((a, b) => a.title.localeCompare(b.title, 'en-US'))
  return (
    <>
      <Radio.Group
        label="Categories to import"
        value={draft.allCategories ? 'all' : 'some'}
        onChange={which => set({ allCategories: which === 'all' })}
      >
        <div className="fb-setup-choices">
          <Radio value="all" label="All of them" description="New ones too, when Incident IQ adds them." />
          <Radio
            value="some"
            label="Only those chosen here"
            disabled={offered.length === 0 && draft.categories.length === 0}
            description={
              offered.length === 0 ? 'Their list comes with a passing connection test in the step before.' : undefined
            }
          />
        </div>
      </Radio.Group>
      {draft.allCategories ? null : (
        <Checkbox.Group
          label="Chosen categories"
          error={errors.categories}
          value={draft.categories}
          onChange={categories => set({ categories })}
        >
          <div className="fb-setup-choices">
            {offered.map(category => (
              <Checkbox
                key={category.id}
                value={category.id}
                label={category.title}
                {...(errors.categories === undefined ? {} : { 'aria-invalid': true })}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  )
}
