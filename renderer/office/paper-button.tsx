import './paper.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FileOutcome } from '../../contract/host-calls.ts'
import { sentenceOf } from '../api/call-error.ts'
import { hostQuery } from '../api/host.ts'
import { type PaperRequest, usePaper } from '../api/papers.ts'
import { ToneShape } from '../ui/icons.tsx'
import { useLetterKey } from '../ui/letters.ts'

interface PaperButtonProps {
  /** The paper's name, such as `Receipt 17`. */
  name: string
  paper:
    | Omit<Extract<PaperRequest, { kind: 'receipt' }>, 'open'>
    | Omit<Extract<PaperRequest, { kind: 'statement' }>, 'open'>
  /** Why the person cannot have it; null where they can. */
  why?: string | null
  /** The letter that opens it to be printed, or saves it where nothing can be opened; none where it is empty. */
  letter?: string
}

/** Saves a paper as a PDF, or opens it to be printed where the computer can; tells in its place what became of it. */
export function PaperButton({ name, paper, why = null, letter = '' }: PaperButtonProps) {
  const writing = usePaper()
  const opens = useQuery(hostQuery).data?.hasFiles === true
  const ask = (open: boolean) => writing.mutate({ ...paper, open })
  const isOpening = writing.isPending && writing.variables.open
  useLetterKey(letter, () => {
    if (why === null && !writing.isPending) ask(opens)
  })
  const keys = (isHere: boolean) => (letter !== '' && isHere ? { 'aria-keyshortcuts': letter.toUpperCase() } : {})
  return (
    <div className="fb-paper">
      <div className="fb-paper-line">
        <Button
          variant="default"
          size="xs"
          disabled={why !== null || isOpening}
          loading={writing.isPending && !isOpening}
          {...keys(!opens)}
          onClick={() => ask(false)}
        >
          {name} (PDF)
        </Button>
        {opens ? (
          <Button
            variant="subtle"
            size="xs"
            disabled={why !== null || (writing.isPending && !isOpening)}
            loading={isOpening}
            {...keys(true)}
            onClick={() => ask(true)}
          >
            Open to print<span className="fb-hidden"> {name}</span>
          </Button>
        ) : null}
        {why === null ? null : <span className="fb-soft">{why}</span>}
      </div>
      <div role="status">
        {writing.data === undefined || writing.isPending ? null : (
          <Outcome name={name} outcome={writing.data} opened={writing.variables.open} />
        )}
      </div>
      {writing.error === null ? null : (
        <p className="fb-paper-trouble" role="alert">
          {sentenceOf(writing.error)}
        </p>
      )}
    </div>
  )
}

function Outcome({ name, outcome, opened }: { name: string; outcome: FileOutcome; opened: boolean }) {
  if (outcome.kind === 'cancelled') return <p>No file was chosen, so nothing was written.</p>
  return (
    <p className="fb-badge-plain fb-tone-good">
      <ToneShape tone="good" />
      <span className="fb-paper-file">{sayOutcome(name, outcome, opened)}</span>
    </p>
  )
}

function sayOutcome(name: string, outcome: Exclude<FileOutcome, { kind: 'cancelled' }>, opened: boolean): string {
  if (outcome.kind === 'download') return `Your browser saves it as ${outcome.name}. Print it from there.`
  return opened ? `${name} is open in another program. Print it there.` : `${name} was written to ${outcome.file}.`
}
