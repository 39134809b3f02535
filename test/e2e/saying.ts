/** Fits every text that has this sentence in it, such as the description of a field that also says how to fill it in. */
export function saying(sentence: string): RegExp {
  return new RegExp(sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}
