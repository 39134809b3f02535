import { CloseButton } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { ToneShape } from './icons.tsx'

/** A sentence that passes by: what an action brought about, or why it was refused. */
export interface Notice {
  id: number
  tone: 'good' | 'bad' | 'warn'
  text: string
}

/** Refusals stay until closed. News goes by itself: what it tells of is in the lists too. */
const NEWS_MS = 8_000

let notices: readonly Notice[] = []
let lastId = 0
const listeners = new Set<() => void>()

export function notify(tone: Notice['tone'], text: string): void {
  lastId += 1
  const id = lastId
  change([...notices.filter(notice => notice.text !== text), { id, tone, text }].slice(-3))
  if (tone !== 'bad') setTimeout(() => dismiss(id), NEWS_MS)
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
          <span className="fb-notice-text">{notice.text}</span>
          <CloseButton size={24} aria-label="Close this notice" onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </div>
  )
}
