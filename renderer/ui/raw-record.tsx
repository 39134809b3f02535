import { useMemo } from 'react'
import { prettyJson } from '../format/pretty-json.ts'

/** Longer records are shown as they came: colouring them would hold the window up. */
const PRETTY_CHARACTERS_MOST = 200_000

/** A raw record, indented for reading; every value stands as the system sent it. */
export function RawRecord({ raw }: { raw: string }) {
  const pieces = useMemo(() => (raw.length > PRETTY_CHARACTERS_MOST ? null : prettyJson(raw)), [raw])
  return (
    <pre className="fb-raw">
      {pieces === null
        ? raw
        : pieces.map(piece => (
            <span key={piece.at} className={`fb-json-${piece.kind}`}>
              {piece.text}
            </span>
          ))}
    </pre>
  )
}
