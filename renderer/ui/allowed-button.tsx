import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import { type ComponentProps, useId } from 'react'

type AllowedButtonProps = ButtonProps &
  Omit<ComponentProps<'button'>, keyof ButtonProps | 'ref'> & {
    /** Why it may not be used, a sentence; null where it may. */
    why: string | null
  }

/** A button that may be forbidden. Then it does nothing, but stays in reach of the keyboard and says why: with a hint, and to readers as its description. */
export function AllowedButton({ why, onClick, ...props }: AllowedButtonProps) {
  const id = useId()
  if (why === null) return <Button {...props} onClick={onClick} />
  return (
    <>
      <Tooltip label={why} multiline w={300} events={{ hover: true, focus: true, touch: true }}>
        <Button
          {...props}
          type="button"
          loading={false}
          data-disabled
          aria-disabled="true"
          aria-describedby={id}
          onClick={event => event.preventDefault()}
        />
      </Tooltip>
      <span id={id} className="fb-hidden">
        {why}
      </span>
    </>
  )
}
