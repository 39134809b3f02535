import type { ReactNode } from 'react'
import type { Tone } from '../format/tones.ts'

/** Icons are drawn here, 16 by 16, in the colour of their text; words always stand beside them, so readers skip them. */
function Icon({ children, filled = false }: { children: ReactNode; filled?: boolean }) {
  return (
    <svg
      className="fb-icon"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      fillRule="evenodd"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

const PATHS = {
  overview: 'M2.5 2.5h4.5v5h-4.5zM9 2.5h4.5v3H9zM9 7.5h4.5v6H9zM2.5 9.5h4.5v4h-4.5z',
  fees: 'M3.5 1.8v12.4l1.5-1 1.5 1 1.5-1 1.5 1 1.5-1 1.5 1V1.8zM6 5.5h4M6 8.5h4',
  'import-log': 'M2 9.5 4 3h8l2 6.5v4H2zM2 9.5h3.5l1 2h3l1-2H14',
  errors: 'M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.7v.1',
  transfers: 'M2 5.5h10.5M9.6 2.6l2.9 2.9-2.9 2.9M14 10.5H3.5M6.4 7.6l-2.9 2.9 2.9 2.9',
  'sync-history': 'M2.5 8a5.5 5.5 0 1 1 1.6 3.9M2.2 12.2V9.4H5M8 5v3.2l2.2 1.4',
  students: 'M8 2.2a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2zM2.8 13.8c.3-3 2.4-4.6 5.2-4.6s4.9 1.6 5.2 4.6z',
  locations:
    'M8 1.8a4.6 4.6 0 0 0-4.6 4.6c0 3.4 4.6 7.8 4.6 7.8s4.6-4.4 4.6-7.8A4.6 4.6 0 0 0 8 1.8zM8 4.8a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z',
  'item-categories': 'M2 3.5h4.5l1.2 1.6H14v7.9H2zM2 7h12',
  'item-types': 'M2.2 2.2h5.6l6 6-5.6 5.6-6-6zM5.2 5.2v.1',
  export: 'M8 1.8v8M5 7l3 3 3-3M2.5 10.5v3.2h11v-3.2',
  permissions: 'M10.6 2a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8zM8.2 7.8 2.2 13.8M4.2 11.8l1.8 1.8',
  lock: 'M3.5 7.2h9v6.6h-9zM5.2 7.2V5a2.8 2.8 0 0 1 5.6 0v2.2M8 9.8v1.6',
  check: 'M3 8.4 6.4 12 13 4.6',
  settings: 'M2 4.5h6M11.5 4.5H14M2 11.5h2.5M8 11.5h6M9.8 2.8v3.4M6.2 9.8v3.4',
  practice: 'M3 2h10M6 2v4.5L2.6 13a.8.8 0 0 0 .7 1.2h9.4a.8.8 0 0 0 .7-1.2L10 6.5V2M4.6 10h6.8',
  search: 'M7 2.2a4.8 4.8 0 1 0 0 9.6A4.8 4.8 0 0 0 7 2.2zM10.6 10.6l3.4 3.4',
  columns: 'M2.2 3h11.6v10H2.2zM6 3v10M10 3v10',
  sort: 'M5 3v10M2.6 5.4 5 3l2.4 2.4M11 13V3M8.6 10.6 11 13l2.4-2.4',
  appearance: 'M8 2.2a5.8 5.8 0 1 0 0 11.6zM8 2.2a5.8 5.8 0 1 1 0 11.6',
  keyboard: 'M1.8 4h12.4v8H1.8zM4.2 6.6v.1M6.8 6.6v.1M9.3 6.6v.1M11.8 6.6v.1M5 9.5h6',
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M5 3.2 12.5 8 5 12.8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
} as const

export type IconName = keyof typeof PATHS

export function Glyph({ name }: { name: IconName }) {
  return (
    <Icon>
      <path d={PATHS[name]} />
    </Icon>
  )
}

const RING = 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z'

const TONE_SHAPES: Record<Tone, ReactNode> = {
  open: <path d={RING} />,
  half: <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 3a5 5 0 0 1 0 10z" />,
  good: (
    <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm3.3 4.9-4 4.2a.7.7 0 0 1-1 0L4.7 9a.7.7 0 0 1 1-1l1.1 1.1 3.5-3.7a.7.7 0 0 1 1 1z" />
  ),
  bad: (
    <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3L1.5 10.7V5.3zm.3 3.1-1 1L7 8l-2.4 2.4 1 1L8 9l2.4 2.4 1-1L9 8l2.4-2.4-1-1L8 7z" />
  ),
  warn: <path d="M8 1.3 15.2 14H.8zm-.75 4.4.2 4.2h1.1l.2-4.2zm.75 5.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6z" />,
  quiet: <path d={`${RING}M5 7.3h6v1.4H5z`} />,
  busy: <path d={`${RING}M6.4 5v6l4.6-3z`} />,
  paused: <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM5.6 5h1.6v6H5.6zm3.2 0h1.6v6H8.8z" />,
  offline: (
    <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3zM4.9 12 4 11.1 11.1 4l.9.9z" />
  ),
}

/** The shape of a state, distinct without colour. */
export function ToneShape({ tone }: { tone: Tone }) {
  return <Icon filled>{TONE_SHAPES[tone]}</Icon>
}
