import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ImportRow } from '../../../contract/rows/import.ts'
import { countWords } from '../../format/count.ts'
import { slugWords } from '../../format/slug-words.ts'
import { importTone } from '../../format/tones.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { PanelSection } from '../../ui/side-panel.tsx'
import { Moment } from '../../ui/zone.tsx'

/** Records shown before one asks for the rest. */
const FIRST_SHOWN = 8

/** Every raw record about the fee, also those that changed nothing; newest first. */
export function FeeImports({ imports }: { imports: ImportRow[] }) {
  const [showsAll, setShowsAll] = useState(false)
  if (imports.length === 0) return null
  const shown = imports.toReversed().slice(0, showsAll ? imports.length : FIRST_SHOWN)
  const rest = imports.length - shown.length
  return (
    <PanelSection title="Imports behind it">
      <ul className="fb-lines">
        {shown.map(row => (
          <li key={row.id}>
            <a href={hashOf('import-log', { [OPEN]: row.id })}>
              {slugWords(row.kind)}, <Moment at={row.receivedAt} />
            </a>{' '}
            <StateBadge tone={importTone(row.status)} words={row.status} />
            {row.message === null ? null : <div className="fb-soft">{row.message}</div>}
          </li>
        ))}
      </ul>
      {rest === 0 ? null : (
        <Button variant="default" onClick={() => setShowsAll(true)}>
          Show {countWords(rest, 'older import')}
        </Button>
      )}
    </PanelSection>
  )
}
