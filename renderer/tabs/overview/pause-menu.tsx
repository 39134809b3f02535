import { Button, Menu } from '@mantine/core'
import { useWhyNot } from '../../api/may.ts'
import { usePause, useResume } from '../../api/overview.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import { Glyph } from '../../ui/icons.tsx'
import { Moment } from '../../ui/zone.tsx'

/** Holds runs and deliveries for a while, or lets them go on. */
export function PauseMenu({ pausedUntil }: { pausedUntil: string | null }) {
  const pause = usePause()
  const resume = useResume()
  const why = useWhyNot()('runs.start')
  if (pausedUntil !== null) {
    return (
      <>
        <span className="fb-soft">
          Paused until <Moment at={pausedUntil} />
        </span>
        <AllowedButton why={why} loading={resume.isPending} onClick={() => resume.mutate()}>
          Resume now
        </AllowedButton>
      </>
    )
  }
  if (why !== null)
    return (
      <AllowedButton why={why} variant="default" leftSection={<Glyph name="pause" />}>
        Pause
      </AllowedButton>
    )
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<Glyph name="pause" />}
          rightSection={<Glyph name="chevron" />}
          loading={pause.isPending}
        >
          Pause
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => pause.mutate(30)}>For 30 minutes</Menu.Item>
        <Menu.Item onClick={() => pause.mutate(60)}>For 1 hour</Menu.Item>
        <Menu.Item onClick={() => pause.mutate('tomorrow')}>Until tomorrow</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
