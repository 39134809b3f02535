import { Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ConnectionReport } from '../../../contract/calls.ts'
import { useWhyNot } from '../../api/may.ts'
import { countWords } from '../../format/count.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import { ToneShape } from '../../ui/icons.tsx'
import { FormSection } from './form-page.tsx'

export type TestName = 'connection' | 'pull' | 'push'
const TESTS: readonly { test: TestName; words: string }[] = [
  { test: 'connection', words: 'Test connection' },
  { test: 'pull', words: 'Test pull' },
  { test: 'push', words: 'Test push' },
]

interface ConnectionTestsProps {
  /** True while the form differs from what is saved: only the connection can then be tried. */
  dirty: boolean
  running: TestName | null
  report: { test: TestName; value: ConnectionReport } | null
  trouble: string | null
  onTest: (test: TestName) => void
}

/** The three tests, each check a line. None changes anything in Incident IQ. */
export function ConnectionTests({ dirty, running, report, trouble, onTest }: ConnectionTestsProps) {
  const why = useWhyNot()('settings.change')
  return (
    <FormSection title="Tests">
      <p className="fb-soft">
        {dirty
          ? 'Test connection tries what is typed above, before it is saved. The other two work with what is saved.'
          : 'Tests read and compare; none of them changes anything in Incident IQ.'}
      </p>
      <div className="fb-buttons">
        {TESTS.map(({ test, words }) => (
          <AllowedButton
            key={test}
            why={why}
            variant="default"
            disabled={running !== null || (dirty && test !== 'connection')}
            onClick={() => onTest(test)}
          >
            {words}
          </AllowedButton>
        ))}
      </div>
      <div role="status">
        {running === null ? null : <Asking />}
        {running === null && report !== null ? <Verdict report={report.value} test={report.test} /> : null}
      </div>
      {running === null && report !== null ? <Checks report={report.value} /> : null}
      {running === null && trouble !== null ? (
        <p ref={show} className="fb-form-trouble" role="alert">
          {trouble}
        </p>
      ) : null}
    </FormSection>
  )
}

/** Seconds are counted, so that a slow answer is not taken for none. */
function Asking() {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(count => count + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <p className="fb-form-asking">
      <Loader size="xs" />
      <span>Asking Incident IQ…</span>
      <span aria-hidden="true">{seconds === 0 ? '' : `${seconds} s`}</span>
    </p>
  )
}

function Verdict({ report, test }: { report: ConnectionReport; test: TestName }) {
  const failed = report.checks.filter(check => !check.ok).length
  const name = TESTS.find(each => each.test === test)?.words ?? 'Test'
  return (
    <p className="fb-form-verdict">
      {report.ok ? `${name}: all is well.` : `${name}: ${countWords(failed, 'check')} failed.`}
    </p>
  )
}

/** Each answer is a list of its own, and comes into sight when it comes: the buttons may stand low on the page. */
function Checks({ report }: { report: ConnectionReport }) {
  return (
    <ul key={JSON.stringify(report.checks)} ref={show} className="fb-checks">
      {report.checks.map(check => (
        <li key={check.name} className={check.ok ? 'fb-tone-good' : 'fb-tone-bad'}>
          <ToneShape tone={check.ok ? 'good' : 'bad'} />
          <span>
            <strong>{check.name}</strong>
            <span className="fb-hidden">{check.ok ? ', passed' : ', failed'}</span>
            <br />
            {check.message}
          </span>
        </li>
      ))}
    </ul>
  )
}

function show(answer: HTMLElement | null): void {
  answer?.scrollIntoView({ block: 'nearest' })
}
