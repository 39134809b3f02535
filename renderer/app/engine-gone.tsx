import { Button } from '@mantine/core'
import { sentenceOf } from '../api/call-error.ts'

/** The whole page while there is no engine to show anything of. It goes away by itself once the engine answers. */
export function EngineGone({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <main className="fb-gone">
      <div className="fb-state" role="alert">
        <h1>Feebridge cannot be shown now</h1>
        <p>{sentenceOf(error)}</p>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </main>
  )
}
