import { useId, useMemo } from 'react'
import type { FeeStory } from '../../../contract/rows/fee.ts'
import { countWords } from '../../format/count.ts'
import { feePath, type PathStop } from '../../format/fee-path.ts'
import { PanelSection } from '../../ui/side-panel.tsx'

/** Where the boxes stand, in the picture's own units: Incident IQ, where fees are charged, at the left, and the others at the right. */
const BOX = { width: 136, height: 44 }
const HERE = { x: 192, y: 54 }
const PLACES: Record<PathStop['system'], { x: number; y: number }> = {
  iiq: { x: 0, y: 54 },
  intouch: { x: 384, y: 0 },
  'community-pass': { x: 384, y: 54 },
  genesis: { x: 384, y: 108 },
}

/** The way of this fee between the systems as a picture, with the same in words below it. */
export function FeePathDiagram({ story }: { story: FeeStory }) {
  const path = useMemo(() => feePath(story), [story])
  const arrow = useId()
  const others = path.stops.filter(stop => !stop.isConnected)
  return (
    <PanelSection title="Between the systems">
      <svg className="fb-path-picture" viewBox="-1 -1 522 154" role="img" aria-label={path.sentence}>
        <defs>
          <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path className="fb-path-head" d="M0 0 8 4 0 8z" />
          </marker>
        </defs>
        {path.stops.map(stop => (
          <Way key={stop.system} stop={stop} arrow={arrow} />
        ))}
        {path.stops.map(stop => (
          <Box
            key={stop.system}
            place={PLACES[stop.system]}
            name={stop.name}
            words={boxWords(stop)}
            look={stop.isConnected ? '' : 'fb-path-away'}
          />
        ))}
        <Box place={HERE} name="Feebridge" words={path.balance} look="fb-path-here" />
      </svg>
      <ul className="fb-path-words">
        {path.stops
          .filter(stop => stop.isConnected)
          .map(stop => (
            <li key={stop.system}>
              {stop.name}: {stop.words}
            </li>
          ))}
        {others.length === 0 ? null : <li>Not connected: {others.map(stop => stop.name).join(', ')}</li>}
      </ul>
    </PanelSection>
  )
}

/** The line of a system to Feebridge: an arrow for each direction in which something went; dashed where nothing can. */
function Way({ stop, arrow }: { stop: PathStop; arrow: string }) {
  const place = PLACES[stop.system]
  const isLeft = place.x < HERE.x
  const there = { x: isLeft ? place.x + BOX.width : place.x, y: place.y + BOX.height / 2 }
  const here = { x: isLeft ? HERE.x : HERE.x + BOX.width, y: HERE.y + BOX.height / 2 }
  const head = `url(#${arrow})`
  const goesOut = stop.delivered + stop.pending > 0
  if (!stop.isConnected || (stop.cameIn === 0 && !goesOut)) {
    return <line className="fb-path-line fb-path-away" x1={here.x} y1={here.y} x2={there.x} y2={there.y} />
  }
  const apart = stop.cameIn > 0 && goesOut ? 8 : 0
  return (
    <>
      {stop.cameIn === 0 ? null : (
        <line
          className="fb-path-line"
          x1={there.x}
          y1={there.y - apart}
          x2={here.x}
          y2={here.y - apart}
          markerEnd={head}
        />
      )}
      {goesOut ? (
        <line
          className={stop.pending > 0 ? 'fb-path-line fb-path-pending' : 'fb-path-line'}
          x1={here.x}
          y1={here.y + apart}
          x2={there.x}
          y2={there.y + apart}
          markerEnd={head}
        />
      ) : null}
    </>
  )
}

interface BoxProps {
  place: { x: number; y: number }
  name: string
  words: string
  look: string
}

function Box({ place: { x, y }, name, words, look }: BoxProps) {
  return (
    <g className={`fb-path-box ${look}`}>
      <rect x={x} y={y} width={BOX.width} height={BOX.height} rx="6" />
      <text className="fb-path-name" x={x + BOX.width / 2} y={y + 19} textAnchor="middle">
        {name}
      </text>
      <text x={x + BOX.width / 2} y={y + 35} textAnchor="middle">
        {words}
      </text>
    </g>
  )
}

function boxWords(stop: PathStop): string {
  if (!stop.isConnected) return 'not connected'
  if (stop.pending > 0) return `${countWords(stop.pending, 'change')} to send`
  return stop.cameIn === 0 ? 'not involved' : countWords(stop.cameIn, 'entry', 'entries')
}
