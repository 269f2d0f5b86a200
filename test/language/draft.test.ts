// The language was first written down as a draft, by example; its code blocks are in fixtures/draft.txt as they stood there. Every sentence of them reads;
// what does not is named in docs/language.md, with what stands instead. `[…]` may be left out, `|` divides what may stand in one place, `·` divides
// sentences, and `…` is for the reader.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "../../src/language/parse.js";

const draft = readFileSync(new URL("fixtures/draft.txt", import.meta.url), "utf8");
const reference = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");

/** What the draft leaves to the reader, written out. */
const MEANT: readonly (readonly [string, string])[] = [
  ["{ ...JSON condition... }", '{ StringEquals: { "aws:username": "alice" } }'],
  ["deny ...", "deny B/backup to decrypt on k1"],
  ["create database db1 [with k1] ...", "create database db1 [with k1]"],
  ["restore dbs2 as db2 [in acct B])", ") · restore dbs2 as db2 [in acct B]"],
  ["context {...}", 'context { app: "shop" }'],
  ["{ ... }", "{ explain }"],
  ["  ...\n", "  explain\n"],
  ["... expect", "rotate k1 expect"],
];

/** All that a pattern with `[…]` and `|` stands for. */
function expanded(pattern: string): string[] {
  const optional = /^(.*?)\[((?:[^[\]]|\[[^[\]]*\])*)\](.*)$/s.exec(pattern);
  if (optional !== null) {
    const [, before = "", inner = "", after = ""] = optional;
    return ["", ...inner.split(" | ")].flatMap((each) => expanded(`${before}${each}${after}`));
  }
  const [first = "", ...others] = pattern.split(" | ");
  const head = /^.*\b(?:encrypted with|expect) /.exec(first)?.[0] ?? "";
  return [first, ...others.map((each) => head + each)];
}

function sentencesOf(text: string): string[] {
  let meant = text;
  for (const [written, instead] of MEANT) {
    expect(meant).toContain(written);
    meant = meant.replaceAll(written, instead);
  }
  const blocks = meant.match(/^ *scenario [\s\S]*?\}$/gm) ?? [];
  const lines = meant
    .replaceAll(/^ *scenario [\s\S]*?\}$/gm, "")
    .split("\n")
    .map((line) => line.replace(/(?:^|\s)#.*$/, "").trim())
    .filter((line) => line !== "" && !/^\(.*\)$/.test(line));
  const one = lines.flatMap((line) => line.replaceAll(/ \((?!vol)[^()]*\)/g, "").split(" · "));
  return [...blocks, ...one.flatMap((each) => expanded(each.replace(/ \.\.\.$/, "").trim()))].map((each) =>
    each.replaceAll(/ {2,}/g, " ").trim(),
  );
}

describe("the draft of the language", () => {
  const sentences = sentencesOf(draft);

  test("has as many sentences as it had", () => {
    expect(sentences.length).toBeGreaterThan(130);
  });

  test.each(sentences)("%s", (sentence) => {
    expect(parse(sentence, "draft.scenario").diagnostics).toEqual([]);
  });
});

test("what the reference says of the draft's sentences: what it names instead reads", () => {
  const table = reference.slice(reference.indexOf("## Where this differs from the design"));
  for (const cell of table.matchAll(/^\| (.*?) \| (.*?) \|/gm))
    for (const [, now] of cell[2]!.matchAll(/`([^`…]+)`/g)) expect(parse(now!, "now.scenario").diagnostics).toEqual([]);
});
