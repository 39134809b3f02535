import type { TaskId, TaskRow } from '../../../contract/tasks.ts'
import { useWhyNot } from '../../api/may.ts'
import { useStartRun } from '../../api/overview.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Glyph } from '../../ui/icons.tsx'
import { Moment } from '../../ui/zone.tsx'

/** What can be run: schedule in words, last and next, and the two ways to run it now. */
export function Tasks({ tasks, running }: { tasks: TaskRow[]; running: TaskId[] }) {
  return (
    <section className="fb-card" aria-labelledby="tasks-heading">
      <h2 id="tasks-heading">Tasks</h2>
      <table className="fb-plain">
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col">Schedule</th>
            <th scope="col">Last run</th>
            <th scope="col">Next run</th>
            <th scope="col">
              <span className="fb-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tasks.map(task => (
            <TaskLine key={task.id} task={task} running={running.includes(task.id)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function TaskLine({ task, running }: { task: TaskRow; running: boolean }) {
  const start = useStartRun()
  const why = useWhyNot()('runs.start')
  const blocked = running || start.isPending || task.notReady !== null
  return (
    <tr>
      <th scope="row">
        {task.name} {task.testMode ? <StateBadge tone="warn" words="Test mode: nothing is saved" /> : null}
        {task.notReady === null ? null : <div className="fb-soft fb-wrap">{task.notReady}</div>}
      </th>
      <td>{task.on ? (task.scheduleWords ?? 'Only when you run it') : 'Off'}</td>
      <td>
        <Moment at={task.last} none="never" />
      </td>
      <td>
        <Moment at={task.next} none="not scheduled" />
      </td>
      <td>
        <div className="fb-buttons fb-buttons-end">
          <AllowedButton
            why={why}
            leftSection={<Glyph name="play" />}
            disabled={blocked}
            onClick={() => start.mutate({ task: task.id })}
          >
            Run now<span className="fb-hidden"> {task.name}</span>
          </AllowedButton>
          <AllowedButton
            why={why}
            variant="default"
            disabled={blocked}
            onClick={() => start.mutate({ task: task.id, mode: 'test' })}
          >
            Run in test mode<span className="fb-hidden"> {task.name}</span>
          </AllowedButton>
        </div>
      </td>
    </tr>
  )
}
