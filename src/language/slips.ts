// Sentences as they are said by who writes Custody for the first time: near enough to be understood, and not how they go. The table of
// slips/ turns such a sentence into the one that was meant; what comes out is offered only if it can be read.
import type { Problem } from "./diagnostic.js";
import type { Rule } from "./slips/rule.js";
import { slipRules } from "./slips/rules.js";
import { lineEnd, statementEnd } from "./split.js";

/** Longer sentences are mostly policies, and their slips lie elsewhere. */
const LENGTH_MAX = 600;
const SHOWN_LENGTH_MAX = 160;
const ROUND_COUNT = 3;

/** A piece of a sentence without blanks in it, or a text in quotes. */
interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Slip {
  readonly problem: Problem;
  /** Where the sentence ends. */
  readonly end: number;
}

/** What was meant by the sentence at `start`, if it is one of the known slips; `reads` says whether a text can be read. */
export function explainSlip(text: string, start: number, reads: (text: string) => boolean): Slip | undefined {
  const { end, block } = statementEnd(text, start);
  if (!block) return slipIn(text, start, end, reads);
  // A brace whose pairs are written in another way looks like a block.
  const line = lineEnd(text, end);
  const close = text.lastIndexOf("}", line);
  return (
    (close > end ? slipIn(text, start, close + 1, reads) : undefined) ??
    slipIn(text, start, end, (head) => reads(`${head} { explain }`))
  );
}

function slipIn(text: string, start: number, end: number, reads: (text: string) => boolean): Slip | undefined {
  if (end - start > LENGTH_MAX) return undefined;
  const said = text.slice(start, end).trimEnd();
  const tokens = tokensOf(said);
  const texts: string[] = [];
  const masked = tokens
    .map((token) => mask(token.text, texts))
    .join(" ")
    .replaceAll('" ,', '",');
  if (/[\r\n]/.test(masked)) return undefined;
  const restored = (sentence: string) => sentence.replace(/"(\d{1,3})"/g, (all, index: string) => texts[Number(index)] ?? all);
  const meant = rewritten(masked, (sentence) => reads(restored(sentence)));
  if (meant === undefined) return undefined;
  return { problem: problemOf(start, said, tokens, restored(meant.sentence), meant.sure), end };
}

/** One rule is better than several; of several, one may only fit what another made of the sentence. */
function rewritten(sentence: string, works: (sentence: string) => boolean): { sentence: string; sure: boolean } | undefined {
  for (const rule of slipRules()) {
    const alone = apply(rule, sentence);
    if (alone !== undefined && works(alone)) return { sentence: alone, sure: rule.sure };
  }
  let all = sentence;
  let sure = true;
  for (let round = 0; round < ROUND_COUNT; round++) {
    const before = all;
    for (const rule of slipRules()) {
      const next = apply(rule, all);
      if (next === undefined) continue;
      all = next;
      sure = sure && rule.sure;
    }
    if (all === before) return undefined;
    if (works(all)) return { sentence: all, sure };
  }
  return undefined;
}

function apply({ pattern, meant }: Rule, sentence: string): string | undefined {
  const out = typeof meant === "string" ? sentence.replace(pattern, meant) : sentence.replace(pattern, meant);
  const tidy = out.replace(/ {2,}/g, " ").trim();
  return tidy === sentence || tidy === "" ? undefined : tidy;
}

/** Marks the words that differ, and offers those that stand in their place. */
function problemOf(start: number, said: string, tokens: readonly Token[], goes: string, sure: boolean): Problem {
  const meant = tokensOf(goes);
  let first = 0;
  while (first < tokens.length && first < meant.length && tokens[first]!.text === meant[first]!.text) first++;
  let last = 0;
  const most = Math.min(tokens.length, meant.length) - first;
  while (last < most && tokens.at(-1 - last)!.text === meant.at(-1 - last)!.text) last++;
  // Where words are only missing, or only too many, one that stays is marked too.
  if (first === tokens.length - last || first === meant.length - last) {
    if (first < tokens.length - last && first > 0) first--;
    else if (last > 0) last--;
    else first--;
  }
  // A comma stands behind a word, without a blank.
  if (first > 0 && meant[first]!.text.startsWith(",")) first--;
  const from = tokens[first]!.start;
  const to = tokens[tokens.length - last - 1]!.end;
  const fix = goes.slice(meant[first]!.start, meant[meant.length - last - 1]!.end);
  const whole = `${said.slice(0, from)}${fix}${said.slice(to)}`;
  const shown = whole.length > SHOWN_LENGTH_MAX ? fix : whole;
  const problem = { code: "syntax/other-words", start: start + from, end: start + to, args: { found: said.slice(from, to) } };
  return sure ? { ...problem, hint: `write \`${shown}\``, fix } : { ...problem, hint: `say, for example, \`${shown}\`` };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const found of text.matchAll(/"""[\s\S]*?"""|"(?:[^"\\\r\n]|\\.)*"|[\r\n]|[^\s"]+|"/g))
    tokens.push({ start: found.index, end: found.index + found[0].length, text: found[0] });
  return tokens;
}

/** Texts in quotes are nobody's words: a rule sees the number of each. */
function mask(token: string, texts: string[]): string {
  if (!token.startsWith('"') || token.length < 2) return token;
  texts.push(token);
  return `"${texts.length - 1}"`;
}
