// `npm run conformance`: how far Custody answers as AWS did, area by area; then what failed and what is not modelled, by name.

import { readFileSync } from "node:fs";
import { entries } from "./areas/index.js";
import { alsoOf, readCases } from "./cases.js";
import { playCase, type Result } from "./play.js";

const results = readCases(readFileSync("test/conformance/cases.yaml", "utf8")).map((each) =>
  playCase(each, entries.get(each.id)),
);

interface Row {
  readonly name: string;
  readonly of: readonly Result[];
}

const COLUMNS = ["area", "passed", "failed", "not modelled", "of", "also checked", "of"];

function cells({ name, of }: Row): readonly string[] {
  const count = (is: Result["is"]) => String(of.filter((each) => each.is === is).length);
  const checked = of.reduce((sum, each) => sum + each.alsoChecked, 0);
  const all = of.reduce((sum, each) => sum + alsoOf(each.theCase).length, 0);
  return [name, count("passed"), count("failed"), count("not modelled"), String(of.length), String(checked), String(all)];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join("  "))
    .join("\n");
}

const areas = [...new Set(results.map((each) => each.theCase.area))];
const rows: Row[] = areas.map((name) => ({ name, of: results.filter((each) => each.theCase.area === name) }));
console.log(table([COLUMNS, ...rows.map(cells), cells({ name: "all", of: results })]));

for (const is of ["failed", "not modelled"] as const) {
  const some = results.filter((each) => each.is === is);
  if (some.length > 0) console.log(`\n${is}:`);
  for (const each of some) console.log(`  ${each.theCase.area} ${each.theCase.id}: ${each.lines.join("; ")}`);
}
if (results.some((each) => each.is === "failed")) process.exitCode = 1;
