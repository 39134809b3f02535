// renderer/ui/charts draws the pictures: small SVG components that know figures and words, and no call and no tab. Sizes along the width are percentages, so that
// nothing has to be measured, and colours are classes, because the window's policy forbids styles in attributes.
import { Button } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'

interface PictureProps {
  title: string
  /** Stands below the heading: what is shown, of when. */
  note?: ReactNode
  picture: ReactNode
  /** The same figures as a table. */
  table: ReactNode
}

/** A card with a picture, and the table behind it one click away. */
export function Picture({ title, note, picture, table }: PictureProps) {
  const [asTable, setAsTable] = useState(false)
  const headingId = useId()
  return (
    <section className="fb-card fb-picture" aria-labelledby={headingId}>
      <header className="fb-picture-head">
        <h2 id={headingId}>{title}</h2>
        <Button variant="default" size="compact-sm" onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Picture' : 'Table'}
          <span className="fb-hidden"> of {title.toLowerCase()}</span>
        </Button>
      </header>
      {note === undefined ? null : <p className="fb-soft fb-picture-note">{note}</p>}
      {asTable ? <div className="fb-picture-table">{table}</div> : picture}
    </section>
  )
}
