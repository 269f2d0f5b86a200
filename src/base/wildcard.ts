// Matching `*` and `?` in time that grows with pattern × text at worst. A regular expression built from a policy could be made to hang; this cannot.

import { unreachable } from "./assert.js";

const run = -1; // `*`
const any = -2; // `?`

/** A pattern made ready: code units, with `*` and `?` as the negative numbers that no text holds. */
export type Wildcard =
  | { readonly is: "anything" }
  | { readonly is: "exact"; readonly text: string }
  | { readonly is: "prefix"; readonly text: string }
  | { readonly is: "pattern"; readonly tokens: readonly number[] };

/** The tokens of a pattern in which `*` and `?` are wildcards. */
export function patternTokens(pattern: string): number[] {
  const tokens: number[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const unit = pattern.charCodeAt(at);
    if (unit === 42) {
      if (tokens.at(-1) !== run) tokens.push(run);
    } else tokens.push(unit === 63 ? any : unit);
  }
  return tokens;
}

/** The tokens of a text in which `*` and `?` stand for themselves. */
export function literalTokens(text: string): number[] {
  const tokens: number[] = [];
  for (let at = 0; at < text.length; at++) tokens.push(text.charCodeAt(at));
  return tokens;
}

/** Makes a matcher of tokens, choosing the cheapest form that says the same. */
export function wildcardOf(tokens: readonly number[]): Wildcard {
  const firstWild = tokens.findIndex((token) => token < 0);
  if (firstWild === -1) return { is: "exact", text: textOf(tokens) };
  if (firstWild === tokens.length - 1 && tokens[firstWild] === run) {
    return firstWild === 0 ? { is: "anything" } : { is: "prefix", text: textOf(tokens.slice(0, firstWild)) };
  }
  return { is: "pattern", tokens };
}

export function compileWildcard(pattern: string): Wildcard {
  return wildcardOf(patternTokens(pattern));
}

export function matches(wildcard: Wildcard, text: string): boolean {
  switch (wildcard.is) {
    case "anything":
      return true;
    case "exact":
      return wildcard.text === text;
    case "prefix":
      return text.startsWith(wildcard.text);
    case "pattern":
      return matchTokens(wildcard.tokens, text);
    default:
      return unreachable(wildcard);
  }
}

/** Whether `text` as a whole fits `pattern`; `*` stands for any run of characters, `?` for one. */
export function matchWildcard(pattern: string, text: string, options: { readonly ignoreCase?: boolean } = {}): boolean {
  if (options.ignoreCase === true) return matchTokens(patternTokens(pattern.toLowerCase()), text.toLowerCase());
  return matchTokens(patternTokens(pattern), text);
}

// Only the last `*` is ever reopened: what an earlier one swallowed can be swallowed by the later one as well.
function matchTokens(tokens: readonly number[], text: string): boolean {
  let at = 0;
  let token = 0;
  let lastRun = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const wanted = token < tokens.length ? tokens[token]! : undefined;
    if (wanted === run) {
      lastRun = token++;
      resumeAt = at;
    } else if (wanted !== undefined && (wanted === any || wanted === text.charCodeAt(at))) {
      token++;
      at++;
    } else if (lastRun !== -1) {
      token = lastRun + 1;
      at = ++resumeAt;
    } else return false;
  }
  while (tokens[token] === run) token++;
  return token === tokens.length;
}

function textOf(tokens: readonly number[]): string {
  let text = "";
  for (const token of tokens) text += String.fromCharCode(token);
  return text;
}
