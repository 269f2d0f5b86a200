// custody golden: goes through goldens that differ, those that changed alike at once.

import { existsSync } from "node:fs";
import { suggestions } from "../../base/suggest.js";
import { counted } from "../../report/counted.js";
import { printLine } from "../../report/layout.js";
import { type Ask, askLine } from "../ask.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem } from "../exit.js";
import { removeGolden } from "../golden-files.js";
import {
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
      return names.length > 0 ? acceptNamed(pending, io) : acceptPending(pending, io, io.interactive ? askLine : undefined);
    case "reject":
      for (const each of pending) rejectOne(each);
      io.result(`${counted(pending.length, "golden")} rejected\n`);
      return Exit.ok;
    case "review":
      return io.interactive ? review(pending, io, askLine) : showAll(pending, io);
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
  const orphans = orphansHere();
  for (const orphan of orphans) io.result(`orphan   ${orphan}\n`);
  if (pending.length === 0) io.result("no golden is pending\n");
  return pending.length + orphans.length === 0 ? Exit.ok : Exit.failed;
}

/** Goldens whose scenario is gone. */
function orphansHere(): readonly string[] {
  return existsSync("scenarios") ? findScenarios(["scenarios"]).orphans : [];
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

/** Group by group; `A` and `R` decide on all that are left, `q` and the end of the input leave them as they are. */
export async function review(pending: readonly Reviewable[], io: Io, ask: Ask): Promise<ExitCode> {
  const groups = grouped(pending);
  let left = pending.length;
  let isQuit = false;
  for (const [at, group] of groups.entries()) {
    showGroup(group, io);
    io.flush();
    const answer = await decision(ask, io);
    isQuit = answer === "quit";
    if (isQuit) break;
    const rest = groups.slice(at).flatMap(({ all }) => all);
    if (answer === "accept all") {
      const code = await acceptPending(rest, io, ask);
      return left > rest.length ? Exit.failed : code;
    }
    if (answer === "reject all") {
      for (const each of rest) rejectOne(each);
      return left > rest.length ? Exit.failed : Exit.ok;
    }
    if (await isDecided(answer, group.all, io, ask)) left -= group.all.length;
  }
  const orphans = isQuit ? orphansHere().length : await reviewOrphans(io, ask);
  io.result(`${counted(pending.length - left, "golden")} decided, ${left} left\n`);
  return left + orphans === 0 ? Exit.ok : Exit.failed;
}

/** Goldens of no scenario are removed one by one; how many stay. */
async function reviewOrphans(io: Io, ask: Ask): Promise<number> {
  let left = 0;
  for (const orphan of orphansHere()) {
    io.result(`${printLine([{ text: `${orphan} is the golden of no scenario`, role: "title" }], io.paint)}\n`);
    io.flush();
    const answer = await ask("remove it? [yes/no] ");
    if (answer === "yes" || answer === "y") removeGolden(orphan, io);
    else left++;
  }
  return left;
}

type Decision = "accept" | "reject" | "skip" | "accept all" | "reject all" | "quit";
const DECISIONS: ReadonlyMap<string, Decision> = new Map<string, Decision>([
  ["a", "accept"],
  ["accept", "accept"],
  ["r", "reject"],
  ["reject", "reject"],
  ["s", "skip"],
  ["skip", "skip"],
  ["n", "skip"],
  ["A", "accept all"],
  ["R", "reject all"],
  ["q", "quit"],
  ["quit", "quit"],
]);

/** Asks until it is one of the words: nothing is accepted by a slip of the hand. */
async function decision(ask: Ask, io: Io): Promise<Decision> {
  for (;;) {
    const answer = await ask("accept, reject or skip? [a/r/s, A/R: all that are left, q: leave them] ");
    if (answer === undefined) return "quit";
    const found = DECISIONS.get(answer);
    if (found !== undefined) return found;
    io.note("write a, r or s; A or R for all that are left; q to leave them");
  }
}

async function isDecided(answer: Decision, all: readonly Reviewable[], io: Io, ask: Ask): Promise<boolean> {
  if (answer === "skip") return false;
  if (answer === "reject") {
    for (const each of all) rejectOne(each);
    return true;
  }
  // One golden was just shown whole; of a group only an example was.
  const opening = all.filter((each) => each.opens);
  if (all.length > 1 && opening.length > 0 && !(await confirmOpening(opening, io, ask))) return false;
  for (const each of all) acceptOne(each, io);
  return true;
}
