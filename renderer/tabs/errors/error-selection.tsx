import { Button } from '@mantine/core'
import type { SyncErrorAction, SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { useIgnoreErrors, useRetryErrors } from '../../api/errors.ts'
import { countWords } from '../../format/count.ts'
import { notify } from '../../ui/notices.tsx'

/** The ways out that only try again what failed. */
const RETRIES: readonly SyncErrorAction['kind'][] = ['reprocess', 'run-again', 'retry-delivery']

/** What can be done with several errors together; each button names how many it takes. */
export function ErrorSelection({ rows, onDone }: { rows: readonly SyncErrorRow[]; onDone: () => void }) {
  const retry = useRetryErrors()
  const ignore = useIgnoreErrors()
  const open = rows.filter(row => row.state === 'open')
  const retried = open.filter(row => row.actions.some(action => RETRIES.includes(action.kind)))
  const ignored = open.filter(row => row.actions.some(action => action.kind === 'ignore'))
  const isBusy = retry.isPending || ignore.isPending
  return (
    <>
      {retried.length === 0 ? null : (
        <Button
          loading={retry.isPending}
          disabled={isBusy}
          onClick={() => retry.mutate(retried, { onSuccess: onDone })}
        >
          Try {countWords(retried.length, 'error')} again
        </Button>
      )}
      {ignored.length === 0 ? null : (
        <Button
          variant="default"
          loading={ignore.isPending}
          disabled={isBusy}
          onClick={() =>
            ignore.mutate(
              ignored.map(row => row.id),
              {
                onSuccess: count => {
                  notify('good', `${countWords(count, 'error')} ignored, with your name on each.`)
                  onDone()
                },
              },
            )
          }
        >
          Ignore {countWords(ignored.length, 'error')}
        </Button>
      )}
    </>
  )
}
