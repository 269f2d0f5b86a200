// ARNs are compared part by part: a wildcard in the account of an ARN never swallows the colon after it. Only the sixth part, the
// resource, may hold colons of its own.

import { matches, type Wildcard, wildcardOf } from "../../base/wildcard.js";

const colon = 58;
const partCount = 6;

/** One wildcard for the whole text where that says the same (the usual case), else one for each of the six parts. */
export type ArnPattern =
  | { readonly is: "whole"; readonly wildcard: Wildcard }
  | { readonly is: "parts"; readonly parts: readonly Wildcard[] };

/** Of the tokens of a pattern; undefined where it has fewer than six parts. */
export function arnPattern(tokens: readonly number[]): ArnPattern | undefined {
  const parts: number[][] = [[]];
  for (const token of tokens) {
    if (token === colon && parts.length < partCount) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  if (parts.length < partCount) return undefined;
  const onlyLastIsWild = parts.slice(0, -1).every((part) => part.every((token) => token >= 0));
  return onlyLastIsWild ? { is: "whole", wildcard: wildcardOf(tokens) } : { is: "parts", parts: parts.map(wildcardOf) };
}

export function matchesArn(pattern: ArnPattern, arn: string): boolean {
  if (pattern.is === "whole") return matches(pattern.wildcard, arn);
  let start = 0;
  for (let part = 0; part < partCount; part++) {
    const end = part === partCount - 1 ? arn.length : arn.indexOf(":", start);
    if (end === -1 || !matches(pattern.parts[part]!, arn.slice(start, end))) return false;
    start = end + 1;
  }
  return true;
}
