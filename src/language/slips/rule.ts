// One slip: how a sentence was said, an example of it, and how it goes. A rule sees the sentence with one blank between its words and with the number
// of each text in place of the text: `document d1 = "0"`. The examples are tests (test/language/slips.test.ts).

export interface Rule {
  readonly said: string;
  readonly goes: string;
  readonly pattern: RegExp;
  readonly meant: string | ((...found: string[]) => string);
  /** Whether nothing else can have been meant, so that `check --fix` may write it. */
  readonly sure: boolean;
}

export function rule(said: string, goes: string, pattern: RegExp, meant: Rule["meant"], sure = true): Rule {
  return { said, goes, pattern, meant, sure };
}

/** `app=shop, stage: "1"` as a record. */
export function record(pairs: string): string {
  const found = [...pairs.matchAll(/("\d+"|[\w:/-]*[\w/-]) ?(?:=|: |:(?=["\w])) ?("\d+"|[\w.@/-]+)/g)];
  return `{ ${found.map(([, key, value]) => `${key}: ${/^"|^(?:true|false)$/.test(value!) ? value : `"${value}"`}`).join(", ")} }`;
}

/** `KeyPolicy` out of `key-policy`. */
export function pascal(words: string): string {
  return words.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
