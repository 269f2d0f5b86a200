// custody golden: goes through goldens that differ, those that changed alike at once.

import { existsSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { suggestions } from "../../base/suggest.js";
import { counted } from "../../report/counted.js";
import { printLine } from "../../report/layout.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem } from "../exit.js";
import {
  type Ask,
  acceptOne,
  acceptPending,
  confirmOpening,
  grouped,
  type Reviewable,
  rejectOne,
  reviewable,
  showGroup,
} from "../golden-review.js";
import type { Io } from "../io.js";
import { findScenarios } from "../scenario-files.js";

export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [word, ...names] = args.positionals;
  const pending = selected(reviewable(io), names);
  switch (word) {
    case "status":
      return status(pending, io);
    case "accept":
      return names.length > 0 ? acceptNamed(pending, io) : withTerminal(io, (ask) => acceptPending(pending, io, ask));
    case "reject":
      for (const each of pending) rejectOne(each);
      io.result(`${counted(pending.length, "golden")} rejected\n`);
      return Exit.ok;
    case "review":
      return io.interactive ? withTerminal(io, (ask) => review(pending, io, ask!)) : showAll(pending, io);
    default:
      throw new InputProblem(
        word === undefined ? "custody golden needs a word" : `custody golden has no word ${word}`,
        "write custody golden status, review, accept or reject",
      );
  }
}

function selected(pending: readonly Reviewable[], names: readonly string[]): Reviewable[] {
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

/** A line for each golden, what lets more than before first; then goldens whose scenario is gone. */
function status(pending: readonly Reviewable[], io: Io): ExitCode {
  for (const { all } of grouped(pending)) {
    for (const { golden, opens } of all) {
      const line = opens ? `differs  ${golden}  (allows what was denied)` : `differs  ${golden}`;
      io.result(`${printLine([{ text: line, role: opens ? "bad" : "changed" }], io.paint)}\n`);
    }
  }
  const orphans = existsSync("scenarios") ? findScenarios(["scenarios"]).orphans : [];
  for (const orphan of orphans) io.result(`orphan   ${orphan}\n`);
  if (pending.length === 0) io.result("no golden is pending\n");
  return pending.length + orphans.length === 0 ? Exit.ok : Exit.failed;
}

/** Each was named: that is the second word that what it allows needs. */
function acceptNamed(pending: readonly Reviewable[], io: Io): ExitCode {
  for (const each of pending) acceptOne(each, io);
  io.result(`${counted(pending.length, "golden")} accepted\n`);
  return Exit.ok;
}

function showAll(pending: readonly Reviewable[], io: Io): ExitCode {
  for (const group of grouped(pending)) showGroup(group, io);
  if (pending.length > 0) io.note("this is no terminal: custody golden accept NAME… takes what is right, reject NAME… drops it");
  return status(pending, io);
}

async function withTerminal(io: Io, work: (ask: Ask | undefined) => Promise<ExitCode>): Promise<ExitCode> {
  if (!io.interactive) return work(undefined);
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await work((question) => line.question(question));
  } finally {
    line.close();
  }
}

/** Group by group; `A` and `R` decide on all that are left. */
export async function review(pending: readonly Reviewable[], io: Io, ask: Ask): Promise<ExitCode> {
  const groups = grouped(pending);
  let left = 0;
  for (const [at, group] of groups.entries()) {
    showGroup(group, io);
    io.flush();
    const answer = (await ask("accept, reject or skip? [a/r/s, A/R: all that are left] ")).trim();
    const rest = groups.slice(at).flatMap(({ all }) => all);
    if (answer === "A") return decided(await acceptPending(rest, io, ask));
    if (answer === "R") {
      for (const each of rest) rejectOne(each);
      return decided(Exit.ok);
    }
    left += await decide(answer, group.all, io, ask);
  }
  io.result(`${counted(pending.length - left, "golden")} decided, ${left} left\n`);
  return left === 0 ? Exit.ok : Exit.failed;

  function decided(code: ExitCode): ExitCode {
    return left > 0 ? Exit.failed : code;
  }
}

/** How many are left undecided. */
async function decide(answer: string, all: readonly Reviewable[], io: Io, ask: Ask): Promise<number> {
  if (answer.startsWith("r")) for (const each of all) rejectOne(each);
  else if (answer.startsWith("a")) {
    // One golden was just shown whole; of a group only an example was.
    const opening = all.filter((each) => each.opens);
    if (all.length > 1 && opening.length > 0 && !(await confirmOpening(opening, io, ask))) return all.length;
    for (const each of all) acceptOne(each, io);
  } else return all.length;
  return 0;
}
