// Every sentence that the language is taught by reads without a mistake, and the trees of those that are easy to get wrong are as written here.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "../../src/language/parse.js";

const here = new URL(".", import.meta.url);
const scenarios = new URL("../conformance/scenarios/", here);

/** The tree of a text that must have no mistakes, without places. */
function tree(text: string): unknown[] {
  const { file, diagnostics } = parse(text, "test.scenario");
  expect(diagnostics).toEqual([]);
  return file.statements.map(withoutPlaces);
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== "start" && name !== "end" && name !== "inner");
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutPlaces(each)]));
}

const name = (text: string) => ({ is: "name", text });
const key = (text: string) => ({ by: "name", name: name(text) });

describe("sentences that are taught", () => {
  test("every sentence of the reference is read", () => {
    const text = readFileSync(new URL("fixtures/sentences.scenario", here), "utf8");
    const { file, diagnostics } = parse(text, "sentences.scenario");
    expect(diagnostics).toEqual([]);
    expect(file.statements.length).toBe(257);
  });

  for (const file of readdirSync(scenarios)) {
    test(`${file} is read without a mistake`, () => {
      expect(parse(readFileSync(new URL(file, scenarios), "utf8"), file).diagnostics).toEqual([]);
    });
  }
});

describe("acting sentences", () => {
  test("the first sentence makes a key, snapshots a volume, and shares without naming what", () => {
    expect(tree("create key k1 in acct A region us-east-1; snapshot vol1 with k1; share to acct B")).toEqual([
      { is: "do", verb: "create key", object: name("k1"), args: {}, place: { account: name("A"), region: name("us-east-1") } },
      { is: "do", verb: "snapshot", object: name("vol1"), args: { with: key("k1") } },
      { is: "do", verb: "share", args: { to: [name("B")] } },
    ]);
  });

  test("tails stand in any order, and `expect` after them", () => {
    const copied = {
      is: "do",
      verb: "copy",
      object: name("s1"),
      args: { to: { account: name("B"), region: name("eu-west-1") }, with: key("k2") },
      by: name("B/backup"),
      as: name("s2"),
      expect: { is: "ok" },
    };
    expect(tree("copy s1 to acct B region eu-west-1 with k2 by B/backup as s2 expect ok")).toEqual([copied]);
    expect(tree("copy s1 as s2 by B/backup with k2 to acct B eu-west-1 expect ok")).toEqual([copied]);
  });

  test.each([
    ["rotate k1 in acct A region us-east-1", { account: name("A"), region: name("us-east-1") }],
    ["rotate k1 in A us-east-1", { account: name("A"), region: name("us-east-1") }],
    ["rotate k1 in acct B", { account: name("B") }],
    ["rotate k1 in B", { account: name("B") }],
    ["rotate k1 in region eu-west-1", { region: name("eu-west-1") }],
    ["rotate k1 in eu-west-1", { region: name("eu-west-1") }],
    ["rotate k1 region eu-west-1", { region: name("eu-west-1") }],
  ])("%s says where", (text, place) => {
    expect(tree(text)).toEqual([{ is: "do", verb: "rotate", object: name("k1"), args: {}, place }]);
  });

  test("words of tails may be names where no tail of that verb begins with them", () => {
    expect(tree("snapshot after as closed; snapshot before; delete after 7 days; delete after after 7 days")).toEqual([
      { is: "do", verb: "snapshot", object: name("after"), args: {}, as: name("closed") },
      { is: "do", verb: "snapshot", object: name("before"), args: {} },
      { is: "do", verb: "delete", args: { after: { is: "duration", count: 7, unit: "day" } } },
      { is: "do", verb: "delete", object: name("after"), args: { after: { is: "duration", count: 7, unit: "day" } } },
    ]);
  });

  test("keywords may be written in capitals, names keep theirs", () => {
    expect(tree("CREATE Key K1 IN ACCT a")).toEqual([
      { is: "do", verb: "create key", object: name("K1"), args: {}, place: { account: name("a") } },
    ]);
  });

  test("a grant says to whom, on what, for which operations, under which context", () => {
    expect(tree('grant B/backup on k1 to decrypt, create-grant when context includes { app: "shop" } as g1')).toEqual([
      {
        is: "do",
        verb: "grant",
        object: name("k1"),
        as: name("g1"),
        args: {
          to: { is: "principal", text: "B/backup" },
          operations: [
            { text: "decrypt", quoted: false },
            { text: "create-grant", quoted: false },
          ],
          constraint: {
            is: "includes",
            pairs: { is: "record", entries: [{ key: "app", value: { is: "text", value: "shop" } }] },
          },
        },
      },
    ]);
  });

  test("verify is not verify-mac, and an alias is aimed at by name", () => {
    expect(tree('verify-mac t1 of "v" with h1; encrypt "x" with alias app')).toEqual([
      { is: "do", verb: "verify-mac", object: name("t1"), args: { what: { is: "text", value: "v" }, with: key("h1") } },
      { is: "do", verb: "encrypt", args: { what: { is: "text", value: "x" }, with: { by: "alias", name: name("app") } } },
    ]);
  });

  test("a bucket's encryption is a mode, with a key and a bucket key", () => {
    expect(tree("create bucket b1 encrypted with sse-kms k1 bucket key in acct A")).toEqual([
      {
        is: "do",
        verb: "create bucket",
        object: name("b1"),
        args: { mode: { is: "mode", mode: "sse-kms", key: key("k1"), bucketKey: true } },
        place: { account: name("A") },
      },
    ]);
  });

  test("a policy text keeps its place inside the quotes", () => {
    const { file } = parse('policy of k1 is """{}"""', "t");
    expect(file.statements[0]).toMatchObject({ args: { document: { is: "text", value: "{}", start: 16, inner: 19, end: 24 } } });
  });
});

describe("claims", () => {
  test("properties, comparisons and other resources' properties", () => {
    expect(tree("expect k1.rotations is at least 2; expect p1 is not encrypted; expect c1.material is not c2.material")).toEqual([
      {
        is: "expect",
        claim: {
          is: "property",
          subject: { of: name("k1"), property: "rotations" },
          compare: { op: "is at least", value: { is: "number", value: 2 } },
        },
      },
      {
        is: "expect",
        claim: { is: "property", subject: { of: name("p1") }, compare: { op: "is not", value: name("encrypted") } },
      },
      {
        is: "expect",
        claim: {
          is: "property",
          subject: { of: name("c1"), property: "material" },
          compare: { op: "is not", value: name("c2.material") },
        },
      },
    ]);
  });

  test("who can and who cannot", () => {
    expect(
      tree("expect only A/admin, service s3 can kms:Decrypt on k1; never acct B can read vol1; expect alice cannot read d1"),
    ).toEqual([
      {
        is: "expect",
        claim: {
          is: "can",
          only: true,
          subjects: [
            { is: "name", name: name("A/admin") },
            { is: "service", name: name("s3") },
          ],
          negated: false,
          action: { text: "kms:Decrypt" },
          object: name("k1"),
        },
      },
      {
        is: "invariant",
        mode: "never",
        claim: {
          is: "can",
          only: false,
          subjects: [{ is: "account", name: name("B") }],
          negated: false,
          action: { text: "read" },
          object: name("vol1"),
        },
      },
      {
        is: "expect",
        claim: {
          is: "can",
          only: false,
          subjects: [{ is: "name", name: name("alice") }],
          negated: true,
          action: { text: "read" },
          object: name("d1"),
        },
      },
    ]);
  });

  test("outcomes: `ok` is one, `ok-key` is a name", () => {
    expect(
      tree(
        "expect ok; expect ok-key is enabled; expect error InvalidSnapshot.InUse; expect denied by key policy of k1; expect error",
      ),
    ).toEqual([
      { is: "expect", claim: { is: "outcome", outcome: { is: "ok" } } },
      { is: "expect", claim: { is: "property", subject: { of: name("ok-key") }, compare: { op: "is", value: name("enabled") } } },
      { is: "expect", claim: { is: "outcome", outcome: { is: "error", code: "InvalidSnapshot.InUse" } } },
      { is: "expect", claim: { is: "outcome", outcome: { is: "denied", by: { layer: "key policy", of: name("k1") } } } },
      { is: "expect", claim: { is: "outcome", outcome: { is: "error" } } },
    ]);
  });

  test("an error code does not reach into the next line", () => {
    expect(tree("decrypt c1 expect error\nSNAPSHOT vol1")).toHaveLength(2);
  });

  test("bills, trails and counts", () => {
    expect(
      tree(
        "expect bill of A for kms in 2026 is under $20; expect trail of B has 3 kms:GenerateDataKey in 2026-02; expect count of keys in acct A is 2",
      ),
    ).toEqual([
      {
        is: "expect",
        claim: {
          is: "bill",
          account: name("A"),
          service: { text: "kms" },
          period: { is: "date", text: "2026" },
          compare: { op: "is under", value: { is: "money", text: "20" } },
        },
      },
      {
        is: "expect",
        claim: {
          is: "trail",
          account: name("B"),
          quantity: { op: "has exactly", count: 3 },
          action: { text: "kms:GenerateDataKey" },
          period: { is: "date", text: "2026-02" },
        },
      },
      {
        is: "expect",
        claim: { is: "count of keys", account: name("A"), compare: { op: "is", value: { is: "number", value: 2 } } },
      },
    ]);
  });
});

describe("the flow of a file", () => {
  test("a table has columns and rows of cells", () => {
    const [scenario] = tree(
      'scenario "to <target>" @dr for each\n  | target | mode |\n  | us-west-2 | sse-kms k1 | # a comment\n\n  | "a|b" | |\n{ explain }',
    );
    expect(scenario).toMatchObject({
      is: "scenario",
      tags: ["dr"],
      table: {
        columns: [name("target"), name("mode")],
        rows: [{ cells: [{ text: "us-west-2" }, { text: "sse-kms k1" }] }, { cells: [{ text: '"a|b"' }, { text: "" }] }],
      },
      body: { statements: [{ is: "ask", ask: "explain" }] },
    });
  });

  test("a let keeps a value, or else its text", () => {
    expect(tree("let window = 7 days; let result = denied by key policy of k1 # why")).toEqual([
      { is: "let", name: name("window"), value: { is: "duration", count: 7, unit: "day" } },
      { is: "let", name: name("result"), value: { is: "raw", text: "denied by key policy of k1" } },
    ]);
  });

  test("definitions and calls stand on one line, one after the other", () => {
    expect(tree("define a(x) { b(<x>) } define b(x) { rotate <x> } a(k1)")).toMatchObject([
      { is: "define", name: name("a"), parameters: [name("x")], body: { statements: [{ is: "call", holes: true }] } },
      { is: "define", name: name("b"), body: { statements: [{ is: "do", verb: "rotate", holes: true }] } },
      { is: "call", name: name("a"), arguments: [name("k1")] },
    ]);
  });

  test("statements with holes say so, and others do not", () => {
    const statements = tree(
      'snapshot <v>; snapshot v; encrypt "to <who>"; copy s1 to region <r> expect <outcome>; expect k-<r> is enabled; advance <n> days',
    );
    expect(statements.map((one) => (one as { holes?: true }).holes === true)).toEqual([true, false, true, true, true, true]);
    expect(statements.at(-1)).toMatchObject({ by: { is: "hole", text: "<n> days" } });
  });
});
