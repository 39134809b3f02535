import type { ReactNode } from 'react'

export interface Fact {
  label: string
  value: ReactNode
}

/** Names and values in two columns. Facts without a value are left out. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="fb-facts">
      {facts
        .filter(fact => fact.value !== null && fact.value !== undefined && fact.value !== '')
        .map(fact => (
          <div key={fact.label} className="fb-fact">
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
    </dl>
  )
}
