import { Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { hostQuery, usePrefer } from '../../api/host.ts'

const CHOICES = [
  { value: 'auto', words: 'As the system', hint: 'Light or dark, as this computer is set.' },
  { value: 'light', words: 'Light', hint: 'Dark letters on light paper.' },
  { value: 'dark', words: 'Dark', hint: 'Light letters on a dark page, for a dim office.' },
] as const

/** How the window looks on this computer. It shows at once, so there is nothing to save. */
export function AppearancePage() {
  const host = useQuery(hostQuery)
  const prefer = usePrefer()
  const asked = prefer.isPending ? prefer.variables.appearance : undefined
  return (
    <div className="fb-form">
      <h2>Appearance</h2>
      <p className="fb-form-intro">
        It shows at once, and holds for you on this computer. More contrast, larger letters and less motion follow the
        settings of the computer.
      </p>
      <Radio.Group
        label="Light or dark"
        value={asked ?? host.data?.preferences.appearance ?? 'auto'}
        onChange={value =>
          prefer.mutate({ appearance: CHOICES.find(choice => choice.value === value)?.value ?? 'auto' })
        }
      >
        <div className="fb-form-choices">
          {CHOICES.map(({ value, words, hint }) => (
            <Radio key={value} value={value} label={words} description={hint} />
          ))}
        </div>
      </Radio.Group>
    </div>
  )
}
