import { NativeSelect, TextInput } from '@mantine/core'
import { countWords } from '../../format/count.ts'
import {
  changeKind,
  DAY_NAMES,
  EVERY_HOURS,
  EVERY_MINUTES,
  type ScheduleChoice,
  type ScheduleKind,
} from './schedule-choice.ts'

const KINDS: readonly { value: ScheduleKind; label: string }[] = [
  { value: 'none', label: 'No schedule' },
  { value: 'daily', label: 'Every night or day at' },
  { value: 'weekdays', label: 'Weekdays at' },
  { value: 'weekly', label: 'Once a week on' },
  { value: 'hours', label: 'Every so many hours' },
  { value: 'minutes', label: 'Every so many minutes' },
  { value: 'line', label: 'By a cron line (advanced)' },
]

interface SchedulePickerProps {
  /** The task's, so that readers hear whose schedule it is. */
  name: string
  choice: ScheduleChoice
  error: string | undefined
  onChange: (choice: ScheduleChoice) => void
}

/** A schedule, put together from words. */
export function SchedulePicker({ name, choice, error, onChange }: SchedulePickerProps) {
  return (
    <div className="fb-form-row">
      <NativeSelect
        label="Schedule"
        aria-label={`Schedule of ${name}`}
        data={KINDS}
        value={choice.kind}
        onChange={event => {
          const kind = KINDS.find(each => each.value === event.currentTarget.value)?.value
          if (kind !== undefined) onChange(changeKind(choice, kind))
        }}
      />
      {choice.kind === 'weekly' ? (
        <NativeSelect
          label="Day"
          data={DAY_NAMES.map((day, index) => ({ value: String(index), label: day }))}
          value={String(choice.day)}
          onChange={event => onChange({ ...choice, day: Number(event.currentTarget.value) })}
        />
      ) : null}
      {choice.kind === 'daily' || choice.kind === 'weekdays' || choice.kind === 'weekly' ? (
        <TextInput
          type="time"
          label="Time"
          value={choice.time}
          error={error}
          onChange={event => onChange({ ...choice, time: event.currentTarget.value })}
        />
      ) : null}
      {choice.kind === 'hours' || choice.kind === 'minutes' ? (
        <NativeSelect
          label="How often"
          data={(choice.kind === 'hours' ? EVERY_HOURS : EVERY_MINUTES).map(every => ({
            value: String(every),
            label: `every ${every === 1 ? 'hour' : countWords(every, choice.kind === 'hours' ? 'hour' : 'minute')}`,
          }))}
          value={String(choice.every)}
          error={error}
          onChange={event => onChange({ ...choice, every: Number(event.currentTarget.value) })}
        />
      ) : null}
      {choice.kind === 'line' ? (
        <TextInput
          label="Cron line"
          description="Minute, hour, day, month, weekday"
          spellCheck={false}
          autoComplete="off"
          maxLength={100}
          value={choice.line}
          error={error}
          onChange={event => onChange({ kind: 'line', line: event.currentTarget.value })}
        />
      ) : null}
    </div>
  )
}
