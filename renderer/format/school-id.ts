/** A School Id without case, blanks and leading zeros. Two that fold alike may be one, so that a person can say so; they are never matched by it. */
export function foldSchoolId(schoolId: string): string {
  return schoolId
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^0+(?=.)/, '')
}

/** The student whom a typed text names alone: by the whole School Id, or as the only one who is found. Null where that is nobody, or several. */
export function namedBy<Student extends { schoolId: string | null }>(
  typed: string,
  found: readonly Student[],
): Student | null {
  const bearers = found.filter(student => student.schoolId === typed.trim())
  const [only, second] = bearers.length === 0 ? found : bearers
  return only === undefined || second !== undefined ? null : only
}
