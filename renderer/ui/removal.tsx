import { countWords } from '../format/count.ts'
import { AskDialog } from './form-dialog.tsx'

/** What names a row, with how many each: `{ fee: 12 }`. Null while that is being counted, `unknown` where it cannot be. */
export type Uses = Readonly<Record<string, number>> | 'unknown' | null

interface RemovalProps {
  /** Of what: "item category". */
  noun: string
  name: string
  archived: boolean
  uses: Uses
  busy: boolean
  trouble: string | null
  onConfirm: () => Promise<boolean>
  onClose: () => void
}

/** Asks before a row of our own is taken away, and says beforehand what becomes of it: deleted, or archived because of what names it. */
export function RemovalDialog({ noun, name, archived, uses, ...asked }: RemovalProps) {
  const { title, words, sentence } = sayRemoval({ noun, name, archived, uses })
  return (
    <AskDialog {...asked} title={title} words={words} waiting={uses === null ? 'Looking what uses it' : 'Delete'}>
      <p>{sentence}</p>
    </AskDialog>
  )
}

interface RemovalWords {
  title: string
  /** The button; null while there is nothing to confirm. */
  words: string | null
  sentence: string
}

function sayRemoval({
  noun,
  name,
  archived,
  uses,
}: Pick<RemovalProps, 'noun' | 'name' | 'archived' | 'uses'>): RemovalWords {
  const title = `Delete ${name}?`
  if (uses === null) return { title, words: null, sentence: `Looking what uses this ${noun}…` }
  if (uses === 'unknown')
    return {
      title,
      words: `Delete or archive ${name}`,
      sentence: `What uses this ${noun} cannot be counted now. Where nothing does, it is deleted; else it is archived, and what uses it keeps it.`,
    }
  const used = usesWords(uses)
  if (used === '')
    return { title, words: `Delete ${name}`, sentence: `Nothing uses this ${noun}, so it is deleted for good.` }
  if (archived) return { title, words: null, sentence: `${used} it, so it stays in the archive and cannot be deleted.` }
  return {
    title: `Archive ${name}?`,
    words: `Archive ${name}`,
    sentence: `${used} it, so it is archived and not deleted: what uses it keeps it, and it is not offered any more. Restore takes it back.`,
  }
}

/** `12 fees and 3 item types use`, or an empty text where nothing does. */
export function usesWords(uses: Readonly<Record<string, number>>): string {
  const some = Object.entries(uses).filter(([, count]) => count > 0)
  const total = some.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return ''
  return `${some.map(([noun, count]) => countWords(count, noun)).join(' and ')} ${total === 1 ? 'uses' : 'use'}`
}

/** What became of it, told when it is done. */
export function removedWords(name: string, { removed }: { removed: 'deleted' | 'archived' }): string {
  return removed === 'deleted'
    ? `Deleted ${name}.`
    : `Archived ${name}: what uses it keeps it. Find it under Show: archived.`
}
