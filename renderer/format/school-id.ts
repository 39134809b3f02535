/** A School Id without case, blanks and leading zeros. Two that fold alike may be one, so that a person can say so; they are never matched by it. */
export function foldSchoolId(schoolId: string): string {
  return schoolId
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^0+(?=.)/, '')
}
