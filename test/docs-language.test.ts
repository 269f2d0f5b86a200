// docs/language.md cannot be wrong: each block in it runs and ends as its fence says, and each verb has an entry with an example that uses it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { simulate, theRegistry } from "../src/api/simulate.js";
import { type RunLog, renderDiagnostic } from "../src/index.js";
import { blocksOf, type DocumentBlock, scenarioBlocks, verbsIn } from "./support/document-blocks.js";

const text = readFileSync(join(import.meta.dirname, "../docs/language.md"), "utf8");
const blocks = blocksOf(text);
const examples = scenarioBlocks(blocks);

/** Files that the document shows, by the name in the fence: ```scenario file "common/accounts.scenario". */
const files = new Map(blocks.flatMap((block) => (block.file === undefined ? [] : [[block.file, block.text] as const])));

function run(example: DocumentBlock): RunLog {
  return simulate({
    text: example.text,
    name: "example",
    readFile: (path) => {
      const found = files.get(path);
      return found === undefined ? { problem: `the document shows no file \`${path}\`` } : { text: found };
    },
  });
}

const errorsOf = (log: RunLog) => log.diagnostics.filter((each) => each.severity === "error");

test.each(examples.map((each) => [each.name, each] as const))("%s", (_name, example) => {
  const log = run(example);
  if (example.mistake !== undefined) {
    expect(errorsOf(log).map((each) => each.code)).toEqual([example.mistake]);
    return;
  }
  expect(errorsOf(log).map((each) => renderDiagnostic(each, log))).toEqual([]);
  const failed = log.scenarios.flatMap((each) => each.failures);
  if (example.fails) expect(failed).not.toEqual([]);
  else expect(failed).toEqual([]);
  expect(log.diagnostics.map((each) => each.code)).toEqual(example.warns);
});

/** Headings of entries: ### `enable rotation`, `disable rotation` */
const entries = text
  .split(/^(?=## |### )/m)
  .filter((part) => part.startsWith("### `"))
  .map((part) => ({
    verbs: [...part.slice(0, part.indexOf("\n")).matchAll(/`([^`]+)`/g)].map((match) => match[1]!),
    text: part,
  }));

test("every verb has one entry, and every entry is a verb's", () => {
  expect(entries.flatMap((each) => each.verbs).sort()).toEqual([...theRegistry().verbs.keys()].sort());
});

test("every entry says its forms, has an example that uses its verb, and names its source", () => {
  for (const entry of entries) {
    const used = new Set(blocksOf(entry.text).flatMap((block) => (block.kind === "scenario" ? verbsIn(block.text) : [])));
    for (const verb of entry.verbs) expect(used, `an example of \`${verb}\``).toContain(verb);
    expect(entry.text, `forms of \`${entry.verbs[0]}\``).toMatch(/^```text$/m);
    expect(entry.text, `source of \`${entry.verbs[0]}\``).toMatch(/^Source: .+\.$/m);
  }
});

test("the table of properties and states is that of the kinds", () => {
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && line.split(" | ").length === 3);
  for (const kind of theRegistry().kinds.values()) {
    const row = rows.find((line) => line.startsWith(`| ${kind.name} | `))?.split("|") ?? [];
    const codesIn = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
    expect(codesIn(row[2]), `properties of ${kind.name}`).toEqual([...kind.properties.keys()]);
    expect(codesIn(row[3]), `states of ${kind.name}`).toEqual([...kind.states.keys()]);
  }
});
