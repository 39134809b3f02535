import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ImportDetail, ImportRow } from '../../../contract/rows/import.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { importDetail, useIgnoreImport, useReprocess, useUnignoreImport } from '../../api/imports.ts'
import { slugWords } from '../../format/slug-words.ts'
import { importTone } from '../../format/tones.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { notify } from '../../ui/notices.tsx'
import { RawRecord } from '../../ui/raw-record.tsx'
import { PanelSection, SidePanel } from '../../ui/side-panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { Moment } from '../../ui/zone.tsx'

/** One import: what became of it, what can be done, its raw record and its earlier versions. */
export function ImportPanel({ id }: { id: string }) {
  const detail = useQuery(importDetail(id))
  if (detail.data === undefined) {
    return (
      <SidePanel title="Import">
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
      title={`${SYSTEM_NAMES[row.system]} ${slugWords(row.kind)}`}
      subtitle={<StateBadge tone={importTone(row.status)} words={row.status} />}
    >
      <p className="fb-message">{row.message ?? 'Not decided yet.'}</p>
      <ImportActions row={row} />
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
      <PanelSection title="Raw record">
        {detail.raw === null ? (
          <p className="fb-soft">The raw record was trimmed; its identity and message stay.</p>
        ) : (
          <RawRecord raw={detail.raw} />
        )}
      </PanelSection>
      {detail.versions.length < 2 ? null : (
        <PanelSection title="Versions">
          <ul className="fb-links">
            {detail.versions.map(version => (
              <li key={version.id}>
                {version.id === row.id ? (
                  <strong>
                    <Moment at={version.receivedAt} /> (this one)
                  </strong>
                ) : (
                  <a href={hashOf('import-log', { [OPEN]: version.id })}>
                    <Moment at={version.receivedAt} />
                  </a>
                )}{' '}
                <StateBadge tone={importTone(version.status)} words={version.status} />
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
    </SidePanel>
  )
}

function ImportActions({ row }: { row: ImportRow }) {
  const reprocess = useReprocess()
  const ignore = useIgnoreImport()
  const unignore = useUnignoreImport()
  const { cause } = row
  if (row.status === 'Imported' || cause === 'superseded') return null
  // What a rule ignored would be ignored again by itself; it is tried again once the setting has changed.
  if (row.status === 'Ignored' && cause === 'ignored-by-clerk') {
    return (
      <div className="fb-buttons">
        <Button
          loading={unignore.isPending}
          onClick={() =>
            unignore.mutate(row.id, {
              onSuccess: () => notify('good', 'No longer ignored: the next run looks at it again.'),
            })
          }
        >
          Stop ignoring it
        </Button>
      </div>
    )
  }
  return (
    <div className="fb-buttons">
      <Button loading={reprocess.isPending} onClick={() => reprocess.mutate({ ids: [row.id] })}>
        Reprocess
      </Button>
      {cause === null ? null : (
        <Button variant="default" disabled={reprocess.isPending} onClick={() => reprocess.mutate({ cause })}>
          Reprocess all of this cause
        </Button>
      )}
      {row.status === 'Ignored' ? null : (
        <Button
          variant="default"
          loading={ignore.isPending}
          onClick={() => ignore.mutate(row.id, { onSuccess: () => notify('good', 'Ignored, with your name on it.') })}
        >
          Ignore
        </Button>
      )}
    </div>
  )
}
