// Pending goldens as a reviewer takes them: those that changed alike together, what lets more than before first. Accepting is a decision of
// a person about a difference that was shown; what turned from denied to allowed is asked for a second time.

import { existsSync, rmSync } from "node:fs";
import { readTextFile } from "../api/node.js";
import { by, inOrderOf, sorted } from "../base/order.js";
import { counted } from "../report/counted.js";
import { normalGolden } from "../report/golden.js";
import { type Change, changeMark, goldenChanges, opensAccess } from "../report/golden-change.js";
import { printLine, type Role } from "../report/layout.js";
import type { Ask } from "./ask.js";
import { Exit, type ExitCode, MachineProblem } from "./exit.js";
import { type Pending, pendingGoldens, readGolden, writeGolden } from "./golden-files.js";
import type { Io } from "./io.js";
import { diffText } from "./test-file.js";

export interface Reviewable extends Pending {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Change[];
  /** Whether an outcome turned from denied to allowed. */
  readonly opens: boolean;
}

/** Goldens that changed alike. */
export interface Group {
  readonly first: Reviewable;
  readonly all: readonly Reviewable[];
}

/**
 * All that is pending. What equals its golden by now was accepted by a run that was killed before it could say so, and is cleared away; so is what
 * waits for a scenario that is gone.
 */
export function reviewable(io: Io): Reviewable[] {
  return pendingGoldens(io).flatMap((each) => {
    if (!hasScenario(each.golden)) {
      // It was tested under another name since, or is no more.
      rmSync(each.path, { force: true });
      return [];
    }
    const before = readGolden(each.golden) ?? "";
    const after = pendingText(each);
    // Somebody else has taken or dropped it meanwhile.
    if (after === undefined) return [];
    const changes = goldenChanges(before, after);
    if (changes.length > 0) return [{ ...each, before, after, changes, opens: opensAccess(changes) }];
    rmSync(each.path, { force: true });
    return [];
  });
}

function hasScenario(golden: string): boolean {
  return [golden.replace(/\.golden$/, ".scenario"), golden.replace(/\.golden$/, "")].some((path) => existsSync(path));
}

function pendingText({ path }: Pending): string | undefined {
  const read = readTextFile(path, 64 * 1024 * 1024);
  if ("problem" in read && !existsSync(path)) return undefined;
  if ("problem" in read) throw new MachineProblem(`${path} ${read.problem}`);
  return normalGolden(read.text);
}

/** What lets more than before first, then the changes that most goldens have. */
export function grouped(goldens: readonly Reviewable[]): Group[] {
  const groups = new Map<string, Reviewable[]>();
  for (const each of goldens) {
    const mark = changeMark(each.before, each.after);
    groups.set(mark, [...(groups.get(mark) ?? []), each]);
  }
  const list = [...groups.values()].map((all) => ({ first: all[0]!, all }));
  const order = inOrderOf<Group>(
    by(({ all }) => (all.some((each) => each.opens) ? 0 : 1)),
    by(({ all }) => -all.length),
    by(({ first }) => first.golden),
  );
  return sorted(list, order);
}

const namesMax = 20;
const wordsMax = 20;

/** One group: what changed in words, the difference of one golden as an example, and the others by name. */
export function showGroup({ first, all }: Group, io: Io): void {
  const say = (text: string, role: Role): void => io.result(`${printLine([{ text, role }], io.paint)}\n`);
  say("", "plain");
  say(all.length === 1 ? first.golden : `the same change in ${all.length} goldens, for example ${first.golden}`, "title");
  for (const { kind, words } of first.changes.slice(0, wordsMax)) say(`  ${words}`, kind === "opened" ? "bad" : "plain");
  if (first.changes.length > wordsMax) say(`  … and ${first.changes.length - wordsMax} more changes`, "faint");
  say("", "plain");
  for (const line of diffText(first.before, first.after))
    say(line, line.startsWith("+") ? "made" : line.startsWith("-") ? "gone" : "plain");
  if (all.length === 1) return;
  say("", "plain");
  for (const { golden } of all.slice(1, namesMax)) say(`  also ${golden}`, "plain");
  if (all.length > namesMax) say(`  … and ${all.length - namesMax} more`, "faint");
}

/**
 * Accepts all of `goldens`. Those in which an outcome turned from denied to allowed are told in words and asked for again; without someone
 * to ask they stay pending, and can be accepted by name.
 */
export async function acceptPending(goldens: readonly Reviewable[], io: Io, ask: Ask | undefined): Promise<ExitCode> {
  const opening = goldens.filter((each) => each.opens);
  const others = goldens.filter((each) => !each.opens);
  for (const each of others) acceptOne(each, io);
  const taken = opening.length > 0 && (await confirmOpening(opening, io, ask)) ? opening : [];
  for (const each of taken) acceptOne(each, io);
  io.result(`${counted(others.length + taken.length, "golden")} accepted\n`);
  return taken.length === opening.length ? Exit.ok : Exit.failed;
}

export async function confirmOpening(opening: readonly Reviewable[], io: Io, ask: Ask | undefined): Promise<boolean> {
  for (const each of opening) {
    io.result(`${printLine([{ text: each.golden, role: "title" }], io.paint)}\n`);
    for (const { kind, words } of each.changes)
      if (kind === "opened") io.result(`${printLine([{ text: `  ${words}`, role: "bad" }], io.paint)}\n`);
  }
  io.flush();
  if (ask === undefined) {
    io.note("what turned from denied to allowed is accepted by name only: custody golden accept NAME…");
    return false;
  }
  const answer = await ask("this was denied and is now allowed; accept it? [yes/no] ");
  return answer?.toLowerCase() === "yes";
}

export function acceptOne(each: Reviewable, io: Io): void {
  writeGolden(each.golden, each.after, io);
}

export function rejectOne(each: Pending): void {
  rmSync(each.path, { force: true });
}
