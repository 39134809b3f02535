import './export.css'
import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FileOutcome } from '../../../contract/host-calls.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { type ExportRequest, runningExportsQuery, useCancelExport, useExport, useReveal } from '../../api/files.ts'
import { hostQuery } from '../../api/host.ts'
import { useWhyNot } from '../../api/may.ts'
import { countWords } from '../../format/count.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import { ToneShape } from '../../ui/icons.tsx'

/** One workbook that can be written with one click. */
interface ExportOffer {
  title: string
  words: string
  contains: string
  /** What a row of it is called. */
  noun: string
  plural?: string
  request: ExportRequest
}

const ALL_TRANSACTIONS: ExportOffer = {
  title: 'All transactions',
  words: 'Export All Transactions',
  contains:
    'Every transaction of the ledger, a row each: date and type, SKU, item and category, name and description, amount, the fee’s balance, due date and status, student, location, asset, ticket, the system it came from and its id there.',
  noun: 'transaction',
  request: { kind: 'transactions' },
}
const OTHERS: readonly ExportOffer[] = [
  {
    title: 'Overdue fees',
    words: 'Export the overdue list',
    contains: 'Fees that are past their due date and not paid in full, the longest overdue first.',
    noun: 'overdue fee',
    request: { kind: 'list', list: 'fees', filter: { overdue: true, order: 'due' } },
  },
  {
    title: 'Fees',
    words: 'Export the fees',
    contains:
      'Every fee with what was charged, paid and waived, its balance and its status. The Fees tab exports what its filters show.',
    noun: 'fee',
    request: { kind: 'list', list: 'fees', filter: {} },
  },
  {
    title: 'Students who owe',
    words: 'Export the students who owe',
    contains: 'Every student with an open balance, with grade, location and the balance of all their fees.',
    noun: 'student',
    request: { kind: 'list', list: 'students', filter: { owing: true } },
  },
  {
    title: 'Audit trail',
    words: 'Export the audit trail',
    contains:
      'Who did what and when, from the first line to now: runs, changed settings, answers, exports, backups. Each line carries the hash that chains it to the one before.',
    noun: 'line',
    request: { kind: 'list', list: 'audit', filter: {} },
  },
]

/** Excel workbooks of the ledger, one click each. */
export function ExportTab() {
  return (
    <div className="fb-page-scroll">
      <header className="fb-head">
        <h1>Export</h1>
        <p className="fb-summary">Excel workbooks. Each export is a line of the audit trail, with your name.</p>
      </header>
      <section className="fb-card fb-export-main" aria-labelledby="export-all">
        <ExportLine offer={ALL_TRANSACTIONS} id="export-all" />
      </section>
      <section className="fb-card" aria-labelledby="export-others">
        <h2 id="export-others">Lists</h2>
        <ul className="fb-exports">
          {OTHERS.map((offer, index) => (
            <li key={offer.title}>
              <ExportLine offer={offer} id={`export-${index}`} level={3} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function ExportLine({ offer, id, level = 2 }: { offer: ExportOffer; id: string; level?: 2 | 3 }) {
  const writing = useExport()
  const why = useWhyNot()('export')
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div className="fb-export">
      <div className="fb-export-words">
        <Heading id={id}>{offer.title}</Heading>
        <p className="fb-soft">{offer.contains}</p>
        {writing.isPending ? <Writing offer={offer} /> : null}
        <div role="status">
          {writing.data === undefined || writing.isPending ? null : <Outcome outcome={writing.data} offer={offer} />}
        </div>
        {writing.error === null ? null : (
          <p className="fb-export-trouble" role="alert">
            {sentenceOf(writing.error)}
          </p>
        )}
      </div>
      <div>
        <AllowedButton
          why={why}
          fullWidth
          variant={level === 2 ? 'filled' : 'default'}
          disabled={writing.isPending}
          onClick={() => writing.mutate(offer.request)}
        >
          {offer.words}
        </AllowedButton>
      </div>
    </div>
  )
}

/** How far it has come, and the way to stop it. Before the first rows, the person may still be choosing where the file goes. */
function Writing({ offer }: { offer: ExportOffer }) {
  const what = offer.request.kind === 'transactions' ? 'transactions' : offer.request.list
  const running = useQuery(runningExportsQuery).data?.items.findLast(each => each.what === what)
  const cancel = useCancelExport()
  const cancelling = running !== undefined && cancel.variables === running.id
  const noun = offer.plural ?? `${offer.noun}s`
  return (
    <div className="fb-export-line">
      <Loader size="xs" />
      <span role="status">{cancelling ? 'Stopping…' : `Writing the ${noun}…`}</span>
      {running === undefined ? null : (
        <>
          <span>{running.rows === 0 ? '' : `${countWords(running.rows, offer.noun, offer.plural)} so far`}</span>
          <Button variant="default" size="compact-sm" disabled={cancelling} onClick={() => cancel.mutate(running.id)}>
            Cancel this export
          </Button>
        </>
      )}
    </div>
  )
}

function Outcome({ outcome, offer }: { outcome: FileOutcome; offer: ExportOffer }) {
  const host = useQuery(hostQuery)
  const reveal = useReveal()
  if (outcome.kind === 'cancelled') return <p className="fb-export-line">No file was chosen, so nothing was written.</p>
  const rows = countWords(outcome.rows, offer.noun, offer.plural)
  return (
    <p className="fb-export-line">
      <span className="fb-badge-plain fb-tone-good">
        <ToneShape tone="good" />
        <span className="fb-export-file">
          {outcome.kind === 'saved'
            ? `${rows} written to ${outcome.file}.`
            : `${rows} written. Your browser saves it as ${outcome.name}.`}
        </span>
      </span>
      {outcome.kind === 'saved' && host.data?.hasFiles === true ? (
        <Button variant="subtle" size="compact-sm" onClick={() => reveal.mutate('last-export')}>
          Show in folder
        </Button>
      ) : null}
    </p>
  )
}
