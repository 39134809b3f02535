import { Checkbox, Radio } from '@mantine/core'
import { EVERYWHERE } from './operator-draft.ts'

interface LocationChoiceProps {
  /** Names of the locations, as lists show them. */
  known: readonly string[]
  /** `all`, or names, a line each. */
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

/** Where an operator may act: everywhere, or at some locations. */
export function LocationChoice({ known, value, error, onChange }: LocationChoiceProps) {
  const isEverywhere = value === EVERYWHERE
  const chosen = isEverywhere || value === '' ? [] : value.split('\n')
  // An archived location that was chosen before stays a choice.
  const names = [...new Set([...known, ...chosen])].sort((a, b) => a.localeCompare(b))
  const put = (name: string, isOn: boolean) =>
    onChange((isOn ? [...chosen, name] : chosen.filter(one => one !== name)).join('\n'))
  return (
    <fieldset className="fb-where">
      <legend>May act</legend>
      <Radio name="where" label="At all locations" checked={isEverywhere} onChange={() => onChange(EVERYWHERE)} />
      <Radio
        name="where"
        label="At these locations only"
        checked={!isEverywhere}
        aria-invalid={error !== undefined}
        onChange={() => onChange('')}
      />
      {isEverywhere ? null : (
        <fieldset className="fb-where-list">
          <legend className="fb-hidden">Locations</legend>
          {names.map(name => (
            <Checkbox
              key={name}
              label={name}
              checked={chosen.includes(name)}
              onChange={event => put(name, event.currentTarget.checked)}
            />
          ))}
          {names.length === 0 ? <p className="fb-soft">There are no locations yet.</p> : null}
        </fieldset>
      )}
      {error === undefined ? null : (
        <p className="fb-tone-bad" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}
