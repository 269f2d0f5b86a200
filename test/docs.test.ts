// What the documents show is what happens: every scenario in them runs, every trace in the README is today's.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { simulate } from "../src/api/simulate.js";
import { COMMANDS } from "../src/cli/commands.js";
import { renderDiagnostic, renderTrace } from "../src/index.js";

const root = join(import.meta.dirname, "..");
const documents = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** Fenced blocks of a kind: ```scenario … ``` */
function blocks(document: string, kind: string): string[] {
  const text = readFileSync(join(root, document), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1]!);
}

const examples = documents.flatMap((document) =>
  blocks(document, "scenario").map((text, index) => [`${document} (${index + 1})`, text] as const),
);

test.each(examples)("the scenario in %s runs and passes", (_name, text) => {
  const log = simulate({ text, name: "example" });
  expect(log.diagnostics.filter((each) => each.severity === "error").map((each) => renderDiagnostic(each, log))).toEqual([]);
  expect(log.scenarios.flatMap((run) => run.failures)).toEqual([]);
});

test("the README's first trace is what the first sentence gives", () => {
  const [sentence = ""] = blocks("README.md", "scenario");
  expect(blocks("README.md", "text")[0]).toBe(renderTrace(simulate({ text: sentence, name: "first-sentence" })));
});

test("the README's denial is what the recipe gives without its second step", () => {
  const recipe = blocks("README.md", "scenario")[1] ?? "";
  const without = recipe.split("\n").filter((line) => !line.startsWith("policy of k1"));
  const trace = renderTrace(simulate({ text: without.join("\n"), name: "share" }));
  expect(trace).toContain(blocks("README.md", "text")[1]);
});

test("the README names every command", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  for (const command of COMMANDS) expect(readme).toContain(`custody ${command.name}`);
});

test("links from one document to another lead somewhere", () => {
  for (const document of documents) {
    const text = readFileSync(join(root, document), "utf8");
    for (const [, target = ""] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
      expect(existsSync(join(root, document, "..", target)), `${document} links to ${target}`).toBe(true);
    }
  }
});
