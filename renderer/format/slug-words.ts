/** A short name of the ledger as people read it: `unknown-student` becomes `unknown student`, `item-type` `item type`. */
export function slugWords(slug: string): string {
  return slug.replaceAll('-', ' ')
}
