// custody golden: goes through goldens that differ. Accepting is always a decision of a person about a diff that was shown.

import { rmSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { readTextFile } from "../../api/node.js";
import { suggestions } from "../../base/suggest.js";
import { counted } from "../../report/counted.js";
import { normalGolden } from "../../report/golden.js";
import { printLine } from "../../report/layout.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem, MachineProblem } from "../exit.js";
import { type Pending, pendingGoldens, readGolden, writeGolden } from "../golden-files.js";
import type { Io } from "../io.js";
import { diffText } from "../test-file.js";

export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [word, ...names] = args.positionals;
  const pending = selected(pendingGoldens(io), names);
  switch (word) {
    case "status":
      return status(pending, io);
    case "accept":
      return accept(pending, io);
    case "review":
      return io.interactive ? review(pending, io) : showAll(pending, io);
    default:
      throw new InputProblem(
        word === undefined ? "custody golden needs a word" : `custody golden has no word ${word}`,
        "write custody golden status, review or accept",
      );
  }
}

function selected(pending: readonly Pending[], names: readonly string[]): Pending[] {
  if (names.length === 0) return [...pending];
  return names.map((name) => {
    const found = pending.find(
      ({ golden }) =>
        golden === name || golden === `${name}.golden` || golden.endsWith(`/${name}.golden`) || golden.endsWith(`/${name}`),
    );
    if (found !== undefined) return found;
    const [near] = suggestions(
      name,
      pending.map(({ golden }) => golden.replace(/^.*\//, "").replace(/\.golden$/, "")),
      1,
    );
    throw new InputProblem(
      `no pending golden is named ${name}`,
      near === undefined ? "custody golden status lists them" : `did you mean ${near}?`,
    );
  });
}

function status(pending: readonly Pending[], io: Io): ExitCode {
  for (const { golden } of pending) io.result(`${printLine([{ text: `differs  ${golden}`, role: "changed" }], io.paint)}\n`);
  if (pending.length === 0) io.result("no golden is pending\n");
  return pending.length === 0 ? Exit.ok : Exit.failed;
}

function accept(pending: readonly Pending[], io: Io): ExitCode {
  for (const each of pending) acceptOne(each, io);
  io.result(`${counted(pending.length, "golden")} accepted\n`);
  return Exit.ok;
}

function acceptOne(each: Pending, io: Io): void {
  writeGolden(each.golden, pendingText(each), io);
}

function pendingText({ path }: Pending): string {
  const read = readTextFile(path, 64 * 1024 * 1024);
  if ("problem" in read) throw new MachineProblem(`${path} ${read.problem}`);
  return normalGolden(read.text);
}

function show(each: Pending, io: Io): void {
  io.result(`\n${printLine([{ text: each.golden, role: "title" }], io.paint)}\n`);
  for (const line of diffText(readGolden(each.golden) ?? "", pendingText(each))) {
    const role = line.startsWith("+") ? "made" : line.startsWith("-") ? "gone" : "plain";
    io.result(`${printLine([{ text: line, role }], io.paint)}\n`);
  }
}

function showAll(pending: readonly Pending[], io: Io): ExitCode {
  for (const each of pending) show(each, io);
  if (pending.length > 0) io.note("this is no terminal: custody golden accept NAME… takes what is right");
  return status(pending, io);
}

async function review(pending: readonly Pending[], io: Io): Promise<ExitCode> {
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  let left = 0;
  try {
    for (const each of pending) {
      show(each, io);
      io.flush();
      const answer = (await ask.question("accept, reject or skip? [a/r/s] ")).trim().toLowerCase();
      if (answer.startsWith("a")) acceptOne(each, io);
      else if (answer.startsWith("r")) rmSync(each.path, { force: true });
      else left++;
    }
  } finally {
    ask.close();
  }
  io.result(`${counted(pending.length - left, "golden")} decided, ${left} left\n`);
  return left === 0 ? Exit.ok : Exit.failed;
}
