import { Switch } from '@mantine/core'
import { useId } from 'react'

interface SwitchFieldProps {
  label: string
  hint: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

/** A switch with a sentence below. The kit would read the sentence as a part of the switch's name. */
export function SwitchField({ label, hint, checked, disabled = false, onChange }: SwitchFieldProps) {
  const hintId = useId()
  return (
    <div>
      <Switch
        label={label}
        aria-describedby={hintId}
        checked={checked}
        disabled={disabled}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <p id={hintId} className="fb-switch-hint">
        {hint}
      </p>
    </div>
  )
}
