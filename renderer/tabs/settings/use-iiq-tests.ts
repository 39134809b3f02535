import { useState } from 'react'
import type { ConnectionReport } from '../../../contract/calls.ts'
import { CallError, sentenceOf } from '../../api/call-error.ts'
import { useTestConnection, useTryConnection } from '../../api/settings.ts'
import type { TestName } from './connection-tests.tsx'
import { type FormErrors, isEmpty } from './field-errors.ts'
import type { CategoryChoice } from './iiq-categories.tsx'
import { findWireErrors, type IiqDraft, type StoredIiq, wireOf } from './iiq-draft.ts'

interface IiqTests {
  running: TestName | null
  report: { test: TestName; value: ConnectionReport } | null
  /** What Incident IQ answered as its categories; null until it was asked. */
  categories: readonly CategoryChoice[] | null
  trouble: string | null
  run: (test: TestName) => void
  clear: () => void
}

interface IiqTestsOptions {
  value: IiqDraft
  stored: StoredIiq
  timeZone: string
  formErrors: FormErrors
}

/** The tests of the page. The connection is tried with what is typed, so that a wrong key is found before it is kept; the others use what is kept. */
export function useIiqTests({ value, stored, timeZone, formErrors }: IiqTestsOptions): IiqTests {
  const trying = useTryConnection()
  const testing = useTestConnection()
  const [running, setRunning] = useState<TestName | null>(null)
  const [report, setReport] = useState<IiqTests['report']>(null)
  const [categories, setCategories] = useState<readonly CategoryChoice[] | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)

  const refuse = (error: Error) => {
    const name = error instanceof CallError ? error.appError.field?.replace(/^(systems\.)?iiq\./, '') : undefined
    if (name !== undefined && Object.hasOwn(value, name)) formErrors.put({ [name]: sentenceOf(error) })
    else setTrouble(sentenceOf(error))
  }
  const end = { onError: refuse, onSettled: () => setRunning(null) }
  return {
    running,
    report,
    categories,
    trouble,
    run(test) {
      setTrouble(null)
      setReport(null)
      const found = test === 'connection' ? findWireErrors(value, stored) : {}
      formErrors.put(found)
      if (!isEmpty(found)) return
      setRunning(test)
      if (test === 'connection') {
        trying.mutate(
          { iiq: wireOf(value, stored), timeZone },
          {
            ...end,
            onSuccess: reply => {
              setReport({ test, value: reply.report })
              if (reply.report.ok) setCategories(reply.categories)
            },
          },
        )
        return
      }
      testing.mutate({ system: 'iiq', test }, { ...end, onSuccess: value => setReport({ test, value }) })
    },
    clear: () => setTrouble(null),
  }
}
