import { Autocomplete, Button, Checkbox, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { sentenceOf } from '../../api/call-error.ts'
import { categoryChoices } from '../../api/fees.ts'
import type { Draft } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'
import { FormSection } from './form-page.tsx'
import type { IiqDraft } from './iiq-draft.ts'

/** A category of Incident IQ that can be chosen. */
export interface CategoryChoice {
  id: string
  title: string
}

interface IiqCategoriesProps {
  draft: Draft<IiqDraft>
  errors: FieldErrors<keyof IiqDraft>
  /** Categories that Incident IQ named when it was asked just now; null when it was not. */
  asked: readonly CategoryChoice[] | null
  asking: boolean
  onAsk: () => void
}

/** Fee Categories of the guide: import them from Incident IQ, or post everything to one category of the ledger. */
export function IiqCategories({ draft, errors, asked, asking, onAsk }: IiqCategoriesProps) {
  const categories = useQuery(categoryChoices)
  const { value, set } = draft
  const own = (categories.data?.items ?? []).filter(one => one.system === 'feebridge' && !one.archived)
  return (
    <FormSection title="Fee Categories">
      <Radio.Group
        label="Which category a fee gets"
        required
        value={value.categoryMode}
        onChange={mode => set({ categoryMode: mode === 'one' ? 'one' : 'import' })}
      >
        <div className="fb-form-choices">
          <Radio
            value="import"
            label="Import fee categories from Incident IQ"
            description="Fees are assigned to the corresponding Incident IQ fee category."
          />
          <Radio
            value="one"
            label="Select one fee category of the ledger"
            description="All imported fees are posted to that category."
          />
        </div>
      </Radio.Group>
      {value.categoryMode === 'one' ? (
        <Autocomplete
          label="Fee category of the ledger"
          description="One of yours, or a new name: it is made when it is missing."
          required
          maxLength={200}
          data={[...new Set(own.map(one => one.title))]}
          value={value.ledgerCategory}
          error={errors.ledgerCategory}
          onChange={ledgerCategory => set({ ledgerCategory })}
        />
      ) : (
        <ChosenCategories
          draft={draft}
          error={errors.categories}
          offered={offeredOf(asked, categories.data?.items ?? [], value.categories)}
          trouble={categories.error === null ? null : sentenceOf(categories.error)}
          asking={asking}
          onAsk={onAsk}
        />
      )}
      <p className="fb-form-note">
        Only payments made to fees within the selected fee categories are sent to Incident IQ.
      </p>
    </FormSection>
  )
}

interface ChosenCategoriesProps {
  draft: Draft<IiqDraft>
  error: string | undefined
  offered: readonly CategoryChoice[]
  trouble: string | null
  asking: boolean
  onAsk: () => void
}

function ChosenCategories({ draft, error, offered, trouble, asking, onAsk }: ChosenCategoriesProps) {
  const { value, set } = draft
  const isChosen = (id: string) => value.categories.some(one => sameId(one, id))
  return (
    <>
      <Radio.Group
        label="Categories to import"
        value={value.allCategories ? 'all' : 'some'}
        onChange={which => set({ allCategories: which === 'all' })}
      >
        <div className="fb-form-choices">
          <Radio value="all" label="All of them" description="New ones too, when Incident IQ adds them." />
          <Radio value="some" label="Only those chosen here" />
        </div>
      </Radio.Group>
      {value.allCategories ? null : (
        <Checkbox.Group
          label="Chosen categories"
          error={error}
          value={offered.filter(one => isChosen(one.id)).map(one => one.id)}
          onChange={ids => set({ categories: ids })}
        >
          <div className="fb-form-checks">
            {offered.map(one => (
              <Checkbox
                key={one.id}
                value={one.id}
                label={one.title}
                {...(error === undefined ? {} : { 'aria-invalid': true })}
              />
            ))}
          </div>
          {offered.length === 0 ? (
            <p className="fb-soft">{trouble ?? 'No category is known yet. Ask Incident IQ for its list.'}</p>
          ) : null}
        </Checkbox.Group>
      )}
      {value.allCategories ? null : (
        <div>
          <Button variant="default" loading={asking} onClick={onAsk}>
            Ask Incident IQ for its categories
          </Button>
        </div>
      )}
    </>
  )
}

/** What can be chosen: what Incident IQ just named, else what the ledger knows; and what is chosen already, whatever became of it. */
function offeredOf(
  asked: readonly CategoryChoice[] | null,
  known: readonly { system: string; externalId: string | null; title: string; archived: boolean }[],
  chosen: readonly string[],
): CategoryChoice[] {
  const ours = known.flatMap(one =>
    one.system === 'iiq' && one.externalId !== null ? [{ id: one.externalId, title: one.title }] : [],
  )
  const offered = asked ?? ours
  const lost = chosen.filter(id => !offered.some(one => sameId(one.id, id)))
  const named = lost.map(id => ({
    id,
    title: `${ours.find(one => sameId(one.id, id))?.title ?? id} (not listed by Incident IQ)`,
  }))
  return [...offered.toSorted((a, b) => a.title.localeCompare(b.title, 'en-US')), ...named]
}

/** Ids of Incident IQ are the same in capitals and in small letters. */
function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
