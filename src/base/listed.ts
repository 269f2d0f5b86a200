// A list in a sentence, cut short where it is long: `a, b, c and 7 more`.

/** At most `countMax` pieces; where there are more texts, the last piece says how many. */
export function listed(texts: readonly string[], countMax: number): string {
  if (texts.length <= countMax) return texts.join(", ");
  return `${texts.slice(0, countMax - 1).join(", ")} and ${texts.length - countMax + 1} more`;
}
