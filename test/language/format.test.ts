// One layout: what it looks like, that it keeps what the text means, and that it is stable.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { format } from "../../src/language/format.js";
import { parse } from "../../src/language/parse.js";

const here = new URL(".", import.meta.url);
const scenarios = new URL("../conformance/scenarios/", here);

function tree(text: string): string {
  return JSON.stringify(parse(text, "").file.statements, (name, value) =>
    name === "start" || name === "end" || name === "inner" ? undefined : value,
  );
}

test("blocks are indented, blanks made one, empty statements and lines dropped", () => {
  expect(
    format('\n\ncreate   key k1 ;;\n\n\nscenario "a"{\n      rotate k1;rotate k2  ;\n repeat 2 times {rotate k1}\n}\n\n'),
  ).toBe('create key k1\n\nscenario "a" {\n  rotate k1; rotate k2\n  repeat 2 times { rotate k1 }\n}\n');
});

test("tables stand in columns, comments stay", () => {
  expect(format('scenario "<a>" for each\n| a | long |\n|x|y| # why\n{\nexplain     # here\n  # alone\n}')).toBe(
    'scenario "<a>" for each\n  | a | long |\n  | x | y    |  # why\n{\n  explain  # here\n  # alone\n}\n',
  );
});

test("a statement that goes on is indented, a policy text is left alone", () => {
  const text =
    'policy of k1 allows acct B to decrypt,\ndescribe-key\nencrypt "x" with k1 context {\napp: "shop",\ntier: "gold"\n}\npolicy of k1 is """\n      { "a":1 }\n """ expect ok\n';
  expect(format(text)).toBe(
    'policy of k1 allows acct B to decrypt,\n  describe-key\nencrypt "x" with k1 context {\n  app: "shop",\n  tier: "gold"\n}\npolicy of k1 is """\n      { "a":1 }\n """ expect ok\n',
  );
});

test("a text with mistakes is returned as it is", () => {
  expect(format("create   kye")).toBe("create   kye");
});

describe("every sentence that is taught", () => {
  const files = readdirSync(scenarios).map((file) => [file, readFileSync(new URL(file, scenarios), "utf8")] as const);
  test.each([...files, ["sentences", readFileSync(new URL("fixtures/sentences.scenario", here), "utf8")] as const])(
    "%s means the same and stays the same",
    (_, text) => {
      const once = format(text);
      expect(tree(once)).toBe(tree(text));
      expect(format(once)).toBe(once);
      expect(once.split("\n").filter((line) => line.includes("#")).length).toBe(
        text.split("\n").filter((line) => line.includes("#")).length,
      );
    },
  );
});
