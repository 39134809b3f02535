import { Button } from '@mantine/core'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { countWords } from '../format/count.ts'
import { type RawBlock, type RawPiece, type RawView, viewRaw } from '../format/raw-blocks.ts'
import { FOUND_MOST, type KnownValue } from '../format/raw-marks.ts'

interface RawRecordProps {
  raw: string
  /** What the clerk searched raw values for. */
  search?: string
  /** The values by which the record was matched. */
  known?: readonly KnownValue[]
  /** The message whose trouble is to be marked. */
  message?: string
}

/** Longer values are shown in part until one asks for them: a browser lays out a line of a megabyte for seconds. */
const VALUE_CHARACTERS_MOST = 2_000
const NOTHING_KNOWN: readonly KnownValue[] = []

/** A raw record, indented for reading; every value stands as the system sent it. What was searched for and what it was matched by is marked. */
export function RawRecord({ raw, search = '', known = NOTHING_KNOWN, message = '' }: RawRecordProps) {
  const [isWhole, setWhole] = useState(false)
  const [place, setPlace] = useState<number | null>(null)
  const prefix = useId()
  const view = useMemo(() => {
    const valueCharactersMost = isWhole ? Number.POSITIVE_INFINITY : VALUE_CHARACTERS_MOST
    return viewRaw(raw, { search, known, message, valueCharactersMost })
  }, [raw, search, known, message, isWhole])
  const nextPlace = () => setPlace(before => (before === null ? 0 : (before + 1) % view.found))
  useEffect(() => {
    if (place !== null) document.getElementById(`${prefix}${place}`)?.scrollIntoView({ block: 'center' })
  }, [place, prefix])
  return (
    <>
      <Legend view={view} search={search} place={place} onNext={nextPlace} />
      {view.isJson ? null : <p className="fb-soft">It is not JSON; it is shown as it came.</p>}
      <pre className="fb-raw">
        {view.blocks.map(block => (
          <Block key={block.key} block={block} place={place} prefix={prefix} />
        ))}
      </pre>
      {view.cut ? (
        <Button variant="default" onClick={() => setWhole(true)}>
          Show long values whole
        </Button>
      ) : null}
    </>
  )
}

interface LegendProps {
  view: RawView
  search: string
  place: number | null
  onNext: () => void
}

/** Says what the marks mean, and leads from place to place. */
function Legend({ view, search, place, onNext }: LegendProps) {
  const { found, matched } = view
  if (found === 0 && matched.length === 0) return null
  const places = `${countWords(found, 'place')}${found === FOUND_MOST ? ' and more' : ''}`
  return (
    <ul className="fb-raw-legend">
      {found === 0 ? null : (
        <li>
          <mark className="fb-mark-found">{search.trim()}</mark>{' '}
          <span>
            what you searched for, {place === null ? places : `${place + 1} of ${places}`}{' '}
            <Button variant="subtle" size="compact-sm" onClick={onNext}>
              {place === null ? 'Go to the first' : 'Next'}
            </Button>
          </span>
        </li>
      )}
      {matched.length === 0 ? null : (
        <li>
          <mark className="fb-mark-matched">value</mark> what it was matched by: {matched.join(', ')}
        </li>
      )}
    </ul>
  )
}

/** A block is one plain text until it comes into sight, and coloured from then on. */
function Block({ block, place, prefix }: { block: RawBlock; place: number | null; prefix: string }) {
  const [isSeen, setSeen] = useState(block.key === 0)
  const element = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (isSeen || element.current === null) return
    const observer = new IntersectionObserver(seen => {
      if (seen.some(each => each.isIntersecting)) setSeen(true)
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [isSeen])
  const { places } = block
  const isAsked = place !== null && places !== null && place >= places.first && place <= places.last
  return (
    <span ref={element} className="fb-raw-block">
      {isSeen || isAsked
        ? block.pieces.map(piece => <Piece key={piece.key} piece={piece} place={place} prefix={prefix} />)
        : block.text}
    </span>
  )
}

function Piece({ piece, place, prefix }: { piece: RawPiece; place: number | null; prefix: string }) {
  const { kind, text, mark } = piece
  if (mark === null) return <span className={`fb-json-${kind}`}>{text}</span>
  if (mark.kind === 'matched') {
    return (
      <>
        <mark className="fb-mark-matched" title={mark.detail ?? mark.words}>
          {text}
        </mark>
        {piece.endsMark ? <span className="fb-mark-words" data-words={mark.words} /> : null}
      </>
    )
  }
  const isHere = piece.place !== null && piece.place === place
  return (
    <mark
      id={piece.place === null ? undefined : `${prefix}${piece.place}`}
      className={isHere ? 'fb-mark-found fb-mark-here' : 'fb-mark-found'}
    >
      {text}
    </mark>
  )
}
