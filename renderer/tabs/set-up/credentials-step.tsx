import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Checks } from './checks.tsx'
import type { SetUpForm } from './use-set-up.ts'

/** The five credentials of the guide, and the test that shows whether they work. */
export function CredentialsStep({ form }: { form: SetUpForm }) {
  const { draft, errors, set } = form
  return (
    <>
      <p className="fb-soft">
        Incident IQ provides these five: an administrator there finds them on its Administration pages.
      </p>
      <PasswordInput
        label="API Key"
        description="Kept in the key store of your own ledger, sent to Incident IQ alone, and never shown again."
        required
        autoComplete="off"
        maxLength={4096}
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
        value={draft.apiKey}
        error={errors.apiKey}
        aria-invalid={errors.apiKey !== undefined}
        onChange={event => set({ apiKey: event.currentTarget.value })}
      />
      <Text
        form={form}
        name="apiDomain"
        label="API Domain"
        hint="A word such as maplevalley, or the whole host name."
      />
      <div className="fb-setup-three">
        <Text form={form} name="userId" label="User ID" />
        <Text form={form} name="siteId" label="Site ID" />
        <Text form={form} name="productId" label="Product ID" />
      </div>
      <details open={errors.baseUrl !== undefined || errors.app !== undefined || draft.baseUrl !== '' || undefined}>
        <summary>Only where yours differs: address, fee app</summary>
        <div className="fb-setup-more">
          <Text
            form={form}
            name="baseUrl"
            label="Address"
            hint="Replaces the address that the API Domain gives. https, except on this computer."
            required={false}
          />
          <Text form={form} name="app" label="Fee app" hint="paymentsFeeTracker, unless your district uses another." />
        </div>
      </details>
      <div className="fb-buttons">
        <Button variant="default" loading={form.testing} onClick={form.test}>
          Test connection
        </Button>
      </div>
      <Checks form={form} />
    </>
  )
}

interface TextProps {
  form: SetUpForm
  name: 'apiDomain' | 'userId' | 'siteId' | 'productId' | 'baseUrl' | 'app'
  label: string
  hint?: string
  required?: boolean
}

function Text({ form: { draft, errors, set }, name, label, hint, required = true }: TextProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      required={required}
      autoComplete="off"
      spellCheck={false}
      maxLength={253}
      value={draft[name]}
      error={errors[name]}
      onChange={event => set({ [name]: event.currentTarget.value })}
    />
  )
}
