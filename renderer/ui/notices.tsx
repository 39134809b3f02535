import { CloseButton } from '@mantine/core'
import { type ReactNode, useSyncExternalStore } from 'react'
import { ToneShape } from './icons.tsx'

/** A sentence that passes by: what an action brought about, or why it was refused. */
export interface Notice {
  id: number
  tone: 'good' | 'bad' | 'warn'
  text: string
  /** What can be done about it, below the text. */
  below: ReactNode
}

/** Refusals stay until closed. News goes by itself: what it tells of is in the lists too. */
const NEWS_MS = 8_000
/** With something to press below it, news stays longer, and only the latest such one. */
const OFFER_MS = 30_000

let notices: readonly Notice[] = []
let lastId = 0
const listeners = new Set<() => void>()

export function notify(tone: Notice['tone'], text: string, below: ReactNode = null): void {
  lastId += 1
  const id = lastId
  const isPast = (notice: Notice) => notice.text === text || (below !== null && notice.below !== null)
  change([...notices.filter(notice => !isPast(notice)), { id, tone, text, below }].slice(-3))
  if (tone !== 'bad') setTimeout(() => dismiss(id), below === null ? NEWS_MS : OFFER_MS)
}

/** Takes everything away that was told: it is not for who comes next. */
export function clearNotices(): void {
  change([])
}

function dismiss(id: number): void {
  change(notices.filter(notice => notice.id !== id))
}

function change(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Shows notices in the lower right corner; a polite live region, so that each is announced once. */
export function NoticeArea() {
  const shown = useSyncExternalStore(subscribe, () => notices)
  return (
    <div className="fb-notices" role="status" aria-live="polite">
      {shown.map(notice => (
        <div key={notice.id} className={`fb-notice fb-tone-${notice.tone}`}>
          <ToneShape tone={notice.tone} />
          <div className="fb-notice-text">
            {notice.text}
            {notice.below}
          </div>
          <CloseButton size={24} aria-label="Close this notice" onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </div>
  )
}
