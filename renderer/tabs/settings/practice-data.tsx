import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { HostView } from '../../../contract/host-calls.ts'
import { askHost } from '../../api/bridge.ts'
import { useOpenLedger } from '../../api/host.ts'
import { hashOf } from '../../ui/address.ts'
import { FormSection } from './form-page.tsx'

/** The practice district and the district's own ledger: which is open, and the way from one to the other. */
export function PracticeData({ host }: { host: HostView }) {
  const open = useOpenLedger()
  if (!host.canSwitch && host.ledger === 'own') return null
  return (
    <FormSection title="Practice data">
      <p className="fb-soft">
        {host.ledger === 'practice'
          ? 'This is the practice district: everyone and everything in it is invented, and it lives apart from real data.'
          : 'This is the district’s own ledger. The practice district lives apart from it, in a folder of its own.'}
      </p>
      <div className="fb-buttons">
        {host.ledger === 'own' ? (
          <Button variant="default" loading={open.isPending} onClick={() => open.mutate('practice')}>
            Open the practice district
          </Button>
        ) : null}
        {host.ledger === 'practice' && host.ownIsSetUp ? (
          <Button loading={open.isPending} onClick={() => open.mutate('own')}>
            Open the district’s own ledger
          </Button>
        ) : null}
        {host.ledger === 'practice' && !host.ownIsSetUp && host.canSwitch ? (
          <Button component="a" href={hashOf('set-up')}>
            Connect your own systems
          </Button>
        ) : null}
        {host.ledger === 'practice' && host.canPlay ? <ThrowAway host={host} /> : null}
      </div>
    </FormSection>
  )
}

function ThrowAway({ host }: { host: HostView }) {
  const [asking, setAsking] = useState(false)
  const throwAway = useMutation({
    mutationFn: () => askHost('practice.throwAway', {}),
    onSettled: () => setAsking(false),
  })
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Throw practice data away…
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Throw practice data away?">
        <p className="fb-modal-text">
          The practice district’s fees, imports, runs and exports are deleted.{' '}
          {host.ownIsSetUp
            ? 'The district’s own ledger is opened afterwards; nothing of it is touched.'
            : 'A fresh practice district takes its place.'}
        </p>
        <div className="fb-buttons">
          <Button loading={throwAway.isPending} onClick={() => throwAway.mutate()}>
            Throw practice data away
          </Button>
          <Button variant="default" disabled={throwAway.isPending} onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      </Modal>
    </>
  )
}
