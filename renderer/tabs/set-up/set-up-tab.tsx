import './set-up.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { sentenceOf } from '../../api/call-error.ts'
import { hostQuery, useOpenLedger } from '../../api/host.ts'
import { hashOf } from '../../ui/address.ts'
import { EmptyFirst, ErrorState, LoadingRows } from '../../ui/states.tsx'
import { CheckStep } from './check-step.tsx'
import { Verdict } from './checks.tsx'
import { CredentialsStep } from './credentials-step.tsx'
import { DistrictStep } from './district-step.tsx'
import { ImportStep } from './import-step.tsx'
import { ScheduleStep } from './schedule-step.tsx'
import { STEP_WORDS, STEPS, type Step } from './set-up-draft.ts'
import { type SetUpForm, useSetUpForm } from './use-set-up.ts'

/** The guided set-up: from the practice district to the district's own ledger, in five steps. */
export function SetUpTab() {
  const host = useQuery(hostQuery)
  const open = useOpenLedger()
  if (host.data === undefined)
    return host.error === null ? (
      <LoadingRows label="Loading the set-up" />
    ) : (
      <ErrorState sentence={sentenceOf(host.error)} onRetry={() => void host.refetch()} />
    )
  if (host.data.ownIsSetUp)
    return (
      <Elsewhere
        title="Your district is set up already"
        action={
          host.data.ledger === 'own' ? (
            <a href={hashOf('settings', { page: 'iiq' })}>Open the settings of Incident IQ</a>
          ) : (
            <Button loading={open.isPending} onClick={() => open.mutate('own')}>
              Back to your own district
            </Button>
          )
        }
      >
        Its name, credentials, rules and schedule are changed in Settings.
      </Elsewhere>
    )
  if (!host.data.canSwitch)
    return (
      <Elsewhere title="This window cannot set up a district">
        It was opened on one data folder alone. Start Feebridge with npm start, or import a settings file with npx
        feebridge settings import.
      </Elsewhere>
    )
  return <Wizard />
}

function Elsewhere({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <>
      <header className="fb-head">
        <h1>Connect your own systems</h1>
      </header>
      <EmptyFirst title={title} action={action}>
        {children}
      </EmptyFirst>
    </>
  )
}

const PAGES: Record<Step, (props: { form: SetUpForm }) => ReactNode> = {
  district: DistrictStep,
  credentials: CredentialsStep,
  import: ImportStep,
  schedule: ScheduleStep,
  check: CheckStep,
}

function Wizard() {
  const form = useSetUpForm()
  const { step, index, errors } = form
  const page = useRef<HTMLFormElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const shownStep = useRef(step)
  useEffect(() => {
    // A new step is read from its heading on; the first one leaves the focus where the person is.
    if (shownStep.current !== step) heading.current?.focus()
    shownStep.current = step
  }, [step])
  useEffect(() => {
    if (Object.values(errors).some(error => error !== undefined))
      page.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
  const Page = PAGES[step]
  return (
    <div className="fb-setup">
      <header className="fb-head">
        <h1>Connect your own systems</h1>
        <p className="fb-summary">Incident IQ first. Nothing is made before the last step.</p>
      </header>
      <Progress form={form} />
      <form
        ref={page}
        className="fb-setup-page"
        noValidate
        aria-label={STEP_WORDS[step]}
        onSubmit={event => {
          event.preventDefault()
          if (!form.testing && !form.connecting) void form.next()
        }}
      >
        <h2 ref={heading} tabIndex={-1}>
          <span className="fb-hidden">{`Step ${index + 1} of ${STEPS.length}: `}</span>
          {STEP_WORDS[step]}
        </h2>
        <Page form={form} />
        <div role="alert">{form.trouble === null ? null : <p className="fb-setup-trouble">{form.trouble}</p>}</div>
        <Foot form={form} />
      </form>
    </div>
  )
}

/** The steps as a line; those that were reached can be gone back to. */
function Progress({ form: { index, reached, go } }: { form: SetUpForm }) {
  return (
    <nav aria-label="Steps of the set-up">
      <ol className="fb-setup-steps">
        {STEPS.map((step, place) => (
          <li key={step} className={place < reached ? 'fb-setup-done' : undefined}>
            <button
              type="button"
              disabled={place > reached}
              aria-current={place === index ? 'step' : undefined}
              onClick={() => go(step)}
            >
              <span aria-hidden="true" className="fb-setup-number">
                {place + 1}
              </span>
              {STEP_WORDS[step]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Foot({ form }: { form: SetUpForm }) {
  const { step, index, testing, connecting } = form
  const next = step === 'check' ? 'Connect Incident IQ' : step === 'credentials' ? 'Test and go on' : 'Next'
  return (
    <div className="fb-setup-foot">
      <Button type="submit" loading={testing || connecting}>
        {next}
      </Button>
      {index === 0 ? null : (
        <Button variant="default" disabled={testing || connecting} onClick={form.back}>
          Back
        </Button>
      )}
      {form.goesOnUntested ? (
        <Button variant="subtle" disabled={testing} onClick={form.goOn}>
          Go on without a passing test
        </Button>
      ) : null}
      {step === 'credentials' ? <Verdict form={form} /> : null}
    </div>
  )
}
