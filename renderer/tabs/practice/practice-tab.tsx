import './practice.css'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { sentenceOf } from '../../api/call-error.ts'
import { hostQuery } from '../../api/host.ts'
import { practiceQuery } from '../../api/practice.ts'
import { hashOf } from '../../ui/address.ts'
import { EmptyFirst, ErrorState, LoadingRows } from '../../ui/states.tsx'
import { AddFee } from './add-fee.tsx'
import { AgentFees } from './agent-fees.tsx'
import { Scenarios } from './scenarios.tsx'
import { Troubles } from './troubles.tsx'
import { Watch } from './watch.tsx'

/** The practice console: Incident IQ's side to play at the left, what Feebridge makes of it at the right. */
export function PracticeTab() {
  const host = useQuery(hostQuery)
  if (host.data !== undefined && !host.data.canPlay) return <NoPractice canSwitch={host.data.canSwitch} />
  return <Console />
}

function NoPractice({ canSwitch }: { canSwitch: boolean }) {
  return (
    <>
      <Head />
      <EmptyFirst
        title="The practice district is not open"
        action={
          canSwitch ? <a href={hashOf('settings', { page: 'data' })}>Open the practice district in Settings</a> : null
        }
      >
        {canSwitch
          ? 'Here you play the other side of the practice district. Your own district is open now, and nobody plays with that.'
          : 'This window was opened on one data folder alone. Start Feebridge with npm start to practise.'}
      </EmptyFirst>
    </>
  )
}

function Head() {
  return (
    <header className="fb-head">
      <h1>Practice console</h1>
      <p className="fb-summary">Play Incident IQ’s side, and watch what Feebridge does.</p>
    </header>
  )
}

function Console() {
  const [search, setSearch] = useState('')
  const practice = useQuery(practiceQuery(useDeferredValue(search.trim())))
  if (practice.data === undefined)
    return (
      <>
        <Head />
        {practice.error === null ? (
          <LoadingRows label="Loading the practice console" />
        ) : (
          <ErrorState sentence={sentenceOf(practice.error)} onRetry={() => void practice.refetch()} />
        )}
      </>
    )
  const state = practice.data
  return (
    <div className="fb-page-scroll">
      <Head />
      <div className="fb-play">
        <div className="fb-play-side">
          <Scenarios state={state} />
          <Troubles now={state.troubles} />
          <AddFee students={state.students} feeTypes={state.feeTypes} />
          <AgentFees fees={state.fees} search={search} onSearch={setSearch} />
        </div>
        <div className="fb-play-side">
          <Watch state={state} />
        </div>
      </div>
    </div>
  )
}
