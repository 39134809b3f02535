import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { RunRow } from '../../../contract/rows/run.ts'
import type { UndoItem, UndoView } from '../../../contract/rows/undo.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useWhyNot } from '../../api/may.ts'
import { undoPlan, useUndoRun } from '../../api/runs.ts'
import { countWords } from '../../format/count.ts'
import { owedWords } from '../../format/undo-words.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { useFocusBack } from '../../ui/form-dialog.tsx'
import { ToneShape } from '../../ui/icons.tsx'
import { LoadingRows } from '../../ui/states.tsx'

/** Undo this run: what that would do is shown first, with its sums and with what would be left; then it is done as a run of its own (U1). */
export function RunUndo({ run }: { run: RunRow }) {
  const [isAsking, setAsking] = useState(false)
  const why = useWhyNot()('runs.undo')
  if (!canBeUndone(run) || why !== null) return null
  return (
    <>
      <div className="fb-buttons">
        <Button variant="default" size="xs" onClick={() => setAsking(true)}>
          Undo this run…
        </Button>
      </div>
      {isAsking ? <UndoDialog run={run} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

/** A test wrote nothing; what runs or waits has not recorded anything, and what was put aside never will. */
function canBeUndone({ mode, outcome }: RunRow): boolean {
  return mode === 'live' && !['running', 'waiting', 'superseded', 'discarded'].includes(outcome)
}

function UndoDialog({ run, onClose }: { run: RunRow; onClose: () => void }) {
  const close = useFocusBack(onClose)
  const plan = useQuery(undoPlan(run.runId))
  const undo = useUndoRun()
  const error = undo.error ?? plan.error
  return (
    <Modal opened onClose={close} title="Undo this run?" size="lg" returnFocus={false}>
      <div className="fb-dialog-form">
        {undo.data !== undefined ? (
          <Done view={undo.data} />
        ) : plan.data !== undefined && !plan.isFetching ? (
          <Plan view={plan.data} />
        ) : plan.error === null ? (
          <LoadingRows label="Working out what this would undo" />
        ) : null}
        <div role="alert">
          {error === null ? null : (
            <p className="fb-dialog-trouble">
              <span className="fb-tone-bad">
                <ToneShape tone="bad" />
              </span>
              {sentenceOf(error)}
            </p>
          )}
        </div>
        <div className="fb-buttons">
          {undo.data === undefined && plan.data !== undefined && plan.data.fees > 0 ? (
            <Button loading={undo.isPending} disabled={plan.isFetching} onClick={() => undo.mutate(run.runId)}>
              Undo: {countWords(plan.data.fees, 'fee')}, {owedWords(plan.data.balanceCents)}
            </Button>
          ) : null}
          <Button variant="default" data-autofocus onClick={close}>
            {undo.data === undefined ? 'Cancel' : 'Close'}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

/** What would be done, and what would be left and why. */
function Plan({ view }: { view: UndoView }) {
  return (
    <>
      <p className="fb-dialog-lead">
        {view.fees === 0
          ? 'Nothing of this run can be undone.'
          : `What it entered on ${countWords(view.fees, 'fee')} is taken back by opposite entries, as a run of its own. The ledger is backed up first. Imports of these fees stay Ignored until they change or are reprocessed.`}
      </p>
      <Fees title={countWords(view.fees, 'fee')} items={view.items} count={view.fees} cents={view.balanceCents} />
      <Fees
        title={`${countWords(view.leftFees, 'fee')} left as ${view.leftFees === 1 ? 'it is' : 'they are'}`}
        items={view.left}
        count={view.leftFees}
        cents={null}
      />
    </>
  )
}

function Done({ view }: { view: UndoView }) {
  return (
    <div role="status">
      <p className="fb-dialog-lead fb-badge-plain fb-tone-good">
        <ToneShape tone="good" /> Undone on {countWords(view.fees, 'fee')}: {owedWords(view.balanceCents)}.
      </p>
      {view.applied === null ? null : (
        <p>
          <a href={hashOf('sync-history', { [OPEN]: view.applied.runId })}>Open the run that undid it</a>
        </p>
      )}
      {view.leftFees === 0 ? null : (
        <Fees title={`${countWords(view.leftFees, 'fee')} left`} items={view.left} count={view.leftFees} cents={null} />
      )}
    </div>
  )
}

interface FeesProps {
  title: string
  /** The first thousand of them. */
  items: readonly UndoItem[]
  count: number
  /** What their balances move by together; null for those that are left. */
  cents: number | null
}

function Fees({ title, items, count, cents }: FeesProps) {
  if (count === 0) return null
  return (
    <section className="fb-undo" aria-label={title}>
      <h3>{title}</h3>
      <div className="fb-undo-scroll" tabIndex={-1}>
        <table className="fb-plain fb-items">
          <thead>
            <tr>
              <th scope="col">Student</th>
              <th scope="col">{cents === null ? 'Why it is left' : 'What is undone'}</th>
              {cents === null ? null : (
                <th scope="col" className="fb-end">
                  Balance
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {items.map(item => (
              <tr key={item.feeId}>
                <td className="fb-wrap">{item.student ?? '(no student)'}</td>
                <td className="fb-wrap">{cents === null ? `${item.fee}: ${item.message}` : item.message}</td>
                {cents === null ? null : <td className="fb-end">{signed(item.balanceCents)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > items.length ? <p className="fb-soft">and {countWords(count - items.length, 'other fee')}</p> : null}
    </section>
  )
}

function signed(cents: number): string {
  return cents > 0 ? `+${formatMoney(cents)}` : formatMoney(cents)
}
