import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TaskRow } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { tasksQuery, useSetTask } from '../../api/settings.ts'
import { statusQuery } from '../../api/status.ts'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { Moment } from '../../ui/zone.tsx'
import { useDraft } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'
import { FormPage, FormSection } from './form-page.tsx'
import { choiceOf, choiceWords, lineOf, type ScheduleChoice, whyNot } from './schedule-choice.ts'
import { SchedulePicker } from './schedule-picker.tsx'
import { SwitchField } from './switch-field.tsx'

/** When each task runs by itself. */
export function SchedulesPage() {
  const tasks = useQuery(tasksQuery)
  if (tasks.data === undefined)
    return tasks.error === null ? (
      <LoadingRows label="Loading Schedules" />
    ) : (
      <ErrorState sentence={sentenceOf(tasks.error)} onRetry={() => void tasks.refetch()} />
    )
  return <SchedulesForm tasks={tasks.data.items} />
}

interface TaskDraft {
  on: boolean
  choice: ScheduleChoice
  testMode: boolean
}

function SchedulesForm({ tasks }: { tasks: readonly TaskRow[] }) {
  const draft = useDraft<Record<string, TaskDraft>>(
    Object.fromEntries(
      tasks.map(task => [task.id, { on: task.on, choice: choiceOf(task.schedule), testMode: task.testMode }]),
    ),
  )
  const setTask = useSetTask()
  const zone = useQuery(statusQuery).data?.timeZone
  const [errors, setErrors] = useState<FieldErrors>({})
  const [savedCount, setSavedCount] = useState(0)
  const save = async () => {
    const changed = tasks.flatMap(task => {
      const value = draft.value[task.id]
      return value !== undefined && draft.changed(task.id) ? [{ task, value }] : []
    })
    const found = Object.fromEntries(
      changed.flatMap(({ task, value }) => {
        const wrong = whyNot(value.choice)
        return wrong === null ? [] : [[task.id, wrong]]
      }),
    )
    setErrors(found)
    if (Object.keys(found).length > 0) return
    for (const { task, value } of changed) {
      try {
        await setTask.mutateAsync({
          task: task.id,
          on: value.on,
          schedule: lineOf(value.choice),
          testMode: value.testMode,
        })
      } catch (error) {
        setErrors({ [task.id]: sentenceOf(error) })
        return
      }
    }
    draft.discard()
    setSavedCount(count => count + 1)
  }
  return (
    <FormPage
      title="Schedules"
      intro={`Times are those of the district${zone === undefined ? '' : ` (${zone})`}. A time missed while this computer slept or was off is caught up once.`}
      dirty={draft.dirty}
      saving={setTask.isPending}
      errors={errors}
      savedCount={savedCount}
      onSave={() => void save()}
      onDiscard={() => {
        draft.discard()
        setErrors({})
      }}
    >
      {tasks.map(task => (
        <TaskSchedule
          key={task.id}
          task={task}
          value={draft.value[task.id] ?? { on: false, choice: { kind: 'none' }, testMode: false }}
          isChanged={draft.changed(task.id)}
          error={errors[task.id]}
          onChange={value => draft.set({ [task.id]: value })}
        />
      ))}
    </FormPage>
  )
}

interface TaskScheduleProps {
  task: TaskRow
  value: TaskDraft
  isChanged: boolean
  error: string | undefined
  onChange: (value: TaskDraft) => void
}

function TaskSchedule({ task, value, isChanged, error, onChange }: TaskScheduleProps) {
  return (
    <FormSection title={task.name}>
      {task.notReady === null ? null : <p className="fb-form-note">{task.notReady}</p>}
      <SwitchField
        label="The task is on"
        hint="Off: its schedule does not count, and nothing is sent by itself. Run now works all the same."
        checked={value.on}
        onChange={checked => onChange({ ...value, on: checked })}
      />
      <SchedulePicker
        name={task.name}
        choice={value.choice}
        error={error}
        onChange={choice => onChange({ ...value, choice })}
      />
      <SwitchField
        label="Run in Test Mode"
        hint="Every run of this task, also by schedule, is a test: it writes an Excel workbook of what it would do and saves nothing."
        checked={value.testMode}
        onChange={checked => onChange({ ...value, testMode: checked })}
      />
      <p className="fb-form-note">
        {isChanged ? (
          `When saved: ${value.on ? choiceWords(value.choice) : 'off'}.`
        ) : (
          <>
            Runs {value.on ? choiceWords(value.choice) : 'only when you run it'}. Next run:{' '}
            <Moment at={task.next} none="none is planned" />.
          </>
        )}
      </p>
    </FormSection>
  )
}
