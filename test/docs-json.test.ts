// docs/json.md is held to what is emitted: every member of every object stands in its row, and every member of a row is emitted.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { simulate } from "../src/api/simulate.js";
import { jsonLines } from "../src/report/json.js";
import { blocksOf, scenarioBlocks } from "./support/document-blocks.js";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, "docs/json.md"), "utf8");

type Members = { readonly [name: string]: unknown };

/** The members of each row, by what the row is about; without what stands in parentheses, and with it. */
const rows = new Map<string, { readonly own: ReadonlySet<string>; readonly all: ReadonlySet<string> }>();
for (const line of text.split("\n").filter((each) => each.startsWith("| `"))) {
  const [, names = "", members = ""] = line.split("|");
  const row = { own: codes(members.replace(/\([^()]*\)/g, "")), all: codes(members) };
  for (const name of codes(names)) rows.set(name, row);
}

function codes(cell: string): ReadonlySet<string> {
  return new Set([...cell.matchAll(/`(\w+)`/g)].map((match) => match[1]!));
}

/** Every scenario of the suite, every example of the reference with its mistakes, and what neither shows. */
function texts(): readonly string[] {
  const folder = join(root, "scenarios");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".scenario"));
  const examples = scenarioBlocks(blocksOf(readFileSync(join(root, "docs/language.md"), "utf8"))).map((each) => each.text);
  const failing = "create key k1 in acct A region us-east-1\nexpect k1 is disabled\n";
  return [...files.map((path) => readFileSync(join(folder, path), "utf8")), ...examples, failing, "crate key k1"];
}

/** What is emitted, by the name of its row; contexts hold the scenario's own names. */
const emitted = new Map<string, Set<string>>();
const nested = new Map<string, Set<string>>();

function note(row: string, object: Members): void {
  const own = emitted.get(row) ?? new Set();
  const inner = nested.get(row) ?? new Set();
  emitted.set(row, own);
  nested.set(row, inner);
  for (const [name, value] of Object.entries(object)) {
    if (["custody", "type", "is"].includes(name)) continue;
    own.add(name);
    if (name === "encryptionContext" || name === "newEncryptionContext" || name === "facts") continue;
    for (const each of [value].flat()) if (isMembers(each)) for (const part of Object.keys(each)) inner.add(part);
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}

for (const each of texts()) {
  for (const line of jsonLines(simulate({ text: each, name: "json" }))) {
    const object = JSON.parse(line) as Members & { readonly type: string };
    note(object.type, object);
    if (object.type === "step") for (const fact of object["facts"] as readonly Members[]) note(String(fact["is"]), fact);
  }
}

test.each([...emitted.keys()])("every member of %s is documented", (row) => {
  expect([...emitted.get(row)!].filter((name) => !rows.get(row)?.own.has(name))).toEqual([]);
  expect([...nested.get(row)!].filter((name) => !rows.get(row)?.all.has(name))).toEqual([]);
});

// Lines of `custody test --reporter json`, which no run emits.
test.each([...rows.keys()].filter((row) => row !== "test" && row !== "tests"))(
  "every documented member of %s is emitted",
  (row) => {
    expect([...(rows.get(row)?.own ?? [])].filter((name) => !emitted.get(row)?.has(name))).toEqual([]);
  },
);
