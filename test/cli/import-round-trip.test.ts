// Every scenario of the suite: its trail exported, imported and run again gives the same outcomes to the same people at the same times. What
// a log does not say enough of is listed, so that what is missing is known.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { type ReadTrail, type RecordedCall, readTrail } from "../../src/cli/import/records.js";
import { scenarioFrom } from "../../src/cli/import/scenario.js";
import type { RunLog } from "../../src/index.js";
import { trailLines } from "../../src/report/trail.js";

const folder = join(import.meta.dirname, "../../scenarios");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".scenario"))
  .sort();

/** Calls to KMS of each scenario of a file whose log is not too long to be taken over. */
function trailsOf(log: RunLog): readonly ReadTrail[] {
  return log.scenarios.flatMap((run) => {
    const trail = readTrail([...trailLines({ ...log, scenarios: [run] })].join("\n"));
    return "problem" in trail || trail.calls.length === 0 ? [] : [trail];
  });
}

function outcomeOf({ at, event, region, caller, error }: RecordedCall): string {
  const who = caller.is === "service" ? caller.name : `${caller.account}/${caller.name}`;
  return `${at} ${event} in ${region} by ${who}: ${error ?? "ok"}`;
}

/** Takes away one that equals. */
function take(from: string[], wanted: string): boolean {
  const at = from.indexOf(wanted);
  if (at !== -1) from.splice(at, 1);
  return at !== -1;
}

let takenCount = 0;
let leftCount = 0;

test.each(files)("%s", (file) => {
  const log = simulate({ text: readFileSync(join(folder, file), "utf8"), name: "original" });
  for (const trail of trailsOf(log)) {
    const imported = scenarioFrom(trail, "imported");
    const again = simulate({ text: imported.text, name: "again" });
    expect(again.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
    expect(again.scenarios.flatMap((run) => run.failures)).toEqual([]);
    const read = readTrail([...trailLines(again)].join("\n"));
    const seen = "problem" in read ? [] : read.calls.map(outcomeOf);
    const missing = trail.calls.filter((call) => !take(seen, outcomeOf(call)));
    const listed = imported.leftOut.map((line) => line.slice(0, line.indexOf(": ")));
    expect(missing.filter(({ at, event, region }) => !take(listed, `${at} ${event} in ${region}`)).map(outcomeOf)).toEqual([]);
    takenCount += imported.mappedCount;
    leftCount += trail.calls.length - imported.mappedCount;
  }
});

// Services that act by themselves, on grants, and what an outage refused: no sentence can say them.
test("most of what people asked of KMS is taken over", () => {
  expect(takenCount).toBeGreaterThan(3 * leftCount);
});

test("descriptions, tags and a new primary come along, with the rights that they take", () => {
  const text = `default in acct A region us-east-1
allow A/maker to "kms:*" on "*"
create multi-region key m1 described "orders, for \\"2026\\"" tags { app: "shop", "cost centre": "7" } by A/maker
tag m1 { stage: "prod" } by A/maker
untag m1 stage by A/maker
replicate m1 to region eu-west-1 as m1-eu by A/maker
promote m1-eu by A/maker
`;
  const trail = readTrail([...trailLines(simulate({ text, name: "original" }))].join("\n"));
  if ("problem" in trail) throw new Error(trail.problem);
  const imported = scenarioFrom(trail, "imported");
  const again = simulate({ text: imported.text, name: "again" });
  expect(again.scenarios.flatMap((run) => run.failures)).toEqual([]);
  expect(imported.text).toMatch(/described "orders, for \\"2026\\"" tags \{ "app": "shop", "cost centre": "7" \}/);
  const said = imported.text.split("\n").filter((line) => /^\s*(?:tag|untag|promote) /.test(line));
  expect(said.map((line) => line.trim().replace(/ expect ok$/, ""))).toEqual([
    'tag m1 { "stage": "prod" } by A/maker',
    "untag m1 stage by A/maker",
    "promote m1-eu-west-1 by A/maker",
  ]);
});
