// docs/aws.md is held to the registry: each operation has its row and each row its operation, and so for prices and for what is refused by name.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { simulate, theRegistry } from "../src/api/simulate.js";
import type { Step } from "../src/index.js";
import { blocksOf, scenarioBlocks } from "./support/document-blocks.js";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, "docs/aws.md"), "utf8");
const registry = theRegistry();

/** The cells of each row of all tables under a heading of the second level, without the tables' heads. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const section = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? "";
  const lines = section.split("\n");
  return lines
    .filter((line, at) => line.startsWith("| ") && !lines[at + 1]?.startsWith("|---"))
    .map((line) => line.slice(2, -2).split(" | "));
}

const codesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

const operationRows = rowsUnder("Operations").map(([name = "", needs = "", trail = "", billed = "", source = ""]) => ({
  action: codesIn(name)[0] ?? name,
  needs,
  trail,
  billed,
  source,
}));

test("every operation has one row, and every row is an operation's", () => {
  const inDocument = operationRows.map((row) => row.action);
  const inRegistry = [...registry.operations.keys()];
  expect({
    missing: inRegistry.filter((action) => !inDocument.includes(action)),
    unknown: inDocument.filter((action) => !inRegistry.includes(action)),
    twice: inDocument.filter((action, at) => inDocument.indexOf(action) !== at),
  }).toEqual({ missing: [], unknown: [], twice: [] });
});

test("a row says of the trail, the bill and other accounts what the operation says", () => {
  for (const row of operationRows) {
    const operation = registry.operations.get(row.action);
    const recorded = operation?.readOnly ? "recorded, read-only" : "recorded";
    expect(row.trail, row.action).toBe(operation?.recorded ? recorded : "not recorded");
    expect(row.needs.includes("also from another account"), row.action).toBe(operation?.crossAccount === "allowed");
    if (operation?.meter !== undefined) expect(row.billed, row.action).not.toBe("nothing");
    for (const action of [...(operation?.iamActions ?? []), ...(operation?.actionsBesides ?? [])])
      expect(row.needs, row.action).toContain(action);
    expect(row.source, row.action).toContain(`: ${row.action.slice(row.action.indexOf(":") + 1)}`);
  }
});

test("a row bills by items that have a price, and every item has its row", () => {
  const priced = rowsUnder("Prices").map(([item = ""]) => codesIn(item)[0]);
  expect([...priced].sort()).toEqual([...registry.vocabulary.prices.keys()].sort());
  for (const row of operationRows) for (const item of codesIn(row.billed)) expect(priced, row.action).toContain(item);
});

test("prices are those of the catalogs", () => {
  for (const [item = "", price = ""] of rowsUnder("Prices")) {
    const { nanoUsd, per } = registry.vocabulary.prices.get(codesIn(item)[0] ?? "")!;
    const [, dollars = "", digits = ""] = /^\$(\d+)\.(\d+)/.exec(price) ?? [];
    expect(BigInt(dollars + digits.padEnd(9, "0")), item).toBe(nanoUsd);
    expect(price.includes("10,000"), item).toBe(per === 10_000);
  }
});

/** What each operation of another service called of KMS, in all examples of docs/language.md. */
function callsMade(): ReadonlyMap<string, ReadonlySet<string>> {
  const examples = scenarioBlocks(blocksOf(readFileSync(join(root, "docs/language.md"), "utf8"))).map((each) => each.text);
  const made = new Map<string, Set<string>>();
  for (const each of examples) {
    const steps = simulate({ text: each, name: "calls" }).scenarios.flatMap((run) => run.steps);
    for (const { outer, inner } of steps.flatMap(nestedCalls)) made.set(outer, (made.get(outer) ?? new Set()).add(inner));
  }
  return made;
}

/** Each call of KMS in a step that an operation of another service made: what is nested in a call of KMS is still that operation's. */
function nestedCalls(step: Step): readonly { readonly outer: string; readonly inner: string }[] {
  const found: { outer: string; inner: string }[] = [];
  let around: { readonly action: string; readonly depth: number }[] = [];
  for (const fact of step.facts) {
    // What AWS itself notes in a trail is no call.
    if (fact.is !== "call" || fact.caller.is === "aws") continue;
    around = around.filter((each) => each.depth < fact.depth);
    const outer = around.at(-1)?.action;
    if (!fact.action.startsWith("kms:")) {
      if (fact.caller.is === "principal") around.push({ action: fact.action, depth: fact.depth });
    } else if (outer !== undefined) found.push({ outer, inner: fact.action });
  }
  return found;
}

test("a row names the calls to KMS that its operation makes, and no other", () => {
  const made = callsMade();
  for (const row of operationRows.filter((each) => !each.action.startsWith("kms:"))) {
    const named = codesIn(row.needs).filter((each) => each.startsWith("kms:"));
    expect([...new Set(named)].sort(), row.action).toEqual([...(made.get(row.action) ?? [])].sort());
  }
});

test.each(rowsUnder("Who calls what"))(
  "%s: a trace of it can be read where the row says",
  (_what = "", calls = "", places = "") => {
    const read = codesIn(places).map((place) => readFileSync(join(root, "scenarios", `${place}.golden`), "utf8"));
    expect(read.length).toBeGreaterThan(0);
    for (const action of codesIn(calls)) expect(read.filter((golden) => golden.includes(`${action} `))).toEqual(read);
  },
);

const refused = rowsUnder("Refused by name").flatMap(([, operations = ""]) => codesIn(operations));

test("what is refused by name stands there, all of it", () => {
  const names = refused.map((each) => each.slice(each.indexOf(":") + 1));
  expect([...names].sort()).toEqual([...registry.notModelled].map((name) => name.slice(name.indexOf(":") + 1)).sort());
});

test.each(refused)("a claim about %s is a mistake, not an answer", (action) => {
  const sentence = "create key k1 in acct A region us-east-1";
  const log = simulate({ text: `${sentence}\nexpect A/admin can ${action} on k1`, name: "refused" });
  const codes = log.diagnostics.filter((each) => each.severity === "error").map((each) => each.code);
  expect(codes.map((code) => code.slice(0, code.indexOf("/")))).toEqual(["model"]);
});
