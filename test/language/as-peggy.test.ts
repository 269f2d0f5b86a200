// The functions that sentences are read by (build-parser.mjs, parts.ts) mean what peggy means by the same grammar: its own parser, made here from
// the same files, reads every text alike, mistakes included.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import peggy, { type Plugin } from "peggy";
import { describe, expect, test } from "vitest";
import { words } from "../../src/generated/parser.js";
import { defaultTextLimits } from "../../src/language/limits.js";
import { Machine } from "../../src/language/machine.js";
import { Reading } from "../../src/language/reading.js";
import { check } from "./fuzzing.js";

const grammars = new URL("../../grammar/", import.meta.url);
const files = readdirSync(grammars).filter((name) => name !== "statement.peggy");

// What the grammar sees as `m` and `lexer`, in terms of peggy; and `word`, which build-parser.mjs knows by sight.
const prelude = `{
  const lexer = options.lexer;
  const m = {
    text: input,
    get at() { return peg$currPos; },
    set at(at) { peg$currPos = at; },
    get from() { return peg$savedPos; },
  };
  function word(keyword) {
    if (lexer.word(peg$currPos) === options.numberOf(keyword)) {
      peg$currPos = lexer.tokenEnd;
      return true;
    }
    if (lexer.recording) lexer.missKeyword(peg$currPos, keyword);
    return false;
  }
}
`;
const [first, ...others] = ["statement.peggy", ...files].map((name) => readFileSync(new URL(name, grammars), "utf8"));
// Peggy takes a test for something that never moves, and would see loops without end.
const allowTests: Plugin = {
  use(config) {
    const passes = config.passes as unknown as Record<string, { readonly name: string }[]>;
    passes.prepare = passes.prepare!.filter(({ name }) => name !== "reportInfiniteRecursion");
    passes.check = passes.check!.filter(({ name }) => name !== "reportInfiniteRepetition");
  },
};
const peggyParser = peggy.generate(
  [prelude + first!, ...others].map((text, index) => ({ source: String(index), text })),
  { allowedStartRules: ["File"], plugins: [allowTests] },
);

const here = new URL(".", import.meta.url);
const scenarios = new URL("../conformance/scenarios/", here);
const corpus = [
  readFileSync(new URL("fixtures/sentences.scenario", here), "utf8"),
  ...readdirSync(scenarios).map((file) => readFileSync(new URL(file, scenarios), "utf8")),
];

function expectSame(text: string): void {
  const ours = new Reading(text, defaultTextLimits);
  const theirs = new Reading(text, defaultTextLimits);
  const statements = new Machine(ours).read("File");
  const numberOf = (word: string) => words.indexOf(word) + 1;
  expect(statements).toEqual(peggyParser.parse(text, { startRule: "File", lexer: theirs, numberOf }));
  expect(ours.problems).toEqual(theirs.problems);
}

describe("the rules' functions read as peggy reads", () => {
  test.each(corpus.map((text) => [text.split("\n")[0]!, text]))("%s", (_, text) => {
    expectSame(text);
  });

  test("a record that opens twice, after a sentence that reads well and before another", () => {
    const sentence = 'encrypt "x" with k1 context { app: "x" }';
    expectSame(`let wrong = { a: { b: 1 } }\nencrypt "x" with k1 context wrong{{ app: "x" }\n${sentence}`);
  });

  test("files with words cut out, doubled and replaced", () => {
    const word = fc.constantFrom(
      ...words,
      "k1",
      '"x"',
      "7 days",
      "{",
      "}",
      "(",
      ")",
      "<a>",
      ",",
      "\n",
      "us-east-1",
      "A/app",
      "[1]",
    );
    const change = fc.record({ at: fc.nat(), length: fc.nat({ max: 12 }), put: fc.oneof(word, fc.constant("")) });
    const mutated = fc
      .tuple(fc.constantFrom(...corpus), fc.array(change, { minLength: 1, maxLength: 8 }))
      .map(([text, changes]) => {
        let changed = text;
        for (const { at, length, put } of changes) {
          const from = at % (changed.length + 1);
          changed = `${changed.slice(0, from)} ${put} ${changed.slice(from + length)}`;
        }
        return changed;
      });
    check(fc.property(mutated, expectSame), 200);
  });
});
