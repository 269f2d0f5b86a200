// A command as data: one table feeds the parser of arguments, the help, the suggestions and the completion scripts, so that they cannot
// disagree. A command's code is loaded when it is called for.

import { parseArgs } from "node:util";
import { suggestions } from "../base/suggest.js";
import { type ExitCode, InputProblem } from "./exit.js";
import type { Io } from "./io.js";

/** What completion finds in the user's own files, or among them. */
export type Offer = "names" | "tags" | "codes" | "pending" | "json" | "folders";

export interface Flag {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What its value is called in the help; absent: it takes none. */
  readonly value?: string;
  readonly help: string;
  readonly repeatable?: true;
  /** Cannot stand in custody.json. */
  readonly typedOnly?: true;
  /** The paths that its values name. */
  readonly paths?: (values: readonly string[]) => readonly string[];
  /** Words that completion offers for its value. */
  readonly choices?: readonly string[];
  /** What else it offers. */
  readonly offers?: Offer;
  /** May be given one of these with `=`, or a number also after a space, and need not be given any. */
  readonly optional?: readonly string[] | "number";
}

export interface CommandEntry {
  readonly name: string;
  /** `custody run FILE…` */
  readonly usage: string;
  readonly purpose: string;
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
  /** Words that it takes first: `golden status`. */
  readonly words?: readonly string[];
  /** What completion offers for its arguments. */
  readonly completes: "scenarios" | "words" | "nothing";
  /** What else it offers, behind the words if there are any. */
  readonly offers?: Offer;
  load(): Promise<{ readonly run: Command }>;
}

/** `table` is all commands, for what is made from them. */
export type Command = (args: Arguments, io: Io, table: readonly CommandEntry[]) => ExitCode | Promise<ExitCode>;

export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  value(name: string): string | undefined;
  values(name: string): readonly string[];
}

/** Flags that every command has. */
export const COMMON_FLAGS: readonly Flag[] = [
  { name: "help", short: "h", help: "this help" },
  { name: "no-color", help: "plain text, as with NO_COLOR set" },
];

export function readArguments(command: CommandEntry, argv: readonly string[]): Arguments {
  const flags = [...command.flags, ...COMMON_FLAGS];
  const options: Record<string, { type: "string" | "boolean"; multiple: true; short?: string }> = {};
  for (const flag of flags) {
    const type = flag.value === undefined ? ("boolean" as const) : ("string" as const);
    options[flag.name] = flag.short === undefined ? { type, multiple: true } : { type, multiple: true, short: flag.short };
  }
  // Node loads modules of its own for this, which is a part of a short run: where no word begins an option, there is nothing to ask it.
  const { tokens, positionals } = argv.some((word) => word.startsWith("-"))
    ? parseArgs({ args: [...argv], options, allowPositionals: true, strict: false, tokens: true })
    : { tokens: [], positionals: argv };
  const given = new Map<string, string[]>();
  const words = [...positionals];
  for (const [at, token] of (tokens ?? []).entries()) {
    if (token.kind !== "option") continue;
    const flag = flags.find((each) => each.name === token.name);
    if (flag === undefined) throw unknownFlag(command, flags, token.rawName);
    const next = tokens[at + 1];
    const isItsNumber = flag.optional === "number" && token.value === undefined && next?.kind === "positional";
    const number = isItsNumber && /^\d+$/.test(next.value) ? next.value : undefined;
    if (number !== undefined) words.splice(words.indexOf(number), 1);
    if (token.value !== undefined && !token.inlineValue && /^-./.test(token.value))
      throw new InputProblem(
        `${token.rawName} needs a value, and ${token.value} looks like an option`,
        `write ${token.rawName}=${token.value} if it is one`,
      );
    given.set(flag.name, [...(given.get(flag.name) ?? []), valueGiven(flag, number ?? token.value, token.rawName, given)]);
  }
  // Standard input is at its end once it was read: the second time it would be an empty file.
  if (words.indexOf("-") !== words.lastIndexOf("-"))
    throw new InputProblem("- stands twice, and standard input is read once", "name it once, or name files");
  return {
    positionals: words,
    flag: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
  };
}

export function valueGiven(flag: Flag, value: string | undefined, rawName: string, given: ReadonlyMap<string, unknown>): string {
  if (flag.optional === "number" && value !== undefined) {
    if (!/^[1-9]\d{0,5}$/.test(value)) throw new InputProblem(`${rawName} takes a number from 1, not ${value}`);
    return value;
  }
  if (flag.optional !== undefined && flag.optional !== "number" && value !== undefined) {
    if (!flag.optional.includes(value)) throw new InputProblem(`${rawName} is one of ${flag.optional.join(", ")}, not ${value}`);
    return value;
  }
  if (flag.value === undefined) {
    if (value !== undefined) throw new InputProblem(`${rawName} takes no value`);
    return "";
  }
  if (value === undefined || value === "") throw new InputProblem(`${rawName} needs a value`, `write ${rawName} ${flag.value}`);
  if (given.has(flag.name) && flag.repeatable !== true) throw new InputProblem(`${rawName} stands twice`);
  return value;
}

function unknownFlag(command: CommandEntry, flags: readonly Flag[], rawName: string): InputProblem {
  const [near] = suggestions(
    rawName.replace(/^-+/, ""),
    flags.map((flag) => flag.name),
    1,
  );
  return new InputProblem(
    `custody ${command.name} has no option ${rawName}`,
    near === undefined ? `custody ${command.name} --help lists its options` : `did you mean --${near}?`,
  );
}
