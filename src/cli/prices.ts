// `--prices FILE.json`: the user's prices, read and checked. What is wrong is told at its line, all of it in one go.

import { readTextFile } from "../api/node.js";
import { theRegistry } from "../api/simulate.js";
import { safeLine } from "../base/safe-text.js";
import { positionOf } from "../language/render.js";
import { readPrices } from "../rules/own-prices.js";
import type { Price } from "../rules/price.js";
import { InputProblem, MachineProblem } from "./exit.js";

const problemCountMax = 20;

export function pricesFrom(path: string): ReadonlyMap<string, Price> {
  const file = readTextFile(path);
  if ("problem" in file) {
    if (file.machine) throw new MachineProblem(`${path} ${file.problem}`);
    throw new InputProblem(`${path} ${file.problem}`);
  }
  const read = readPrices(file.text, theRegistry().vocabulary.prices);
  if ("prices" in read) return read.prices;
  const told = read.problems.slice(0, problemCountMax).map(({ message, start }) => {
    const { line, column } = positionOf(file.text, start);
    return safeLine(`${path}:${line}:${column}: ${message}`);
  });
  const rest = read.problems.length - told.length;
  throw new InputProblem(["the prices cannot be used", ...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n  "));
}
