// The blocks of a document and what their fences say of them, so that a document can be run as it stands.
//
//   ```scenario                    a whole file that passes
//   ```scenario set-up             likewise; it also stands before each `goes on` up to the next heading of the second level
//   ```scenario goes on            what follows that set-up
//   … fails                        runs, and a scenario of it fails
//   … mistakes name/unknown-key    does not run: the one error that is reported
//   … warns share/key-not-shared   runs, and warns of just these
//   ```scenario file "a.scenario"  is read by that name, by `include` or `from`
import { parse } from "../../src/language/parse.js";

export interface DocumentBlock {
  /** `scenario`, `text`, `json`, … */
  readonly kind: string;
  /** Where it stands, for the name of a test. */
  readonly name: string;
  readonly text: string;
  readonly words: string;
  readonly section: string;
  readonly file?: string;
  readonly mistake?: string;
  readonly fails: boolean;
  readonly warns: readonly string[];
}

export function blocksOf(document: string): readonly DocumentBlock[] {
  return [...document.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].map(([, kind = "", words = "", text = ""], at, all) => {
    const before = document.slice(0, all[at]!.index);
    const line = before.split("\n").length;
    const file = /file "([^"]+)"/.exec(words)?.[1];
    const mistake = /mistakes (\S+)/.exec(words)?.[1];
    return {
      kind,
      name: `line ${line}, under ${before.split("\n").findLast((each) => /^##/.test(each)) ?? "the title"}`,
      text,
      words: words.trim(),
      section: before.split("\n").findLast((each) => /^## /.test(each)) ?? "",
      ...(file === undefined ? {} : { file }),
      ...(mistake === undefined ? {} : { mistake }),
      fails: /\bfails\b/.test(words),
      warns: /warns (.*)$/.exec(words)?.[1]?.split(" ") ?? [],
    };
  });
}

/** The blocks that are to be run, each with the set-up that stands before it. */
export function scenarioBlocks(blocks: readonly DocumentBlock[]): readonly DocumentBlock[] {
  let setUp: DocumentBlock | undefined;
  const found: DocumentBlock[] = [];
  for (const block of blocks) {
    if (block.kind !== "scenario" || block.file !== undefined) continue;
    if (block.words.startsWith("set-up")) setUp = block;
    if (!block.words.startsWith("goes on")) found.push(block);
    else if (setUp?.section === block.section) found.push({ ...block, text: `${setUp.text}\n${block.text}` });
    else throw new Error(`${block.name}: there is no set-up before it`);
  }
  return found;
}

/** Verbs of all acting statements in a text, those in blocks included. */
export function verbsIn(text: string): readonly string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    else if (typeof node === "object" && node !== null) {
      if ("is" in node && node.is === "do" && "verb" in node) found.push(String(node.verb));
      for (const each of Object.values(node)) walk(each);
    }
  };
  walk(parse(text, "example.scenario").file);
  return found;
}
