// Finds scenario files and goldens below folders, in one order on every machine. Links are not followed: a loop of them would not end,
// and what lies outside a folder is not below it.

import { type Dirent, lstatSync, readdirSync, type Stats } from "node:fs";
import { join } from "node:path";
import { by, sorted, sortedTexts } from "../base/order.js";
import { suggestions } from "../base/suggest.js";
import { InputProblem, machineProblem } from "./exit.js";

export interface FoundFiles {
  readonly scenarios: readonly string[];
  /** Goldens without a scenario beside them. */
  readonly orphans: readonly string[];
}

/** Files as given and, for folders, all below. A path that is not there is an error that offers the nearest. */
export function findScenarios(paths: readonly string[]): FoundFiles {
  const scenarios = new Set<string>();
  const goldens = new Set<string>();
  for (const path of paths) {
    const there = statOf(path);
    if (there.isDirectory()) walk(path, scenarios, goldens);
    else scenarios.add(path);
  }
  return {
    scenarios: sortedTexts(scenarios),
    orphans: sortedTexts(goldens).filter((golden) => !scenarios.has(golden.replace(/\.golden$/, ".scenario"))),
  };
}

/** Where a scenario's golden stands: beside it. */
export function goldenPath(scenario: string): string {
  return scenario.endsWith(".scenario") ? scenario.replace(/\.scenario$/, ".golden") : `${scenario}.golden`;
}

function statOf(path: string): Stats {
  try {
    return lstatSync(path);
  } catch {
    throw notThere(path);
  }
}

/** The nearest that is there, first of all the same name with the ending that it lacks. */
export function notThere(path: string): InputProblem {
  // The ending and the folder are the same for all, and would make every name a near one.
  const byName = new Map(siblings(path).map((each) => [nameOf(each), each]));
  const near = byName.get(nameOf(path)) ?? byName.get(suggestions(nameOf(path), byName.keys(), 1)[0] ?? "");
  return new InputProblem(`${path} is not there`, near === undefined ? undefined : `did you mean ${near}?`);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.scenario$/, "");
}

function siblings(path: string): string[] {
  const cut = path.lastIndexOf("/");
  const folder = cut === -1 ? "." : path.slice(0, cut + 1);
  try {
    return readdirSync(folder).map((name) => (cut === -1 ? name : folder + name));
  } catch {
    return [];
  }
}

function walk(folder: string, scenarios: Set<string>, goldens: Set<string>): void {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith(".") && entry.name !== "node_modules") walk(path, scenarios, goldens);
    } else if (entry.isFile() && entry.name.endsWith(".scenario")) scenarios.add(path);
    else if (entry.name.endsWith(".golden")) goldens.add(path);
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return sorted(
      readdirSync(folder, { withFileTypes: true }),
      by((entry) => entry.name),
    );
  } catch (thrown) {
    throw machineProblem(`read the folder ${folder}`, thrown);
  }
}
