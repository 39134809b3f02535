import type { ImportDetail } from '../../../contract/rows/import.ts'
import { importTone } from '../../format/tones.ts'
import { hashOf, OPEN, useAddress } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { PanelSection } from '../../ui/side-panel.tsx'
import { Moment } from '../../ui/zone.tsx'

/** The record's earlier versions, each one click away. */
export function ImportVersions({ versions }: { versions: ImportDetail['versions'] }) {
  const { params } = useAddress()
  if (versions.length === 0) return null
  return (
    <PanelSection title="Earlier versions">
      <ul className="fb-links">
        {versions.map(version => (
          <li key={version.id}>
            <a href={hashOf('import-log', { ...params, [OPEN]: version.id })}>
              <Moment at={version.receivedAt} />
            </a>{' '}
            <StateBadge tone={importTone(version.status)} words={version.status} />
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
