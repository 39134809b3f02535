import { TASK_IDS, type TaskRow } from '../../../../contract/tasks.ts'
import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import type { Handler } from '../command-spec.ts'
import { localTime, textTable } from '../text-table.ts'

export const listTasks = calling('tasks.list', { request: () => ({}), words: listing => taskTable(listing.items) })

const setSwitches = calling('tasks.set', {
  request: input => {
    const schedule = input.text('schedule')
    const testMode = input.choice('test-mode', ['on', 'off'])
    return {
      task: input.required('TASK', TASK_IDS),
      ...given({
        on: input.flag('on') ? true : input.flag('off') ? false : undefined,
        testMode: testMode === undefined ? undefined : testMode === 'on',
      }),
      ...(schedule === undefined ? {} : { schedule: schedule === 'none' ? null : schedule }),
    }
  },
  words: task => taskTable([task]),
})

/** `tasks set TASK`: its switches; at least one must be named. */
export const setTask: Handler = async (input, output) => {
  const wrong = (message: string) => output.refuse({ code: 'bad-request', message })
  if (input.flag('on') && input.flag('off')) return wrong('A task is either --on or --off.')
  const named =
    input.flag('on') ||
    input.flag('off') ||
    input.text('schedule') !== undefined ||
    input.text('test-mode') !== undefined
  return named ? setSwitches(input, output) : wrong('Nothing to set: name --on, --off, --schedule or --test-mode.')
}

function taskTable(tasks: readonly TaskRow[]): string {
  const table = textTable(
    tasks,
    [
      { head: 'TASK', of: task => task.id },
      { head: 'ON', of: task => (task.on ? 'on' : 'off') },
      { head: 'SCHEDULE', of: task => task.scheduleWords ?? task.schedule ?? 'none' },
      { head: 'TEST MODE', of: task => (task.testMode ? 'on' : 'off') },
      { head: 'LAST', of: task => (task.last === null ? '–' : `${localTime(task.last)} ${task.lastOutcome ?? ''}`) },
      { head: 'NEXT', of: task => localTime(task.next) },
    ],
    'There are no tasks.',
  )
  const notReady = tasks.filter(task => task.notReady !== null).map(task => `${task.id}: ${task.notReady}`)
  return [table, ...notReady].join('\n')
}
