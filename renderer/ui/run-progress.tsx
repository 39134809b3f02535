import { Button, Progress } from '@mantine/core'
import type { RunProgress } from '../../contract/rows/run.ts'
import { TASKS } from '../../contract/tasks.ts'
import { countDigits } from '../format/count.ts'

/** How far a run has come, in words: `Pulling fees and payments: 1,200 of 2,000`. */
export function progressWords(progress: RunProgress): string {
  const counted =
    progress.total === null
      ? progress.done > 0
        ? `: ${countDigits(progress.done)}`
        : ''
      : `: ${countDigits(progress.done)} of ${countDigits(progress.total)}`
  return `${progress.doing}${counted}`
}

/** A running run with its bar and a Cancel that keeps what is already written. */
export function RunningRun({
  progress,
  cancelling,
  onCancel,
}: {
  progress: RunProgress
  cancelling: boolean
  onCancel: () => void
}) {
  const share =
    progress.total === null || progress.total === 0 ? null : Math.min(100, (100 * progress.done) / progress.total)
  return (
    <div className="fb-running">
      <div className="fb-running-words">
        <strong>
          {TASKS[progress.task].name}
          {progress.mode === 'test' ? ' (test)' : ''}
        </strong>
        <span>{progressWords(progress)}</span>
        {cancelling ? <span>Stopping after this step. What is written so far stays.</span> : null}
      </div>
      <Progress
        value={share ?? 100}
        striped={share === null}
        animated={share === null}
        size="md"
        aria-label={`${TASKS[progress.task].name} progress`}
      />
      <Button variant="default" disabled={cancelling} onClick={onCancel}>
        Cancel this run
      </Button>
    </div>
  )
}
