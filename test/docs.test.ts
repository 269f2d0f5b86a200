// What the documents show is what happens: every scenario in them runs, every trace in the README is today's.
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { simulate } from "../src/api/simulate.js";
import { COMMANDS } from "../src/cli/commands.js";
import { renderDiagnostic, renderTrace } from "../src/index.js";
import { Folder } from "./support/command-line.js";

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

test.each(["80x24-denied", "120x40-step"])("the README shows the replay's screen %s as it is", (name) => {
  const screen = readFileSync(join(root, `test/tui/screens/${name}.txt`), "utf8");
  expect(blocks("README.md", "text")).toContain(screen);
});

test("npm start ends with a line that opens the course as it is typed", async () => {
  const { start } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;
  const [, argv = ""] = /go on with: node dist\/custody\.cjs (replay scenarios\/tour\/02-\S+)$/.exec(start) ?? [];
  const folder = new Folder();
  try {
    cpSync(join(root, "scenarios/tour"), folder.at("scenarios/tour"), { recursive: true });
    const { code, out } = await folder.run(argv.split(" "));
    expect(code).toBe(0);
    expect(out).toMatch(/^scenario 1 of \d+, being in the account is not enough: /);
  } finally {
    folder.remove();
  }
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
