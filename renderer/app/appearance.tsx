import { Button, Menu, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { hostQuery, usePrefer } from '../api/host.ts'
import { Glyph } from '../ui/icons.tsx'

const CHOICES = ['auto', 'light', 'dark'] as const
/** The kit would hold transitions by writing a style element, which the window's policy forbids. */
const KEEP = { keepTransitions: true } as const

/** Keeps the window's colours as the person prefers; the browser remembers the last ones, so that the next start does not flash. */
export function useAppearance(): void {
  const { setColorScheme } = useMantineColorScheme(KEEP)
  const appearance = useQuery(hostQuery).data?.preferences.appearance
  useEffect(() => {
    if (appearance !== undefined) setColorScheme(appearance)
  }, [appearance, setColorScheme])
}

/** Light, dark or as the system; the host keeps it with the other preferences. */
export function AppearanceMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme(KEEP)
  const prefer = usePrefer()
  const choose = (value: string) => {
    const appearance = CHOICES.find(choice => choice === value) ?? 'auto'
    setColorScheme(appearance)
    prefer.mutate({ appearance })
  }
  return (
    <Menu position="right-end">
      <Menu.Target>
        <Button variant="subtle" className="fb-rail-button" leftSection={<Glyph name="appearance" />}>
          <span className="fb-rail-words">Appearance</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={colorScheme} onChange={choose}>
          <Menu.RadioItem value="auto">As the system</Menu.RadioItem>
          <Menu.RadioItem value="light">Light</Menu.RadioItem>
          <Menu.RadioItem value="dark">Dark</Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
