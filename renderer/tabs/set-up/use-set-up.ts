import { useState } from 'react'
import { refusalOf } from '../../api/call-error.ts'
import { useSetUp } from '../../api/set-up.ts'
import { useTryConnection } from '../../api/settings.ts'
import { hashOf, setParams, useAddress } from '../../ui/address.ts'
import { notify } from '../../ui/notices.tsx'
import { keep, keptNow, useKept } from './kept-set-up.ts'
import {
  errorsOf,
  fieldOf,
  fileOf,
  findErrors,
  type SetUpDraft,
  type SetUpErrors,
  STEPS,
  type Step,
  testedText,
  wireOf,
} from './set-up-draft.ts'

/** Where the person is, and what is wrong there. */
function useSteps() {
  const { reached } = useKept()
  const { params } = useAddress()
  const index = Math.min(Math.max(0, STEPS.indexOf((params.step ?? '') as Step)), reached)
  const step = STEPS[index] ?? 'district'
  const [errors, setErrors] = useState<SetUpErrors>({})
  const [trouble, setTrouble] = useState<string | null>(null)
  const clear = (): void => {
    setErrors({})
    setTrouble(null)
  }
  const go = (to: Step): void => {
    clear()
    keep({ ...keptNow(), reached: Math.max(keptNow().reached, STEPS.indexOf(to)) })
    setParams({ step: to }, 'push')
  }
  return {
    index,
    step,
    reached,
    errors,
    trouble,
    setErrors,
    clear,
    go,
    /** Shows a refusal at the field that it names, in that field's step; else below this one. */
    refuse(error: unknown): void {
      const [sentence, path] = refusalOf(error)
      const place = fieldOf(path)
      if (place !== null && place.step !== step) go(place.step)
      if (place === null) setTrouble(sentence)
      else setErrors({ [place.field]: sentence })
    },
  }
}

/** The guided set-up: its draft, its steps, the test on the way, and the end. */
export function useSetUpForm() {
  const { draft, tested } = useKept()
  const steps = useSteps()
  const { step, index, go, clear, refuse, setErrors } = steps
  const [goesOnUntested, setGoesOnUntested] = useState<string | null>(null)
  const trying = useTryConnection()
  const setUp = useSetUp()
  const text = testedText(draft)
  const current = tested !== null && tested.text === text ? tested : null

  const test = async (): Promise<boolean> => {
    clear()
    try {
      const answer = await trying.mutateAsync({ iiq: wireOf(draft), timeZone: draft.timeZone })
      keep({ ...keptNow(), tested: { text, ...answer } })
      setErrors(errorsOf(answer.report))
      return answer.report.ok
    } catch (error) {
      refuse(error)
      return false
    }
  }
  const connect = async (): Promise<void> => {
    try {
      const { settings } = await setUp.mutateAsync(fileOf(draft))
      keep(null)
      window.location.hash = hashOf('overview')
      const name = settings.district?.name ?? 'Your district'
      notify(
        'good',
        `${name} is connected. Next, run it in test mode: that shows what a sync would do, and saves nothing.`,
      )
    } catch (error) {
      refuse(error)
    }
  }
  return {
    ...steps,
    draft,
    /** The test of these very credentials; another text is another test. */
    tested: current,
    testing: trying.isPending,
    connecting: setUp.isPending,
    goesOnUntested: goesOnUntested === text && step === 'credentials',
    set(changes: Partial<SetUpDraft>) {
      keep({ ...keptNow(), draft: { ...keptNow().draft, ...changes } })
      setErrors(before => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in changes))))
    },
    test: () => void test(),
    back: () => go(STEPS[Math.max(0, index - 1)] ?? 'district'),
    goOn: () => go(STEPS[index + 1] ?? 'check'),
    /** The main button: checks the step, tests on the way, and goes on or connects. */
    async next(): Promise<void> {
      clear()
      // An earlier step can have been spoiled again after a later one was reached.
      const spoiled = STEPS.slice(0, index + 1).find(each => Object.keys(findErrors(each, draft)).length > 0)
      if (spoiled !== undefined) {
        if (spoiled !== step) go(spoiled)
        return setErrors(findErrors(spoiled, draft))
      }
      if (step === 'check') return connect()
      // A test that failed is made again: what was wrong may have been mended over there.
      if (step === 'credentials' && current?.report.ok !== true && !(await test())) return setGoesOnUntested(text)
      go(STEPS[index + 1] ?? 'check')
    },
  }
}

export type SetUpForm = ReturnType<typeof useSetUpForm>
