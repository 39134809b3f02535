import { Button, Radio } from '@mantine/core'
import { countWords } from '../../format/count.ts'
import { dayWords } from '../../format/time.ts'
import { ToneShape } from '../../ui/icons.tsx'
import type { Tested } from './kept-set-up.ts'
import { nightWords, type SetUpDraft, STEP_WORDS, type Step, staysInTestMode } from './set-up-draft.ts'
import type { SetUpForm } from './use-set-up.ts'

/** Everything once more, readable, and the one question that only a person can answer (I8). */
export function CheckStep({ form }: { form: SetUpForm }) {
  const { draft, errors, tested, set } = form
  return (
    <>
      <div className="fb-setup-summary">
        <Part form={form} step="district" lines={districtLines(draft)} />
        <Part form={form} step="credentials" lines={credentialLines(draft, tested)} />
        <Part form={form} step="import" lines={importLines(draft, tested)} />
        <Part form={form} step="schedule" lines={scheduleLines(draft)} />
      </div>
      <Radio.Group
        label="Is the vendor’s own bridge for the same pair still on?"
        description="Such as Incident IQ’s own InTouch app, or the Incident IQ task of Genesis: anything else that carries the same fees and payments."
        required
        value={draft.otherBridge}
        error={errors.otherBridge}
        onChange={answer => set({ otherBridge: answer === 'on' ? 'on' : 'off' })}
      >
        <div className="fb-setup-choices">
          <Radio
            value="off"
            label="No, there is none, or it is switched off"
            {...(errors.otherBridge === undefined ? {} : { 'aria-invalid': true })}
          />
          <Radio value="on" label="Yes, it is still on" />
        </div>
      </Radio.Group>
      {draft.otherBridge === 'on' ? (
        <p ref={show} className="fb-setup-warning">
          <span className="fb-tone-warn">
            <ToneShape tone="warn" />
          </span>
          With both on, every payment arrives twice. So iiQ Sync starts in test mode and saves nothing: switch the other
          bridge off, then turn test mode off on the Overview.
        </p>
      ) : null}
    </>
  )
}

/** The warning comes below the question, maybe below the edge of the window too. */
function show(warning: HTMLElement | null): void {
  warning?.scrollIntoView({ block: 'nearest' })
}

function Part({ form, step, lines }: { form: SetUpForm; step: Step; lines: readonly string[] }) {
  return (
    <section aria-label={STEP_WORDS[step]}>
      <div className="fb-setup-part">
        <h3>{STEP_WORDS[step]}</h3>
        <Button variant="subtle" size="compact-sm" onClick={() => form.go(step)}>
          Change<span className="fb-hidden"> {STEP_WORDS[step]}</span>
        </Button>
      </div>
      <ul>
        {lines.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function districtLines(draft: SetUpDraft): string[] {
  const days = Number(draft.overdueDays)
  return [draft.name, `Time zone ${draft.timeZone}`, `A fee is overdue after ${countWords(days, 'day')}.`]
}

/** The key is never said back: only that there is one. */
function credentialLines(draft: SetUpDraft, tested: Tested | null): string[] {
  const works =
    tested === null
      ? 'The connection was not tested.'
      : tested.report.ok
        ? 'The connection was tested and works.'
        : 'The connection test failed; see its lines in that step.'
  const address = draft.baseUrl.trim() === '' ? `API Domain ${draft.apiDomain}` : `Address ${draft.baseUrl}`
  return [works, address, 'The API Key and the three IDs are entered.']
}

function importLines(draft: SetUpDraft, tested: Tested | null): string[] {
  return [
    `Fees created on or after ${draft.createdSince === '' ? '…' : dayWords(draft.createdSince)}`,
    categoryLine(draft, tested),
    draft.waiveZeroDue
      ? 'Fees with nothing due in Incident IQ are waived.'
      : 'Fees with nothing due in Incident IQ are left as they are.',
    draft.waiveMissing
      ? 'Fees that do not exist in Incident IQ any more are waived.'
      : 'Fees that do not exist in Incident IQ any more are listed as errors.',
  ]
}

function categoryLine(draft: SetUpDraft, tested: Tested | null): string {
  if (draft.categoryMode === 'one') return `All of them in the ledger category ${draft.ledgerCategory}`
  if (draft.allCategories) return 'All fee categories of Incident IQ'
  const titles = (tested?.categories ?? []).filter(one => draft.categories.includes(one.id)).map(one => one.title)
  return titles.length === 0
    ? countWords(draft.categories.length, 'chosen category', 'chosen categories')
    : `Only the fee categories ${titles.join(', ')}`
}

function scheduleLines(draft: SetUpDraft): string[] {
  return [
    draft.scheduled ? `iiQ Sync runs ${nightWords(draft.time)}.` : 'iiQ Sync runs only when somebody presses Run now.',
    staysInTestMode(draft)
      ? 'In test mode: it writes a workbook and saves nothing.'
      : 'Not in test mode: the first sync enters fees for good.',
  ]
}
