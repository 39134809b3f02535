import type { Db } from './open.ts'

/** A category of Incident IQ and how many fees of it are here. `key` is its CategoryId in lower case. */
export interface CategoryFees {
  key: string
  title: string
  fees: number
}

/** What a narrower selection of categories would leave behind. */
export function countFeesByCategory(db: Db): CategoryFees[] {
  return db
    .prepare<[], CategoryFees>(
      `SELECT c.external_key AS key, c.title, (SELECT count(*) FROM fees f WHERE f.category_title = c.title AND f.system = 'iiq') AS fees
       FROM categories c WHERE c.system = 'iiq' AND c.external_key IS NOT NULL ORDER BY c.title`,
    )
    .all()
}
