import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CallValue } from '../../../contract/calls.ts'
import type { ImportStatus } from '../../../contract/rows/import.ts'
import { importCauses, useReprocess } from '../../api/imports.ts'
import { countDigits } from '../../format/count.ts'
import { slugWords } from '../../format/slug-words.ts'
import { Glyph } from '../../ui/icons.tsx'

type Cause = CallValue<'imports.causes'>['items'][number]

/** Statuses whose imports can be tried again together, in the order of their need. */
const STATUSES = ['Error', 'Ignored'] as const satisfies readonly ImportStatus[]

/** Reprocess all imports of one cause; each line says how many that are, and the menu is there only when there are any. */
export function CausesMenu() {
  const causes = useQuery(importCauses)
  const reprocess = useReprocess()
  const items = (causes.data?.items ?? []).filter(item => STATUSES.some(status => status === item.status))
  if (items.length === 0) return null
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" loading={reprocess.isPending} rightSection={<Glyph name="chevron" />}>
          Reprocess all of a cause
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {STATUSES.map(status => (
          <CauseGroup
            key={status}
            title={status === 'Error' ? 'In error' : 'Ignored'}
            causes={items.filter(item => item.status === status && item.cause !== 'superseded')}
            onChoose={cause => reprocess.mutate({ cause })}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface CauseGroupProps {
  title: string
  causes: readonly Cause[]
  onChoose: (cause: string) => void
}

function CauseGroup({ title, causes, onChoose }: CauseGroupProps) {
  if (causes.length === 0) return null
  return (
    <>
      <Menu.Label>{title}</Menu.Label>
      {causes.map(({ cause, count, message }) => (
        <Menu.Item key={cause} title={message} onClick={() => onChoose(cause)}>
          Reprocess {count === 1 ? 'the 1' : `all ${countDigits(count)}`} with: {slugWords(cause)}
        </Menu.Item>
      ))}
    </>
  )
}
