import { Button } from '@mantine/core'
import type { ImportRow } from '../../../contract/rows/import.ts'
import { useIgnoreImports, useReprocess, useUnignoreImports } from '../../api/imports.ts'
import { countWords } from '../../format/count.ts'
import { notify } from '../../ui/notices.tsx'
import { choicesFor } from './import-choices.ts'

interface ImportActionsProps {
  rows: readonly ImportRow[]
  /** Called when an action has begun to take effect. */
  onDone?: () => void
}

/** What can be done with one import or with a selection. A button names how many it takes, and only those it fits. */
export function ImportActions({ rows, onDone }: ImportActionsProps) {
  const reprocess = useReprocess()
  const ignore = useIgnoreImports()
  const unignore = useUnignoreImports()
  const choices = choicesFor(rows)
  const isBusy = reprocess.isPending || ignore.isPending || unignore.isPending
  const words = (verb: string, chosen: readonly ImportRow[]) =>
    rows.length === 1 ? verb : `${verb} ${countWords(chosen.length, 'import')}`
  const idsOf = (chosen: readonly ImportRow[]) => chosen.map(row => row.id)
  return (
    <>
      {choices.reprocess.length === 0 ? null : (
        <Button
          loading={reprocess.isPending}
          disabled={isBusy}
          onClick={() => reprocess.mutate({ ids: idsOf(choices.reprocess) }, { onSuccess: () => onDone?.() })}
        >
          {words('Reprocess', choices.reprocess)}
        </Button>
      )}
      {choices.unignore.length === 0 ? null : (
        <Button
          loading={unignore.isPending}
          disabled={isBusy}
          onClick={() =>
            unignore.mutate(idsOf(choices.unignore), {
              onSuccess: ({ waiting }) => {
                notify('good', `${countWords(waiting, 'import')} no longer ignored. The next run looks again.`)
                onDone?.()
              },
            })
          }
        >
          {words('Stop ignoring', choices.unignore)}
        </Button>
      )}
      {choices.ignore.length === 0 ? null : (
        <Button
          variant="default"
          loading={ignore.isPending}
          disabled={isBusy}
          onClick={() =>
            ignore.mutate(idsOf(choices.ignore), {
              onSuccess: ({ ignored }) => {
                notify('good', `${countWords(ignored, 'import')} ignored, with your name on it.`)
                onDone?.()
              },
            })
          }
        >
          {words('Ignore', choices.ignore)}
        </Button>
      )}
    </>
  )
}
