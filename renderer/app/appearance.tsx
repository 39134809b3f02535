import { Button, Menu, useMantineColorScheme } from '@mantine/core'
import { Glyph } from '../ui/icons.tsx'

const CHOICES = ['auto', 'light', 'dark'] as const

/** Light, dark or as the system; kept on this machine. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className="fb-rail-foot">
      <Menu position="top-start">
        <Menu.Target>
          <Button variant="subtle" leftSection={<Glyph name="appearance" />}>
            Appearance
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={colorScheme}
            onChange={value => setColorScheme(CHOICES.find(choice => choice === value) ?? 'auto')}
          >
            <Menu.RadioItem value="auto">As the system</Menu.RadioItem>
            <Menu.RadioItem value="light">Light</Menu.RadioItem>
            <Menu.RadioItem value="dark">Dark</Menu.RadioItem>
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
