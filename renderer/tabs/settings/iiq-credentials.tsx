import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { StateBadge } from '../../ui/badge.tsx'
import type { Draft } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'
import { FormSection } from './form-page.tsx'
import { addressChanged, type IiqDraft, type StoredIiq } from './iiq-draft.ts'

interface IiqSectionProps {
  draft: Draft<IiqDraft>
  errors: FieldErrors<keyof IiqDraft>
}

/** The five credentials of the guide. */
export function IiqCredentials({ draft, errors, stored }: IiqSectionProps & { stored: StoredIiq }) {
  return (
    <FormSection title="Credentials">
      <p className="fb-soft">
        Incident IQ provides these five: an administrator finds them on its Administration pages.
      </p>
      <ApiKey draft={draft} errors={errors} stored={stored} />
      <TextField
        draft={draft}
        errors={errors}
        name="apiDomain"
        label="API Domain"
        hint="A word such as maplevalley, or the whole host name."
      />
      <div className="fb-form-pair">
        <TextField draft={draft} errors={errors} name="userId" label="User ID" />
        <TextField draft={draft} errors={errors} name="siteId" label="Site ID" />
        <TextField draft={draft} errors={errors} name="productId" label="Product ID" />
      </div>
      <details className="fb-form-more" open={errors.baseUrl !== undefined || errors.app !== undefined || undefined}>
        <summary>Only where yours differs: address, fee app</summary>
        <TextField
          draft={draft}
          errors={errors}
          name="baseUrl"
          label="Address"
          hint="Replaces the address that the API Domain gives. https, except on this computer."
          required={false}
        />
        <TextField
          draft={draft}
          errors={errors}
          name="app"
          label="Fee app"
          hint="paymentsFeeTracker, unless your district uses another."
        />
      </details>
    </FormSection>
  )
}

/** The key is never shown: only that there is one. */
function ApiKey({ draft, errors, stored }: IiqSectionProps & { stored: StoredIiq }) {
  const [replaces, setReplaces] = useState(false)
  const isStored = stored?.hasApiKey === true
  const shown = !isStored || replaces || addressChanged(draft.value, stored) || draft.value.apiKey !== ''
  if (!shown) {
    return (
      <div className="fb-form-secret">
        <span className="fb-form-label">API Key</span>
        <StateBadge tone="good" words="Set" />
        <Button variant="default" size="compact-sm" onClick={() => setReplaces(true)}>
          Replace<span className="fb-hidden"> the API Key</span>…
        </Button>
      </div>
    )
  }
  return (
    <div className="fb-form-secret-new">
      <PasswordInput
        label="API Key"
        description={
          isStored
            ? 'The new key takes the place of the stored one when you save. It is kept in the key store, never shown.'
            : 'Kept in the key store of this computer, never shown again.'
        }
        required
        autoComplete="off"
        maxLength={4096}
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
        value={draft.value.apiKey}
        error={errors.apiKey}
        {...(errors.apiKey === undefined ? {} : { 'aria-invalid': true })}
        onChange={event => draft.set({ apiKey: event.currentTarget.value })}
      />
      {isStored && !addressChanged(draft.value, stored) ? (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            draft.set({ apiKey: '' })
            setReplaces(false)
          }}
        >
          Keep the stored key
        </Button>
      ) : null}
    </div>
  )
}

interface TextFieldProps extends IiqSectionProps {
  name: 'apiDomain' | 'userId' | 'siteId' | 'productId' | 'baseUrl' | 'app'
  label: string
  hint?: string
  required?: boolean
}

/** One text of the form. */
export function TextField({ draft, errors, name, label, hint, required = true }: TextFieldProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      required={required}
      autoComplete="off"
      spellCheck={false}
      maxLength={253}
      value={draft.value[name]}
      error={errors[name]}
      onChange={event => draft.set({ [name]: event.currentTarget.value })}
    />
  )
}
