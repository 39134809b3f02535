/** An amount as people type it, as the plain decimal text that is sent: `$1,240.5` becomes `1240.5`. What is no amount stays as it was typed. */
export function typedAmount(typed: string): string {
  const bare = typed.replace(/[$\s]/g, '')
  return /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare) ? bare.replaceAll(',', '') : bare
}
