import { Button, Switch } from '@mantine/core'
import { PRACTICE_TROUBLES, type PracticeTrouble } from '../../../contract/host-calls.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { usePlay } from '../../api/practice.ts'

const WORDS: Record<PracticeTrouble, { label: string; tells: string }> = {
  down: { label: 'Incident IQ is down', tells: 'It takes no connection.' },
  slow: { label: 'It is slow', tells: 'Each answer takes a second and a half.' },
  'key-revoked': { label: 'The API Key is revoked', tells: 'Every request is refused.' },
  'half-feed': { label: 'Half a feed', tells: 'Its lists end after half of the fees.' },
  'too-many-requests': { label: 'Too many requests', tells: 'The next three are refused; then it passes.' },
  'server-errors': { label: 'Server errors', tells: 'Every request ends in an error 503.' },
}

/** What can go wrong over there, a switch each. */
export function Troubles({ now }: { now: readonly PracticeTrouble[] }) {
  const play = usePlay()
  return (
    <section className="fb-card" aria-labelledby="troubles-heading">
      <h2 id="troubles-heading">Troubles of Incident IQ</h2>
      <div className="fb-troubles">
        {PRACTICE_TROUBLES.map(trouble => (
          <Switch
            key={trouble}
            label={WORDS[trouble].label}
            description={WORDS[trouble].tells}
            checked={now.includes(trouble)}
            onChange={event => play.mutate({ move: 'trouble', trouble, on: event.currentTarget.checked })}
          />
        ))}
      </div>
      {play.isError ? (
        <p role="alert" className="fb-tone-bad">
          {sentenceOf(play.error)}
        </p>
      ) : null}
      <div className="fb-buttons">
        <Button variant="default" disabled={now.length === 0} onClick={() => play.mutate({ move: 'all-well' })}>
          All is well again
        </Button>
      </div>
      <p className="fb-soft">
        After several failures Feebridge leaves Incident IQ alone for a minute, and longer each time, before it asks
        again.
      </p>
    </section>
  )
}
