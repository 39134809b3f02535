import { Loader } from '@mantine/core'
import { countWords } from '../../format/count.ts'
import { ToneShape } from '../../ui/icons.tsx'
import type { SetUpForm } from './use-set-up.ts'

/** How the last test of these very credentials ended; stands by the buttons, so that it is always in sight. */
export function Verdict({ form: { tested, testing } }: { form: SetUpForm }) {
  const failed = tested?.report.checks.filter(check => !check.ok).length ?? 0
  return (
    <p role="status" className="fb-setup-verdict">
      {testing ? (
        <>
          <Loader size="xs" /> Asking Incident IQ…
        </>
      ) : null}
      {tested === null || testing ? null : (
        <>
          <span className={failed === 0 ? 'fb-tone-good' : 'fb-tone-bad'}>
            <ToneShape tone={failed === 0 ? 'good' : 'bad'} />
          </span>
          {failed === 0 ? 'The connection works.' : `${countWords(failed, 'check')} failed.`}
        </>
      )}
    </p>
  )
}

/** What that test found, a line a check. It comes into sight when it comes; a field that is wrong is focused all the same. */
export function Checks({ form: { tested, testing } }: { form: SetUpForm }) {
  if (tested === null || testing) return null
  return (
    <ul key={tested.text} ref={show} className="fb-setup-checks" aria-label="What the test found">
      {tested.report.checks.map(check => (
        <li key={check.name}>
          <span className={check.ok ? 'fb-tone-good' : 'fb-tone-bad'}>
            <ToneShape tone={check.ok ? 'good' : 'bad'} />
          </span>
          <span>
            <strong>{check.name}</strong>
            <span className="fb-hidden">{check.ok ? ', passed' : ', failed'}</span>: {check.message}
          </span>
        </li>
      ))}
    </ul>
  )
}

function show(list: HTMLElement | null): void {
  list?.scrollIntoView({ block: 'nearest' })
}
