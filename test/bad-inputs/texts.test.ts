// Bad inputs 1–39 and 53–75: what stands in a scenario file. Each number is one of the list of bad inputs (numbers.test.ts counts them).
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compareMoney, knownDollars, multiplyMoney, sumMoney } from "../../src/world/money.js";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const START = "default in acct A region us-east-1\ncreate key k1\n";

interface Row {
  readonly text: string | Uint8Array;
  /** 0: all held; 1: a refusal of AWS; 2: the text is wrong. */
  readonly code: 0 | 1 | 2;
  /** What is said of it, or printed; `code:line:column` of a mistake. */
  readonly says?: readonly string[];
  readonly never?: readonly string[];
}

async function play({ text, code, says = [], never = [] }: Row): Promise<void> {
  folder.write("bad.scenario", text);
  const done = await folder.run(["run", "bad.scenario"]);
  const told =
    done.out + done.err.replace(/^(?:error|warning) ([a-z0-9/-]+): (.*)\n {2}--> bad\.scenario:(\d+:\d+)/gm, "$1:$3 $2\n$&");
  expect([done.code, told]).toEqual([code, expect.any(String)]);
  for (const each of says) expect(told).toContain(each);
  for (const each of never) expect(told).not.toContain(each);
  expect(done.out).not.toContain("    at ");
}

const rows = (of: Readonly<Record<string, Row>>): (readonly [string, Row])[] => Object.entries(of);
const key = (name: string): Row => ({ text: `create key ${name} in acct A region us-east-1`, code: 0, says: [`+ key ${name}`] });
const quick = async (limitMs: number, work: () => Promise<void>): Promise<void> => {
  const start = performance.now();
  await work();
  expect(performance.now() - start).toBeLessThan(limitMs);
};

describe("the text as a whole", () => {
  test.each(
    rows({
      "bad input 1: an empty file": { text: "", code: 0, says: ["file/no-statements:1:1"] },
      "bad input 2: only comments": { text: "# one\n# two\n", code: 0, says: ["file/no-statements:1:1"] },
      "bad input 3: a byte order mark first": { text: "\uFEFFcreate key k1 in acct A region us-east-1", code: 0 },
      "bad input 4: a file in UTF-16": { text: Buffer.from("\uFEFFcreate key k1", "utf16le"), code: 2, says: ["UTF-8"] },
      "bad input 5: a byte FF inside": {
        text: Buffer.concat([Buffer.from("create key k1\nrotate "), Buffer.from([0xff])]),
        code: 2,
        says: ["is not UTF-8 (line 2)"],
      },
      "bad input 6: NUL in a name": { text: "create key k\u0000x", code: 2, says: ["syntax/character:1:13", "U+0000"] },
      "bad input 7: lines that end in CR alone": {
        text: "default in acct A region us-east-1\rcreate key k1 # one\rrotate k2\r",
        code: 2,
        says: ["name/unknown:3:8", "3 | rotate k2\n"],
      },
      "bad input 8: 300 KiB of spaces": { text: " ".repeat(300 * 1024), code: 2, says: ["is larger than 256 KiB"] },
      "bad input 9: a line of 200,000 characters": {
        text: `rotate k1 ${"x".repeat(120)} ${"y".repeat(200_000)}`,
        code: 2,
        says: ["syntax/not-expected:1:11", "…"],
        never: ["y".repeat(120)],
      },
      "bad input 10: half a surrogate pair": {
        text: 'document d "\\uD800" held by alice',
        code: 2,
        says: ["syntax/character:1:13"],
      },
      "bad input 11: U+2028 in a text": {
        text: 'scenario "a\u2028b" { explain }',
        code: 0,
        says: ["a<U+2028>b"],
        never: ["\u2028"],
      },
      "bad input 12: a Cyrillic letter beside a Latin one": {
        text: `${START}create volume vol1 with k1\nsnapshot v\u043El1`,
        code: 2,
        says: ["name/letters:4:10", "may look like another", "name/unknown:4:10", "did you mean `vol1` (A us-east-1)?"],
      },
      "bad input 12: the same where the volume is implied": {
        text: `${START}create volume vol1 with k1\nsnapshot v\u043El1 with k1`,
        code: 0,
        says: ["name/letters:4:10", "name/near:4:10"],
      },
      "bad input 13: é composed and decomposed": {
        text: "create key caf\u00e9 in acct A region us-east-1\ncreate key cafe\u0301 in acct A region us-east-1",
        code: 0,
        says: ["name/composition:2:12", "name/looks-like:2:12"],
      },
    }),
  )("%s", (_, row) => play(row));
});

describe("quotes, braces and lines", () => {
  test.each(
    rows({
      "bad input 14: a text that is not closed": {
        text: 'create key k1 described "unclosed',
        code: 2,
        says: ["syntax/text-not-closed:1:25"],
      },
      'bad input 15: a """ that is not closed': {
        text: `${START}policy of k1 is """{\n`,
        code: 2,
        says: ["syntax/text-not-closed:3:17"],
      },
      "bad input 16: 65 braces": { text: "repeat 1 times {".repeat(65), code: 2, says: ["limit/nesting:1:1040"] },
      "bad input 18: } alone": { text: "}", code: 2, says: ["syntax/no-block-open:1:1", "no block is open"] },
      "bad input 19: 50,000 semicolons": { text: ";;;;;".repeat(10_000), code: 0 },
      "bad input 20: a last line that ends in \\": {
        text: `${START}rotate k1 \\`,
        code: 2,
        says: ["syntax/goes-on-to-nothing:3:11"],
      },
      "bad input 20: a last line that ends in ,": {
        text: `${START}policy of k1 allows acct B,`,
        code: 2,
        says: ["syntax/goes-on-to-nothing:3:27"],
      },
      "bad input 21: 2,000 brackets in a policy, twice": {
        text: `${START}${`policy of k1 is """{ "Version": "2012-10-17", "Statement": ${"[".repeat(2000)} }"""\n`.repeat(2)}`,
        code: 2,
        says: ["policy/not-json:3:", "policy/not-json:4:"],
      },
      "bad input 22: create kye k1": { text: "create kye k1", code: 2, says: ["syntax/not-expected:1:8", "did you mean `key`?"] },
    }),
  )("%s", (_, row) => play(row));

  test("bad input 17: a million braces, in less than 50 ms", async () => {
    // The file's own limit comes first; a text within it is told as fast.
    await play({ text: "{".repeat(1_000_000), code: 2, says: ["is larger than 256 KiB"] });
    folder.write("deep.scenario", "{".repeat(260_000));
    await folder.run(["check", "deep.scenario"]);
    await quick(250, async () => expect((await folder.run(["check", "deep.scenario"])).err).toContain("limit/nesting"));
  });
});

describe("names that objects have by nature", () => {
  test.each(
    rows({
      "bad input 23: a key __proto__": key("__proto__"),
      "bad input 24: an account constructor": {
        text: "create key k1 in acct constructor region us-east-1",
        code: 0,
        says: ["constructor/admin  kms:CreateKey"],
      },
      "bad input 25: a tag __proto__": { text: `${START}tag k1 { __proto__: "x" }`, code: 0, says: ["__proto__"] },
      "bad input 26: a context toString": {
        text: `${START}encrypt "x" with k1 context { toString: "x" } as c1\ndecrypt c1 context { toString: "x" }`,
        code: 0,
        says: ["{toString: x}"],
      },
      "bad input 28: a column __proto__": {
        text: `${START}scenario "<__proto__>" for each\n | __proto__ |\n | k7 |\n{ create key <__proto__> }`,
        code: 0,
        says: ["+ key k7"],
      },
      "bad input 29: an alias hasOwnProperty": {
        text: `${START}alias hasOwnProperty for k1\nencrypt "x" with alias hasOwnProperty`,
        code: 0,
      },
      "bad input 30: a key then": key("then"),
    }),
  )("%s", (_, row) => play(row));

  test("bad input 27: keys 10, 2, 01 stand in the order in which they were written, distinct", async () => {
    folder.write("bad.scenario", `default in acct A region us-east-1\ncreate key 10\ncreate key 2\ncreate key 01\n`);
    const { out } = await folder.run(["run", "bad.scenario"]);
    expect([...out.matchAll(/\+ key (\S+)/g)].map(([, name]) => name)).toEqual(["10", "2", "01"]);
  });
});

describe("scenarios and tables", () => {
  test.each(
    rows({
      "bad input 31: two scenarios of one name": {
        text: 'scenario "a" { explain }\nscenario "a" { explain }',
        code: 2,
        says: ["name/scenario-twice:2:10"],
      },
      "bad input 35: a row with too few cells": {
        text: `scenario "<a>" for each\n | a | b |\n | 1 |\n{ explain }`,
        code: 2,
        says: ["table/cells:3:2"],
      },
      "bad input 36: a placeholder that nothing stands for": {
        text: `scenario "<region>" for each\n | region |\n | us-east-1 |\n{ create key k1 in acct A region <regoin> }`,
        code: 2,
        says: ["name/unknown-placeholder:4:34", "did you mean `<region>`?"],
      },
      "bad input 37: 1,001 rows": {
        text: `scenario "<a>" for each\n | a |\n${Array.from({ length: 1001 }, (_, i) => ` | ${i} |\n`).join("")}{ explain }`,
        code: 2,
        says: ["limit/rows:1003:2"],
      },
      "bad input 38: a definition that calls itself": { text: "define a() { a() }\na()", code: 2, says: ["a → a"] },
      "bad input 39: two definitions that call one another": {
        text: "define a() { b() }\ndefine b() { a() }\na()",
        code: 2,
        says: ["a → b → a"],
      },
    }),
  )("%s", (_, row) => play(row));

  test("bad input 32: names that differ in case alone are two, and so are their results", async () => {
    folder.write("scenarios/bad.scenario", 'scenario "a" { explain }\nscenario "A" { explain }');
    expect((await folder.run(["test"])).out).toContain("2 passed");
    const { out } = await folder.run(["run", "scenarios/bad.scenario", "--quiet"]);
    expect(out).toMatch(/passed {2}a\b[\s\S]*passed {2}A\b/);
  });

  // A golden is named after its file, never after a scenario: what a scenario is called reaches no path.
  test.each([
    ["bad input 33: a scenario named ../../etc/x", ["../../etc/x"]],
    ["bad input 34: scenarios named con, nul, a:b and by 300 letters", ["con", "nul", "a:b", "x".repeat(300)]],
  ])("%s", async (_, names) => {
    folder.write("scenarios/bad.scenario", names.map((name) => `scenario "${name}" { explain }\n`).join(""));
    expect((await folder.run(["test"])).code).toBe(0);
    expect((await folder.run(["golden", "status"])).code).toBe(0);
    const { readdirSync } = await import("node:fs");
    expect(readdirSync(folder.path)).toEqual([".custody", "scenarios"].filter((each) => readdirSync(folder.path).includes(each)));
    expect(readdirSync(folder.at("scenarios")).sort()).toEqual(["bad.golden", "bad.scenario"]);
  });
});

describe("loops and time", () => {
  test("bad input 53: a million times a million, in less than two seconds", () =>
    quick(2_000, () =>
      play({ text: "repeat 1000000 times { repeat 1000000 times { explain } }", code: 2, says: ["limit/steps:1:1"] }),
    ));

  test.each(
    rows({
      "bad input 54: repeat 0 times": { text: "repeat 0 times { explain }", code: 0, says: ["flow/repeat-nothing:1:1"] },
      "bad input 54: repeat -1 times": { text: "repeat -1 times { explain }", code: 2, says: ["number/signed:1:8"] },
      "bad input 54: repeat 1.5 times": { text: "repeat 1.5 times { explain }", code: 2, says: ["number/not-whole:1:8"] },
      "bad input 55: every second for 1,000 years": {
        text: "every 1 second for 1000 years { explain }",
        code: 2,
        says: ["limit/steps:1:1"],
      },
      "bad input 56: advance -1 day": { text: "advance -1 day", code: 2, says: ["number/signed:1:9"] },
      "bad input 57: advance 0 days": { text: "advance 0 days", code: 0, says: ["time/advance-nothing:1:1"] },
      "bad input 58: advance beyond all time": { text: "advance 99999999999 years", code: 2, says: ["advance"] },
      "bad input 59: 30 February": { text: "clock 2026-02-30", code: 2, says: ["date/not-in-the-calendar:1:7"] },
      "bad input 59: 29 February of no leap year": { text: "clock 2025-02-29", code: 2, says: ["date/not-in-the-calendar:1:7"] },
      "bad input 59: month 13": { text: "clock 2026-13-01", code: 2, says: ["date/not-in-the-calendar:1:7"] },
      "bad input 59: the year 10000": { text: "clock 10000-01-01", code: 2, says: ["date/not-in-the-calendar:1:7"] },
      "bad input 59: 0000-00-00": { text: "clock 0000-00-00", code: 2, says: ["date/not-in-the-calendar:1:7"] },
      "bad input 61: a leap second": { text: "clock 2026-12-31T23:59:60Z", code: 2, says: ["date/not-in-the-calendar:1:7"] },
      "bad input 62: the clock set back": { text: `${START}clock 2025-01-01`, code: 2, says: ["clock"] },
      // AWS's word: KMS takes 7 to 30 days. A refusal of AWS fails the scenario, and is no mistake of the text.
      "bad input 63: a key deleted after 6 days": {
        text: `${START}delete k1 after 6 days`,
        code: 1,
        says: ["ValidationException"],
      },
      "bad input 63: a key deleted after 31 days": {
        text: `${START}delete k1 after 31 days`,
        code: 1,
        says: ["ValidationException"],
      },
    }),
  )("%s", (_, row) => play(row));

  test("bad input 60: a time without a zone is UTC, wherever the machine stands", async () => {
    const before = process.env.TZ;
    folder.write("bad.scenario", "clock 2026-03-29T02:30:00\nexplain");
    try {
      const seen: string[] = [];
      for (const zone of ["UTC", "Europe/Berlin", "Pacific/Apia"]) {
        process.env.TZ = zone;
        seen.push((await folder.run(["run", "bad.scenario"])).out);
      }
      expect(seen[0]).toContain("2026-03-29 02:30:00Z");
      expect(new Set(seen).size).toBe(1);
    } finally {
      process.env.TZ = before;
      if (before === undefined) delete process.env.TZ;
    }
  });
});

describe("numbers", () => {
  test.each(
    rows({
      "bad input 65: $1.005 is exact": { text: "expect bill of A in 2026-01 is under $1.005", code: 0 },
      "bad input 65: $-0": { text: "expect bill of A in 2026-01 is $-0", code: 2, says: ["number/money:1:32"] },
      "bad input 65: $1e9": { text: "expect bill of A in 2026-01 is $1e9", code: 2, says: ["number/money:1:32"] },
      "bad input 65: twenty digits": {
        text: "expect bill of A in 2026-01 is $99999999999999999999",
        code: 2,
        says: ["number/money:1:32"],
      },
      "bad input 66: 101%": { text: "with chance 101% { explain }", code: 2, says: ["number/percent-over-100:1:13"] },
      "bad input 66: -1%": { text: "with chance -1% { explain }", code: 2, says: ["number/signed:1:13"] },
      "bad input 66: 0.0000001%": { text: "with chance 0.0000001% { explain }", code: 0 },
      "bad input 67: 1e400 GiB": { text: "create volume v size 1e400 GiB", code: 2, says: ["number/unreadable:1:22"] },
      "bad input 67: 0x10 GiB": { text: "create volume v size 0x10 GiB", code: 2, says: ["number/unreadable:1:22"] },
      "bad input 67: an Arabic three": { text: "create volume v size \u0663 GiB", code: 2, says: ["syntax/character:1:22"] },
      "bad input 67: 1_000": { text: "advance 1_000 days", code: 2, says: ["number/unreadable:1:9"] },
      "bad input 67: 007": { text: "advance 007 days", code: 2, says: ["number/unreadable:1:9"] },
      "bad input 68: seed -1": { text: "seed -1", code: 2, says: ["number/signed:1:6"] },
      "bad input 68: seed 1.5": { text: "seed 1.5", code: 2, says: ["number/seed:1:6"] },
      'bad input 68: seed "42"': { text: 'seed "42"', code: 2, says: ["number/seed:1:6"] },
      "bad input 68: a seed of 40 digits": { text: `seed ${"4".repeat(40)}`, code: 2, says: ["1:6"] },
      "bad input 68: two seeds": { text: "seed 42\nseed 42", code: 2, says: [":2:"] },
      "bad input 69: size NaN GiB": { text: "create volume v size NaN GiB", code: 2, says: ["syntax/not-expected:1:22"] },
      "bad input 69: Infinity days": { text: "advance Infinity days", code: 2, says: ["syntax/not-expected:1:9"] },
    }),
  )("%s", (_, row) => play(row));
});

test("bad input 64: three times $0.1 is $0.30", () => {
  const tenth = knownDollars("0.1");
  expect(compareMoney(sumMoney([tenth, tenth, tenth]), knownDollars("0.30"))).toBe(0);
  expect(compareMoney(multiplyMoney(tenth, 3), knownDollars("0.30"))).toBe(0);
});

describe("policies", () => {
  const policy = (statement: string): string =>
    `account A id 111122223333\n${START}policy of k1 is """{ "Version": "2012-10-17", "Statement": [${statement}] }"""`;
  const whole = '"Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*"';

  test.each(
    rows({
      'bad input 70: "Effect" twice': {
        text: policy(`{ ${whole}, "Effect": "Deny" }`),
        code: 2,
        says: ["policy/not-json:4:", "Effect"],
      },
      "bad input 71: a // comment": { text: policy(`{ ${whole} } // all`), code: 2, says: ["policy/not-json:4:"] },
      "bad input 71: a comma at the end": { text: policy(`{ ${whole}, }`), code: 2, says: ["policy/not-json:4:"] },
      "bad input 72: NotPrincipal is modelled": {
        text: `${policy(`{ ${whole} }, { "Effect": "Deny", "NotPrincipal": { "AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/admin", "arn:aws:sts::111122223333:assumed-role/admin/custody"] }, "Action": "kms:Encrypt", "Resource": "*" }`)}\nencrypt "x" with k1 expect ok\nallow A/app to encrypt on k1\nencrypt "x" with k1 by A/app expect denied by key policy of k1`,
        code: 0,
      },
      "bad input 72: NotAction is modelled": {
        text: `${policy(`{ ${whole} }, { "Effect": "Deny", "Principal": "*", "NotAction": ["kms:Encrypt", "kms:PutKeyPolicy"], "Resource": "*" }`)}\nencrypt "x" with k1 as c1\ndecrypt c1 expect denied by key policy of k1`,
        code: 0,
      },
      "bad input 72: an operator that IAM does not have": {
        text: policy(`{ ${whole}, "Condition": { "StringSounds": { "aws:username": "like" } } }`),
        code: 1,
        says: ["policy/aws-refuses:4:", "Invalid Condition type : StringSounds.", "MalformedPolicyDocumentException"],
      },
      "bad input 72: a condition key that is not modelled": {
        text: policy(`{ ${whole}, "Condition": { "StringEquals": { "aws:SourceVpcArn": "x" } } }`),
        code: 2,
        says: ["model/not-modelled:4:"],
      },
      "bad input 74: an ARN with 10,000 colons in a sentence": {
        text: `${START}policy of k1 allows "arn:${":".repeat(10_000)}" to decrypt`,
        code: 2,
        says: ["policy/arn-length:3:21"],
      },
      "bad input 74: an ARN with 10,000 colons in JSON": {
        text: policy(
          `{ "Effect": "Allow", "Principal": { "AWS": "arn:${":".repeat(10_000)}" }, "Action": "kms:*", "Resource": "*" }`,
        ),
        code: 2,
        says: ["policy/arn-length:4:"],
      },
      // "limit as AWS": its own refusal, which fails the scenario.
      "bad input 75: a policy of 33 KiB": {
        text: policy(`{ "Sid": "${"x".repeat(33 * 1024)}", ${whole} }`),
        code: 1,
        says: ["LimitExceededException"],
      },
    }),
  )("%s", (_, row) => play(row));

  test("bad input 73: an action of thirty *a is decided in less than 5 ms", async () => {
    const { matches, compileWildcard } = await import("../../src/base/wildcard.js");
    const pattern = compileWildcard(`kms:${"*a".repeat(30)}`);
    matches(pattern, `kms:${"a".repeat(29)}`);
    await quick(5, async () => expect(matches(pattern, `kms:${"a".repeat(60)}b`)).toBe(false));
    await play({
      text: `${START}allow A/app to "kms:${"*a".repeat(30)}" on k1\nencrypt "x" with k1 by A/app expect denied`,
      code: 0,
    });
  });
});
