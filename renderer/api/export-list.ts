import { useMutation } from '@tanstack/react-query'
import type { FileOutcome, HostRequest } from '../../contract/host-calls.ts'
import { askHost } from './bridge.ts'

/** Writes a list to a workbook as it is filtered, with the columns that are shown. What goes wrong is told as for every action. */
export function useExportList(
  list: HostRequest<'files.exportList'>['list'],
  filter: Readonly<Record<string, unknown>>,
): (columns: string[]) => Promise<FileOutcome> {
  const { mutateAsync } = useMutation({
    mutationFn: (columns: string[]) => askHost('files.exportList', { list, filter: { ...filter }, columns }),
  })
  return mutateAsync
}
