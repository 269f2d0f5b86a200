// custody.json: what options a project's commands have without being typed. Data only, and from whoever wrote the last pull request: it
// runs nothing, accepts nothing, and no path in it leads out of the folder that it stands in.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { readTextFile, wayOut } from "../api/node.js";
import { by, sorted } from "../base/order.js";
import { suggestions } from "../base/suggest.js";
import type { Arguments, CommandEntry, Flag } from "./command.js";
import { valueGiven } from "./command.js";
import { InputProblem, MachineProblem } from "./exit.js";
import type { Io } from "./io.js";

const fileName = "custody.json";
const fileBytesMax = 64 * 1024;

/** Values of options, by command and option. A switch that is on has one empty value. */
type Configured = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** What was typed, and for options that were not, what the working folder's custody.json says. */
export function configured(args: Arguments, command: CommandEntry, io: Io, table: readonly CommandEntry[]): Arguments {
  const own = readConfig(io, table).get(command.name);
  if (own === undefined) return args;
  return {
    positionals: args.positionals,
    flag: (name) => args.flag(name) || own.has(name),
    value: (name) => (args.flag(name) ? args.value(name) : own.get(name)?.at(-1)),
    values: (name) => (args.flag(name) ? args.values(name) : (own.get(name) ?? [])),
  };
}

export function readConfig(io: Io, table: readonly CommandEntry[]): Configured {
  const path = join(io.workingFolder, fileName);
  if (!existsSync(path)) return new Map();
  const read = readTextFile(path, fileBytesMax);
  if ("problem" in read)
    throw read.machine ? new MachineProblem(`${fileName} ${read.problem}`) : new InputProblem(`${fileName} ${read.problem}`);
  const config = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const [name, options] of members(parsed(read.text), fileName)) {
    const command = table.find((each) => each.name === name);
    if (command === undefined)
      throw unknown(
        `${fileName} has ${name}, which is no command`,
        name,
        table.map((each) => each.name),
      );
    config.set(name, optionsOf(command, options, io));
  }
  return config;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new InputProblem(`${fileName} is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

function members(value: unknown, place: string): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw new InputProblem(`${place} holds { … }, as in { "test": { "jobs": 4 } }`);
}

function optionsOf(command: CommandEntry, value: unknown, io: Io): ReadonlyMap<string, readonly string[]> {
  const options = new Map<string, readonly string[]>();
  for (const [name, said] of members(value, `${fileName}: ${command.name}`)) {
    const place = `${fileName}: ${command.name}.${name}`;
    const flag = command.flags.find((each) => each.name === name);
    if (flag === undefined)
      throw unknown(
        `${place} is no option of custody ${command.name}`,
        name,
        command.flags.map((each) => each.name),
      );
    if (flag.typedOnly === true) throw new InputProblem(`${place} can only be typed: it says what to do now`);
    if (said === false) continue;
    options.set(name, valuesOf(flag, said, place));
    if (flag.paths !== undefined) for (const path of flag.paths(options.get(name) ?? [])) refuseWayOut(path, place, io);
  }
  return options;
}

function unknown(message: string, name: string, names: readonly string[]): InputProblem {
  const [near] = suggestions(name, names, 1);
  return new InputProblem(message, near === undefined ? `there are ${names.join(", ")}` : `did you mean ${near}?`);
}

/** `true`, a text, a number, or for what may stand several times a list of them. */
function valuesOf(flag: Flag, said: unknown, place: string): readonly string[] {
  const several = Array.isArray(said) ? (said as readonly unknown[]) : [said];
  if (Array.isArray(said) && flag.repeatable !== true) throw new InputProblem(`${place} takes one value`);
  return several.map((each) => {
    if (each === true && flag.value === undefined) return "";
    if (typeof each !== "string" && typeof each !== "number")
      throw new InputProblem(`${place} takes ${flag.value === undefined ? "true or false" : `a ${flag.value}`}`);
    return valueGiven(flag, String(each), place, new Map());
  });
}

function refuseWayOut(path: string, place: string, io: Io): void {
  const problem = wayOut(path, io.workingFolder);
  if (problem !== undefined)
    throw new InputProblem(`${place}: ${path} ${problem}`, `paths in ${fileName} stay in its folder; others can be typed`);
}

/** For `custody check --explain-config`: each value that nobody typed, and where it comes from. */
export function explainedConfig(io: Io, table: readonly CommandEntry[]): string[] {
  const values = [...readConfig(io, table)].flatMap(([command, options]) =>
    [...options].map(([name, values]) => [`${command}.${name}`, values.join(", ") || "on", fileName] as const),
  );
  const surroundings = ENVIRONMENT.flatMap(({ variable, option, value }) => {
    const set = io.env.get(variable) ?? "";
    return set === "" ? [] : [[option, value, `${variable}=${set}`] as const];
  });
  const rows = sorted(
    [...values, ...surroundings],
    by(([option]) => option),
  );
  if (rows.length === 0) return [`nothing is set: there is no ${fileName} here, and nothing in the environment`];
  return rows.map(([option, value, from]) => `${option.padEnd(24)}${value.padEnd(32)}${from}`);
}

const ENVIRONMENT: readonly { readonly variable: string; readonly option: string; readonly value: string }[] = [
  { variable: "CI", option: "test.strict-golden", value: "on, and no golden is written" },
  { variable: "GITHUB_ACTIONS", option: "test.reporter", value: "github as well, if none is named" },
  { variable: "NO_COLOR", option: "no-color", value: "on" },
  { variable: "FORCE_COLOR", option: "no-color", value: "off, unless it is 0" },
];
