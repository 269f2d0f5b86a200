// Lists in a sentence.

/** `a, b, c and 7 more`: at most `countMax` pieces; where there are more texts, the last piece says how many. */
export function listed(texts: readonly string[], countMax: number): string {
  if (texts.length <= countMax) return texts.join(", ");
  return `${texts.slice(0, countMax - 1).join(", ")} and ${texts.length - countMax + 1} more`;
}

/** `a key, a bucket or a secret` */
export function joinedBy(word: "or" | "and", texts: readonly string[]): string {
  const last = texts.at(-1) ?? "";
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} ${word} ${last}`;
}
