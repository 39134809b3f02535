import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { StudentRow } from '../../contract/rows/reference.ts'
import { studentsFor } from '../api/office.ts'
import { namedBy } from '../format/school-id.ts'

interface StudentFieldProps {
  error: string | undefined
  /** The student that was chosen; null while another name is typed. */
  onChoose: (student: { id: string; name: string } | null) => void
}

/** A student, found by a part of the name or School Id; Enter takes the first that is found. */
export function StudentField({ error, onChoose }: StudentFieldProps) {
  const [typed, setTyped] = useState('')
  const [isChosen, setChosen] = useState(false)
  const found = useQuery(studentsFor(isChosen ? '' : typed))
  const students = found.data?.items ?? []
  const list = useCombobox()
  const { selectFirstOption } = list
  // A scanner sends Enter right behind the last digit, before anybody is found: it counts once the answer is here, where that names one student.
  const entered = useRef(false)
  useEffect(() => {
    if (found.data !== undefined) selectFirstOption()
  }, [found.data, selectFirstOption])
  const choose = (student: StudentRow) => {
    setTyped(labelOf(student))
    setChosen(true)
    onChoose({ id: student.id, name: student.name })
    list.closeDropdown()
  }
  const latestChoose = useRef(choose)
  latestChoose.current = choose
  const named = isChosen ? null : namedBy(typed, students)
  useEffect(() => {
    if (!entered.current || found.data === undefined) return
    entered.current = false
    if (named !== null) latestChoose.current(named)
  }, [found.data, named])
  const look = (text: string) => {
    entered.current = false
    setTyped(text)
    setChosen(false)
    onChoose(null)
    list.openDropdown()
  }
  const isLooking = !isChosen && typed.trim() !== ''
  return (
    <Combobox
      store={list}
      onOptionSubmit={id => {
        const student = students.find(each => each.id === id)
        if (student !== undefined) choose(student)
      }}
    >
      <Combobox.Target>
        <TextInput
          data-autofocus
          label="Student"
          placeholder="Type a name or School Id"
          required
          autoComplete="off"
          maxLength={100}
          value={typed}
          error={error}
          onFocus={event => event.currentTarget.select()}
          onBlur={() => list.closeDropdown()}
          onChange={event => look(event.currentTarget.value)}
          onKeyDown={event => {
            // Nobody is found yet: Enter waits rather than sends the form.
            if (event.key !== 'Enter' || !isLooking || !found.isPending) return
            event.preventDefault()
            entered.current = true
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isLooking}>
        <Combobox.Options aria-label="Students" className="fb-choices">
          {students.map(student => (
            <Combobox.Option key={student.id} value={student.id}>
              {labelOf(student)}
              <span className="fb-soft"> {placeOf(student)}</span>
            </Combobox.Option>
          ))}
          {students.length === 0 ? (
            <Combobox.Empty>{found.isPending ? 'Looking…' : 'No student has these letters'}</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function labelOf({ name, schoolId }: StudentRow): string {
  return `${name} (${schoolId ?? 'no School Id'})`
}

/** What tells namesakes apart. */
function placeOf({ grade, location, active }: StudentRow): string {
  return [grade === null ? '' : `grade ${grade}`, location ?? '', active ? '' : 'no longer active']
    .filter(part => part !== '')
    .join(', ')
}
