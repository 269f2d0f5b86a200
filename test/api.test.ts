// The library's names and signatures are a promise. A change to them is made on purpose: UPDATE_API=1 npx vitest run test/api.test.ts
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as library from "../src/index.js";
import { formatInstant, type Instant } from "../src/world/time.js";
import { apiReport, compile, emitTypes } from "./support/api-report.js";

const path = join(import.meta.dirname, "api.report.txt");

test("the library exports what the committed report says", () => {
  const now = apiReport();
  if (process.env["UPDATE_API"] === "1") writeFileSync(path, now);
  expect(now).toBe(readFileSync(path, "utf8"));
});

test("at run time there are these names and no others", () => {
  expect(Object.keys(library).sort()).toEqual([
    "billOf",
    "jsonLines",
    "renderDiagnostic",
    "renderGolden",
    "renderTrace",
    "simulate",
    "traceLines",
    "trailLines",
  ]);
});

test("a program runs a scenario and reads its steps", () => {
  const result = library.simulate({
    text: "create key k1 in acct A region us-east-1; snapshot vol1 with k1; share to acct B",
    name: "first-sentence",
  });
  const scenario = result.scenarios[0]!;
  expect(scenario.steps.map((step) => step.text)).toEqual([
    "create key k1 in acct A region us-east-1",
    "snapshot vol1 with k1",
    "share to acct B",
  ]);
  expect(scenario.steps[2]!.facts.map((fact) => fact.is)).toContain("call");
  expect(scenario.worldAt(0).resources.size).toBe(0);
  expect(scenario.worldAt(2).resources.has("vol1-snap-1")).toBe(true);
  expect(library.renderTrace(result)).toMatch(/^first-sentence {46}clock 2026-01-01 00:00:00Z · seed 1\n/);
});

test("a wrong text is a diagnostic that a program can print", () => {
  const result = library.simulate({ text: "create kye k1", name: "share" });
  expect(result.scenarios).toEqual([]);
  expect(library.renderDiagnostic(result.diagnostics[0]!, result)).toContain("--> share.scenario:1:8");
});

test("what a caller hands over wrongly is a diagnostic, or is taken for what it can mean", () => {
  const text = 'create key k1 in acct A region us-east-1\nencrypt "x" with k1';
  for (const seed of ["abc", "", "-1", "9".repeat(100)])
    expect(library.simulate({ text, name: "x", seed }).diagnostics.map(({ code }) => code)).toEqual(["chance/bad-seed"]);
  const [far] = library.simulate({ text, name: "x", until: 9e15 as Instant }).scenarios;
  expect(formatInstant(far!.worldAt(far!.steps.length).now)).toMatch(/^2199-12-31/);
  const cheap = library.simulate({ text, name: "x", prices: new Map() });
  expect(library.billOf(cheap.scenarios[0]!, cheap)).toEqual(
    library.billOf(cheap.scenarios[0]!, library.simulate({ text, name: "x" })),
  );
});

// A program may compile with all checks on its libraries' types, and with none of Custody's own settings.
test("a strict program compiles against the types, which are checked along", () => {
  const folder = mkdtempSync(join(tmpdir(), "custody-types-"));
  try {
    const types = join(folder, "node_modules/custody");
    expect(emitTypes(types)).toBe("");
    writeFileSync(join(types, "package.json"), '{ "type": "module", "exports": { ".": { "types": "./index.d.ts" } } }');
    const program = `import { type CallFact, type RunLog, simulate } from "custody";
      const log: RunLog = simulate({ text: "explain", name: "x" });
      const calls: CallFact[] = log.scenarios.flatMap(({ steps }) => steps).flatMap(({ facts }) => facts).filter((fact) => fact.is === "call");
      export const actions: readonly string[] = calls.map(({ action }) => action);`;
    writeFileSync(join(folder, "program.mts"), program);
    const strict = [
      "--strict",
      "--noEmit",
      "--exactOptionalPropertyTypes",
      "--noUncheckedIndexedAccess",
      "--skipLibCheck",
      "false",
    ];
    const plain = ["--module", "nodenext", "--target", "es2023", "--types", ""];
    expect(compile("--ignoreConfig", ...strict, ...plain, join(folder, "program.mts"))).toBe("");
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
