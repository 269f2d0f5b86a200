// Texts that people and fuzzers write by mistake or in malice: each gets a diagnostic at the right place, or works.
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/language/diagnostic.js";
import { defaultTextLimits } from "../../src/language/limits.js";
import { parse } from "../../src/language/parse.js";

/** `code at "what is marked"` for each diagnostic. */
function told(text: string): string[] {
  return parse(text, "bad.scenario").diagnostics.map(
    (one) => `${one.code} at ${JSON.stringify(text.slice(one.span.start, one.span.end))}`,
  );
}

function only(text: string): Diagnostic {
  const { diagnostics } = parse(text, "bad.scenario");
  expect(diagnostics).toHaveLength(1);
  return diagnostics[0]!;
}

function count(text: string): number {
  return parse(text, "bad.scenario").file.statements.length;
}

describe("slips of the finger", () => {
  test.each([
    ["create kye k1", "kye", "key"],
    ["crate key k1", "crate", "create"],
    ["copy wiht k2", "wiht", "with"],
    ["copy s1 wiht k2", "wiht", "with"],
    ["copy s1 to acct B wiht k2", "wiht", "with"],
    ["create key k1 in acct A regoin us-east-1", "regoin", "region"],
    ["create key k1 in acct A region us-east-1 expct ok", "expct", "expect"],
    ["delete k1 aftr 7 days", "aftr", "after"],
    ["advance 7 dyas", "dyas", "days"],
    ["create volume v size 7 GiV", "GiV", "GiB"],
    ["expect k1 iss enabled", "iss", "is"],
    ["policy of k1 alows acct B to decrypt", "alows", "allows"],
    ["repeat 3 tmes { rotate k1 }", "tmes", "times"],
    ['scenrio "a" { rotate k1 }', "scenrio", "scenario"],
    ["expect A/app cannnot read d1", "cannnot", "cannot"],
    ["snapshot vol1 whit k1", "whit", "with"],
  ])("%s: did you mean", (text, wrong, right) => {
    const one = only(text);
    expect(text.slice(one.span.start, one.span.end)).toBe(wrong);
    expect(one.hint).toBe(`did you mean \`${right}\`?`);
    expect(one.fix).toEqual({ start: one.span.start, end: one.span.end, text: right });
  });

  test.each([
    ["create volume v size 10 GB", "GB", "did you mean `GiB`?"],
    ["advance 2 hrs", "hrs", "did you mean `hours`?"],
    ["create-key k2", "create-key", "write it in words: `create key`"],
    ["schedule-key-deletion k1", "schedule-key-deletion", "say `delete k1 after 14 days`"],
    ["aws kms create-key", "aws", "a sentence begins with what is done: `create key k1`"],
    ["kms:CreateKey", "kms", "a sentence begins with what is done: `create key k1`"],
    ["encrypt 'x' with k1", "'x'", 'write `encrypt "x" with k1`'],
    ["encrypt 'x with k1", "'", 'texts stand in double quotes `"`'],
    [
      "share s1 to arn:aws:iam::444455556666:root",
      "arn:aws:iam::444455556666:root",
      "say the name that it has in the scenario, not its ARN",
    ],
    [
      'snapshot vol1 with "arn:aws:kms:us-east-1:1:key/k1"',
      '"arn:aws:kms:us-east-1:1:key/k1"',
      "say the name that it has in the scenario, not its ARN",
    ],
  ])("the words of AWS: %s", (text, wrong, hint) => {
    const one = only(text);
    expect([text.slice(one.span.start, one.span.end), one.hint]).toEqual([wrong, hint]);
  });

  test("what is far from every word gets no suggestion", () => {
    expect(only("rotate k1 banana").hint).toBeUndefined();
    expect(only("banana k1").hint).toBeUndefined();
  });

  test("a sentence that stops too soon is told at its end", () => {
    const one = only("snapshot vol1 with\ncreate key k1");
    expect(one).toMatchObject({ code: "syntax/more-expected", span: { start: 18, end: 18 } });
    expect(one.args.expected).toBe("`alias` or the name of a key");
  });

  test("what follows an outcome is no tail", () => {
    expect(told("rotate k1 expect ok by A/app")).toEqual(['syntax/not-expected at "by"']);
  });

  test("a name in quotes is told to stand without", () => {
    expect(only('snapshot "vol1"')).toMatchObject({
      code: "syntax/text-not-expected",
      hint: "names stand without quotes: `vol1`",
    });
  });

  test("a part that is said twice is told at the second", () => {
    expect(told("snapshot vol1 with k1 with k2")).toEqual(['syntax/said-twice at "with k2"']);
  });

  test("every mistake of a file is told, in its order, and what is right is read", () => {
    const text =
      'create kye k1\nrotate k1\nscenario "a" {\n  copy wiht k2\n  rotate k1\n}\nadvance 1_0 days\nrotate k1 k2; rotate k3';
    expect(told(text)).toEqual([
      'syntax/not-expected at "kye"',
      'syntax/not-expected at "wiht"',
      'number/unreadable at "1_0"',
      'syntax/not-expected at "k2"',
    ]);
    expect(count(text)).toBe(4);
  });

  test("a block whose first line is wrong is still read for the mistakes in it", () => {
    expect(told("repeat 3 tmes { rotate k1 k2\n rotate k1 }\nrotate k1")).toEqual([
      'syntax/not-expected at "tmes"',
      'syntax/not-expected at "k2"',
    ]);
  });

  test("after 20 mistakes the rest is counted", () => {
    const { diagnostics } = parse("create kye k1\n".repeat(500), "bad.scenario");
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics[20]).toMatchObject({ code: "limit/mistakes", args: { count: "480" } });
  });
});

describe("braces and quotes", () => {
  test("a block that is not closed is told at its brace", () => {
    expect(only('scenario "a" {\n  rotate k1\n')).toMatchObject({
      code: "syntax/block-not-closed",
      span: { start: 13, end: 14 },
    });
  });

  test("a scenario inside a block asks for the brace before it, once", () => {
    expect(told('scenario "a" {\n  rotate k1\nscenario "b" {\n  rotate k1\n}\n')).toEqual([
      'syntax/scenario-in-block at "scenario"',
    ]);
  });

  test("a record that is written wrongly is one mistake, and its brace is not the block's", () => {
    expect(told('repeat 2 times { encrypt "x" with k1 context { app "shop" }; rotate k1 }')).toEqual([
      'syntax/text-not-expected at "\\"shop\\""',
    ]);
    expect(told('encrypt "x" with k1 context { app "shop"\nrotate k1')).toEqual(['syntax/text-not-expected at "\\"shop\\""']);
  });

  test("a closing brace alone, a block alone", () => {
    expect(told("}")).toEqual(['syntax/no-block-open at "}"']);
    expect(told("rotate k1 }\nrotate k2")).toEqual(['syntax/no-block-open at "}"']);
    expect(told("{ rotate k1 }")).toEqual(['syntax/block-without-word at "{"']);
  });

  test("an unclosed text is told at its opening quote, once", () => {
    expect(told('document d1 "the plan\nrotate k1')).toEqual(['syntax/text-not-closed at "\\""']);
    expect(told('create key "k1\nrotate k1')).toEqual(['syntax/text-not-closed at "\\""']);
    expect(told('scenario "a" {\npolicy of k1 is """ {\nrotate k1\n}\n')).toEqual(['syntax/text-not-closed at "\\"\\"\\""']);
  });

  test("nesting: 64 blocks pass, 65 do not", () => {
    expect(told(`${"repeat 1 times {".repeat(64)} explain ${"}".repeat(64)}`)).toEqual([]);
    expect(told(`${"repeat 1 times {".repeat(65)} explain ${"}".repeat(65)}`)).toEqual(['limit/nesting at "{"']);
    expect(told(`let a = ${"[".repeat(64)}1${"]".repeat(64)}`)).toEqual([]);
    expect(told(`let a = ${"[".repeat(65)}1${"]".repeat(65)}`)).toEqual(['limit/nesting at "["']);
  });

  test("a million braces are one diagnostic", () => {
    for (const sign of ["{", "[", "(", "repeat 1 times {"]) {
      const text = sign.repeat(1_000_000 / sign.length);
      const { diagnostics } = parse(text, "bad.scenario", { ...defaultTextLimits, fileLengthMax: 1e9 });
      expect(diagnostics.map((one) => one.code)).toEqual(["limit/nesting"]);
    }
    expect(told("{".repeat(1_000_000))).toEqual(['limit/file-size at ""']);
    expect(told("}".repeat(100_000))).toHaveLength(21);
  });
});

describe("characters and line ends", () => {
  test("an empty file, one of comments, one of semicolons are no mistakes", () => {
    for (const text of ["", "\n", "# only this", ";".repeat(10_000), "\uFEFF", " \t \r\n"]) expect(told(text)).toEqual([]);
  });

  test("a byte order mark first is ignored", () => {
    expect(told("\uFEFFcreate key k1")).toEqual([]);
    expect(count("\uFEFFcreate key k1")).toBe(1);
  });

  test("lines may end in CR, CR LF or LF", () => {
    for (const end of ["\r", "\r\n", "\n"])
      expect(count(["rotate k1 # one", "rotate k2", "copy s1 \\", "  as s2", "share s1 to acct B,", "acct C"].join(end))).toBe(4);
  });

  test("a line that goes on to nothing", () => {
    expect(told("rotate k1 \\")).toEqual(['syntax/goes-on-to-nothing at "\\\\"']);
    expect(told("share s1 to acct B,")).toEqual(['syntax/goes-on-to-nothing at ","']);
  });

  test("control characters in names and texts, and bytes that are no UTF-8", () => {
    expect(told("create key k\u0000x")).toEqual(['syntax/character at "\\u0000"']);
    expect(told('document d1 "a\u001b[2Jb"')).toEqual(['syntax/character at "\\u001b"']);
    expect(told('document d1 "a\uFFFDb"')).toEqual(['syntax/not-utf-8 at "\uFFFD"']);
  });

  test("typographic signs are told with the plain one", () => {
    expect(only("create key \u201Ck1\u201D")).toMatchObject({ code: "syntax/character", hint: 'write the straight quote `"`' });
    expect(only("create\u00A0key k1")).toMatchObject({ code: "syntax/character", hint: "write a plain blank" });
    expect(only("advance 7\u2013days").code).toBe("syntax/character");
  });

  test("escapes: known ones are read, others told, halves of surrogate pairs refused", () => {
    expect(parse('document d "a\\n\\"\\u0041\\u{1F600}\\\\"', "t").file.statements[0]).toMatchObject({
      args: { text: { value: 'a\n"A\u{1F600}\\' } },
    });
    expect(told('document d "C:\\data"')).toEqual(['syntax/escape at "\\\\d"']);
    expect(told('document d "\\uD800"')).toEqual(['syntax/character at "\\\\uD800"']);
    expect(told('document d "\uD800"')).toEqual(['syntax/character at "\\ud800"']);
    expect(told('document d "line\u2028separator"')).toEqual([]);
  });

  test("letters that look like others get a warning, once a name", () => {
    expect(parse("snapshot v\u043El1; detach v\u043El1", "t").diagnostics).toMatchObject([
      { code: "name/letters", severity: "warning" },
    ]);
    expect(parse("snapshot cafe\u0301", "t").diagnostics).toMatchObject([{ code: "name/composition", severity: "warning" }]);
  });
});

describe("numbers, dates, money", () => {
  test.each([
    ["create volume v size 1e400 GiB", 'number/unreadable at "1e400"'],
    ["create volume v size 0x10 GiB", 'number/unreadable at "0x10"'],
    ["advance 1_000 days", 'number/unreadable at "1_000"'],
    ["advance 007 days", 'number/unreadable at "007"'],
    ["advance 7days", 'number/unreadable at "7days"'],
    ["create volume v size \u0663 GiB", 'syntax/character at "\u0663"'],
    ["create volume v size NaN GiB", 'syntax/not-expected at "NaN"'],
    ["advance Infinity days", 'syntax/not-expected at "Infinity"'],
    ["advance -1 day", 'number/signed at "-1"'],
    ["repeat -1 times { explain }", 'number/signed at "-1"'],
    ["repeat 1.5 times { explain }", 'number/not-whole at "1.5"'],
    ["advance 1.5 days", 'number/not-whole at "1.5"'],
    ["advance 99999999999999999999 years", 'number/unreadable at "99999999999999999999"'],
    ["clock 2026-02-30", 'date/not-in-the-calendar at "2026-02-30"'],
    ["clock 2025-02-29", 'date/not-in-the-calendar at "2025-02-29"'],
    ["clock 2026-13-01", 'date/not-in-the-calendar at "2026-13-01"'],
    ["clock 10000-01-01", 'date/not-in-the-calendar at "10000-01-01"'],
    ["clock 0000-00-00", 'date/not-in-the-calendar at "0000-00-00"'],
    ["clock 2026-12-31T23:59:60Z", 'date/not-in-the-calendar at "2026-12-31T23:59:60Z"'],
    ["clock 2026-1-31", 'date/unreadable at "2026-1-31"'],
    ["clock 2026-01-31T12:00:00+02:00", 'date/unreadable at "2026-01-31T12:00:00+02:00"'],
    ["expect bill of A in 2026-01 is $1e9", 'number/money at "$1e9"'],
    ["expect bill of A in 2026-01 is $-0", 'number/money at "$-0"'],
    ["expect bill of A in 2026-01 is $99999999999999999999", 'number/money at "$99999999999999999999"'],
    ["with chance 101% { explain }", 'number/percent-over-100 at "101%"'],
    ["with chance -1% { explain }", 'number/signed at "-1"'],
    ["seed -1", 'number/signed at "-1"'],
    ["seed 1.5", 'number/seed at "1.5"'],
    ['seed "42"', 'number/seed at "\\"42\\""'],
    [`seed ${"4".repeat(40)}`, `number/unreadable at "${"4".repeat(40)}"`],
  ])("%s", (text, expected) => {
    expect(told(text)).toContain(expected);
  });

  test("what is allowed at the edge is read", () => {
    for (const text of [
      "clock 2024-02-29",
      "clock 2026-03-29T02:30:00",
      "with chance 0.0000001% { explain }",
      "with chance 100% { explain }",
      "expect bill of A in 2026-01 is $1.005",
      "advance 0 days",
      "repeat 0 times { explain }",
    ])
      expect(told(text)).toEqual([]);
  });
});

describe("tables and scenarios", () => {
  const table = (...rows: string[]): string => `scenario "<a>" for each\n  ${rows.join("\n  ")}\n{ explain }`;

  test("rows have as many cells as there are columns", () => {
    expect(told(table("| a | b |", "| 1 |"))).toEqual(['table/cells at "| 1 |"']);
    expect(told(table("| a | b |", "| 1 | 2 | 3 |"))).toEqual(['table/cells at "| 1 | 2 | 3 |"']);
    expect(told(table("| a |", "| 1"))).toEqual(['table/row-not-closed at ""']);
    expect(told(table("| a |"))).toEqual(['table/no-rows at "| a |"']);
    expect(told(table("| a | a |", "| 1 | 2 |"))).toEqual(['table/column-twice at "a"']);
    expect(told(table("| __proto__ |", "| 1 |"))).toEqual([]);
  });

  test("1,000 rows pass, 1,001 do not", () => {
    expect(told(table("| a |", ...Array.from({ length: 1000 }, (_, i) => `| ${i} |`)))).toEqual([]);
    expect(told(table("| a |", ...Array.from({ length: 1001 }, (_, i) => `| ${i} |`)))).toEqual(['limit/rows at "| 1000 |"']);
  });

  test("a scenario's name is its own; names that differ in case are two", () => {
    expect(told('scenario "a" { explain }\nscenario "a" { explain }')).toEqual(['name/scenario-twice at "\\"a\\""']);
    expect(told('scenario "a" { explain }\nscenario "A" { explain }')).toEqual([]);
  });
});

describe("limits", () => {
  test("a file of 256 KiB passes, one character more does not", () => {
    expect(told(" ".repeat(262_144))).toEqual([]);
    expect(told(" ".repeat(262_145))).toEqual(['limit/file-size at ""']);
  });

  test("a name of 128 characters passes, one of 129 does not", () => {
    expect(told(`create key ${"k".repeat(128)}`)).toEqual([]);
    expect(told(`create key ${"k".repeat(129)}`)).toEqual([`limit/name-length at "${"k".repeat(129)}"`]);
  });

  test("a text of 64 KiB passes, a longer one does not", () => {
    expect(told(`document d "${"x".repeat(65_534)}"`)).toEqual([]);
    expect(told(`document d "${"x".repeat(65_535)}"`)).toHaveLength(1);
  });
});

test("names that objects have by nature are ordinary", () => {
  for (const name of ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "then", "0", "10", "01"])
    expect(
      told(
        `create key ${name} in acct ${name} as ${name}; tag ${name} { ${name}: "x" }; alias ${name} for ${name}; let ${name} = 3`,
      ),
    ).toEqual([]);
});
