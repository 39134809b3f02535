import type { Tone } from '../format/tones.ts'
import { ToneShape } from './icons.tsx'

/** A state as shape and word, with its colour. */
export function StateBadge({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span className={`fb-badge fb-tone-${tone}`}>
      <ToneShape tone={tone} />
      <span>{words}</span>
    </span>
  )
}
