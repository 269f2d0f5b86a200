// The library's names and signatures are a promise. A change to them is made on purpose: UPDATE_API=1 npx vitest run test/api.test.ts
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as library from "../src/index.js";
import { apiReport } from "./support/api-report.js";

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
