import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { hostQuery, useOpenLedger } from '../api/host.ts'
import { hashOf } from '../ui/address.ts'
import { ThrowAway } from './throw-away.tsx'

/** Says that nothing here is real, and leads out: to one's own systems, or back to them. Only what this host can do is offered. */
export function PracticeBanner() {
  const host = useQuery(hostQuery).data
  const open = useOpenLedger()
  const [throwing, setThrowing] = useState(false)
  return (
    <section className="fb-practice" aria-label="Practice district">
      <span>
        <strong>Practice district</strong>
        <span className="fb-practice-words">: everyone and everything here is invented.</span>
      </span>
      {host?.canSwitch === true ? (
        <span className="fb-practice-ways">
          {host.ownIsSetUp ? (
            <Button size="compact-sm" loading={open.isPending} onClick={() => open.mutate('own')}>
              Back to your own district
            </Button>
          ) : (
            <a href={hashOf('set-up')}>Connect your own systems</a>
          )}
          <Button variant="subtle" size="compact-sm" onClick={() => setThrowing(true)}>
            Throw practice data away…
          </Button>
          <ThrowAway opened={throwing} ownIsSetUp={host.ownIsSetUp} onClose={() => setThrowing(false)} />
        </span>
      ) : null}
    </section>
  )
}
