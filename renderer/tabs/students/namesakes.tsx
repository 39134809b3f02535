import { Button } from '@mantine/core'
import type { StudentPage } from '../../../contract/rows/reference.ts'
import { useChoosePerson } from '../../api/errors.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { notify } from '../../ui/notices.tsx'
import { PanelSection } from '../../ui/side-panel.tsx'

/** I2: people who carry one School Id match no fee until the clerk says who is meant. */
export function Namesakes({ page: { student, namesakes, chosenId } }: { page: StudentPage }) {
  const { schoolId } = student
  if (schoolId === null || namesakes.length === 0) return null
  const people = [{ id: student.id, name: student.name }, ...namesakes]
  const chosen = people.find(person => person.id === chosenId)
  return (
    <PanelSection title={`${people.length} people carry School Id ${schoolId}`}>
      <p>
        {chosen === undefined
          ? 'No fee for this School Id is matched until you say who is meant.'
          : `Fees for this School Id go to ${chosen.name}.`}
      </p>
      <ul className="fb-lines fb-people">
        {people.map(person => (
          <li key={person.id}>
            {person.id === student.id ? (
              <span>{person.name} (this page)</span>
            ) : (
              <a href={hashOf('students', { [OPEN]: person.id })}>{person.name}</a>
            )}
            {person.id === chosenId ? (
              <StateBadge tone="good" words="Chosen" />
            ) : (
              <ChooseButton schoolId={schoolId} person={person} />
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

function ChooseButton({ schoolId, person }: { schoolId: string; person: { id: string; name: string } }) {
  const choose = useChoosePerson()
  const onChosen = () => notify('good', `School Id ${schoolId} now means ${person.name}.`)
  return (
    <Button
      variant="default"
      loading={choose.isPending}
      onClick={() => choose.mutate({ schoolId, person: person.id }, { onSuccess: onChosen })}
    >
      Choose<span className="fb-hidden"> {person.name}</span>
    </Button>
  )
}
