import { Button } from '@mantine/core'
import type { TaskRow } from '../../../contract/tasks.ts'
import { useSetTestMode } from '../../api/overview.ts'
import { ToneShape } from '../../ui/icons.tsx'

/** T2: while a task's test-mode switch is on, the Overview says what that means. */
export function TestModeNotes({ tasks }: { tasks: TaskRow[] }) {
  return tasks.filter(task => task.testMode).map(task => <TestModeNote key={task.id} task={task} />)
}

function TestModeNote({ task }: { task: TaskRow }) {
  const turn = useSetTestMode()
  return (
    <section className="fb-card fb-card-warn" aria-label="Test mode">
      <h2 className="fb-badge-plain">
        <ToneShape tone="warn" /> {task.name} is in test mode
      </h2>
      <p>
        Every run of it, also the scheduled ones, writes a workbook of what it would do. Nothing is entered in the
        ledger and nothing is sent.
      </p>
      <div className="fb-buttons">
        <Button
          variant="default"
          loading={turn.isPending}
          onClick={() => turn.mutate({ task: task.id, testMode: false })}
        >
          Turn test mode off for {task.name}
        </Button>
      </div>
    </section>
  )
}
