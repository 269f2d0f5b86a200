// How each mistake looks: one golden file, read by people. Each code of the language must be in it.
import { describe, expect, test } from "vitest";
import { languageCodes } from "../../src/language/codes.js";
import { parse } from "../../src/language/parse.js";
import { positionOf, renderDiagnostic } from "../../src/language/render.js";

function rendered(text: string): string {
  return parse(text, "shop.scenario")
    .diagnostics.map((one) => renderDiagnostic(one, text, [languageCodes]))
    .join("\n");
}

/** What cannot be written down as an example is made here. */
const made = new Map([
  ["limit/file-size", " ".repeat(300 * 1024)],
  ["limit/nesting", "{".repeat(65)],
  ["limit/name-length", `snapshot ${"v".repeat(129)}`],
  ["limit/text-length", `document doc1 "${"x".repeat(65 * 1024)}"`],
  ["limit/rows", `scenario "<a>" for each\n| a |\n${"| 1 |\n".repeat(1001)}{ explain }`],
  ["limit/scenarios", Array.from({ length: 1001 }, (_, i) => `scenario "${i}" { explain }`).join("\n")],
  ["limit/mistakes", "rotate k1 k2\n".repeat(21)],
]);

test("every code has an example, whose look is pinned", async () => {
  const parts: string[] = [];
  for (const [code, words] of languageCodes) {
    const text = made.get(code) ?? words.bad;
    const shown = rendered(text);
    expect(shown).toContain(` ${code}: `);
    parts.push(code === "limit/mistakes" ? shown.split("\n").slice(-4).join("\n") : shown);
  }
  await expect(`${parts.join("\n\n")}\n`).toMatchFileSnapshot("fixtures/diagnostics.txt");
});

describe("the table of codes", () => {
  test.each([...languageCodes].filter(([, words]) => !words.good.startsWith("(")))(
    "%s: the good example has no mistake",
    (_, words) => {
      expect(rendered(words.good)).toBe("");
    },
  );
});

describe("the excerpt", () => {
  test("a line is cut to a window around the place", () => {
    const text = `rotate k1 ${"x".repeat(100)} ${"y".repeat(200_000)}`;
    for (const line of rendered(text).split("\n")) expect(line.length).toBeLessThan(200);
  });

  test("tabs and wide characters keep the carets under the word", () => {
    expect(rendered("rotate\tk1 \t banana").split("\n").slice(2)).toEqual([
      "    1 | rotate k1   banana",
      "      |             ^^^^^^",
    ]);
    expect(rendered('document d "漢字" banana').split("\n")[3]).toBe("      |                   ^^^^^^");
  });

  test("nothing that a terminal obeys comes through", () => {
    const shown = rendered('document d1 "\u001b]52;c;\u0007" # \u009b1m\nrotate k1 \u202Egnp');
    expect(
      [...shown].filter((one) => one !== "\n" && (one < " " || (one >= "\u007f" && one < "\u00a0") || one === "\u202e")),
    ).toEqual([]);
  });

  test("lines are counted for LF, CR LF and CR alike", () => {
    expect(positionOf("a\nb\r\nc\rd", 7)).toEqual({ line: 4, column: 1 });
    expect(positionOf("a\nb", 3)).toEqual({ line: 2, column: 2 });
    expect(positionOf("a\nb", 1)).toEqual({ line: 1, column: 2 });
    expect(positionOf("a\r\nb", 2)).toEqual({ line: 1, column: 3 });
  });
});

test("a table's line of hyphens and a parameter's name that is there already are told at their place", () => {
  const told = (text: string) =>
    parse(text, "new.scenario").diagnostics.map(({ code, span }) => [code, text.slice(span.start, span.end)]);
  expect(told('scenario "<a>" for each\n  | a | b |\n  |---|:-:|\n  | 1 | 2 |\n{ explain }')).toEqual([
    ["table/line", "|---|:-:|"],
  ]);
  expect(told("define f(a, b, a) { explain }")).toEqual([["flow/parameter-twice", "a"]]);
});

test("a call that is not closed is told where its bracket is missing", () => {
  const { diagnostics } = parse("back-up(vol1, k1\n", "new.scenario");
  expect(diagnostics.map(({ code, args }) => [code, args["expected"]])).toEqual([["syntax/more-expected", "`)`"]]);
});
