import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core'
import { memo, useState } from 'react'
import { assertNever } from '../../contract/assert-never.ts'
import type { FileOutcome } from '../../contract/host-calls.ts'
import { countWords } from '../format/count.ts'
import { Glyph } from './icons.tsx'
import { notify } from './notices.tsx'
import type { ColumnChoice, TableLayout } from './table-layout.ts'

/** Which columns a list shows, and in which order: a list of boxes with arrows, all reached by Tab. */
export const ColumnsButton = memo(function ColumnsButton({ layout }: { layout: TableLayout }) {
  const [isOpen, setOpen] = useState(false)
  const { choices } = layout
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Glyph name="columns" />} onClick={() => setOpen(!isOpen)}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <ul className="fb-column-choices">
          {choices.map((choice, index) => (
            <ColumnLine
              key={choice.id}
              choice={choice}
              layout={layout}
              isFirst={index === 0}
              isLast={index === choices.length - 1}
            />
          ))}
        </ul>
        <Button variant="subtle" size="compact-sm" disabled={!layout.isChanged} onClick={layout.reset}>
          Reset columns
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
})

interface ColumnLineProps {
  choice: ColumnChoice
  layout: TableLayout
  isFirst: boolean
  isLast: boolean
}

function ColumnLine({ choice: { id, label, isShown }, layout, isFirst, isLast }: ColumnLineProps) {
  return (
    <li>
      <Checkbox
        size="xs"
        label={label}
        checked={isShown}
        onChange={event => layout.setShown(id, event.currentTarget.checked)}
      />
      <ActionIcon size={24} aria-label={`Move ${label} up`} disabled={isFirst} onClick={() => layout.move(id, -1)}>
        <span className="fb-turned">
          <Glyph name="chevron" />
        </span>
      </ActionIcon>
      <ActionIcon size={24} aria-label={`Move ${label} down`} disabled={isLast} onClick={() => layout.move(id, 1)}>
        <Glyph name="chevron" />
      </ActionIcon>
    </li>
  )
}

/** Writes the list to a workbook as it is shown, and says where it went. */
export function ExportButton({
  columns,
  onExport,
}: {
  columns: string[]
  onExport: (columns: string[]) => Promise<FileOutcome>
}) {
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      tellOutcome(await onExport(columns))
    } catch (error) {
      // What the call refused was told where it was asked; anything else is a bug and stays one.
      if (!(error instanceof Error) || error.name !== 'CallError') throw error
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button variant="default" leftSection={<Glyph name="export" />} loading={isBusy} onClick={() => void run()}>
      Export
    </Button>
  )
}

/** Tells how a file left, and fetches it where it waits for the browser. */
export function tellOutcome(outcome: FileOutcome): void {
  switch (outcome.kind) {
    case 'cancelled':
      return
    case 'saved':
      notify('good', `Saved ${countWords(outcome.rows, 'row')} to ${outcome.file}.`)
      return
    case 'download': {
      const link = document.createElement('a')
      link.href = outcome.url
      link.download = outcome.name
      link.click()
      notify('good', `Downloaded ${countWords(outcome.rows, 'row')} as ${outcome.name}.`)
      return
    }
    default:
      assertNever(outcome)
  }
}
