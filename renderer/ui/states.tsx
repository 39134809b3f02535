import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { hashOf } from './address.ts'
import { ToneShape } from './icons.tsx'

/** Nothing here yet: what will be here, and one thing to do. */
export function EmptyFirst({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="fb-state">
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  )
}

/** For {@link EmptyFirst} where a run brings the first rows: the way to Run now. */
export function ToOverview() {
  return (
    <Button component="a" href={hashOf('overview')}>
      Open the Overview
    </Button>
  )
}

/** Nothing fits the filters. */
export function EmptyByFilter({ onClear }: { onClear: () => void }) {
  return (
    <div className="fb-state">
      <h2>Nothing matches</h2>
      <p>No row fits all of these filters.</p>
      <Button variant="default" onClick={onClear}>
        Clear filters
      </Button>
    </div>
  )
}

/** Something could not be shown: the sentence that says why, and the way to try again. */
export function ErrorState({ sentence, onRetry }: { sentence: string; onRetry: () => void }) {
  return (
    <div className="fb-state" role="alert">
      <h2 className="fb-tone-bad fb-badge-plain">
        <ToneShape tone="bad" /> This cannot be shown now
      </h2>
      <p>{sentence}</p>
      <Button variant="default" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}

/** Before the first answer: grey lines where the rows will be. */
export function LoadingRows({ label }: { label: string }) {
  return <div className="fb-loading" role="status" aria-label={label} />
}
