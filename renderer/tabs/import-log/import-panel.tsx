import { useQuery } from '@tanstack/react-query'
import type { ImportDetail } from '../../../contract/rows/import.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { importDetail } from '../../api/imports.ts'
import { slugWords } from '../../format/slug-words.ts'
import { importTone } from '../../format/tones.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PanelSection, SidePanel } from '../../ui/side-panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { Moment } from '../../ui/zone.tsx'
import { ImportActions } from './import-actions.tsx'
import { ImportRecord } from './import-record.tsx'
import { ImportVersions } from './import-versions.tsx'

/** One import: what became of it, what can be done, its raw record and its earlier versions. */
export function ImportPanel({ id }: { id: string }) {
  const detail = useQuery(importDetail(id))
  if (detail.data === undefined) {
    return (
      <SidePanel title="Import" wide>
        {detail.error === null ? (
          <LoadingRows label="Loading the import" />
        ) : (
          <ErrorState sentence={sentenceOf(detail.error)} onRetry={() => void detail.refetch()} />
        )}
      </SidePanel>
    )
  }
  return <ImportStory detail={detail.data} />
}

function ImportStory({ detail }: { detail: ImportDetail }) {
  const row = detail.import
  return (
    <SidePanel
      wide
      title={`${SYSTEM_NAMES[row.system]} ${slugWords(row.kind)}`}
      subtitle={<StateBadge tone={importTone(row.status)} words={row.status} />}
    >
      <p className="fb-message">{row.message ?? 'Not decided yet.'}</p>
      <div className="fb-buttons">
        <ImportActions rows={[row]} />
      </div>
      <Facts
        facts={[
          { label: 'Imported', value: <Moment at={row.receivedAt} /> },
          { label: 'External id', value: row.externalId },
          {
            label: 'Cause',
            value:
              row.cause === null ? null : (
                <a href={hashOf('import-log', { cause: row.cause })}>{slugWords(row.cause)}</a>
              ),
          },
          {
            label: 'Fee',
            value: row.feeId === null ? null : <a href={hashOf('fees', { [OPEN]: row.feeId })}>Open the fee</a>,
          },
          { label: 'Run', value: <a href={hashOf('sync-history', { [OPEN]: row.runId })}>Open the run</a> },
        ]}
      />
      <ImportVersions versions={detail.versions} />
      <PanelSection title="Raw record">
        <ImportRecord detail={detail} />
      </PanelSection>
    </SidePanel>
  )
}
