// The world after the step as a tree of accounts, Regions and resources, with what changed against the step before or the mark.

import { counted } from "../../report/counted.js";
import type { Line, Piece, Role } from "../../report/layout.js";
import type { World } from "../../world/world.js";
import { columnsOfLine, text, wrapped } from "../columns.js";
import {
  CHANGE_SIGNS,
  type Change,
  type Entry,
  entriesBetween,
  entriesTouched,
  faultsBetween,
  knowledgeBetween,
  type PrincipalEntry,
  policiesOf,
  principalsBetween,
  saidOf,
  type WordsEntry,
} from "../entries.js";
import { descriptionOf, differencesOf, differenceWords, propertiesOf, statementCount } from "../properties.js";
import { referenceOf, runOf, stepOf } from "../state.js";
import type { View } from "./view.js";

const ROLES: Readonly<Record<Change, Role>> = { made: "made", changed: "changed", gone: "gone", same: "plain" };

/** In a world of more than these a key must not wait for all of them; only what the step touched is looked at. */
const resourceCountMax = 2_000;

/** Two worlds of the run, and what the pane is given. */
interface Compared {
  readonly before: World;
  readonly after: World;
  readonly from: number;
  readonly view: View;
}

export function worldPane(view: View): readonly Line[] {
  const { state } = view;
  const run = runOf(state);
  const from = referenceOf(state);
  const compared: Compared = { before: run.worldAt(from), after: run.worldAt(state.step), from, view };
  const { before, after } = compared;
  const many = after.resources.size > resourceCountMax && !state.full && !state.comparing;
  const entries = many ? entriesTouched(stepOf(state), before, after) : entriesBetween(before, after);
  const principals = principalsBetween(before, after);
  const knowledge = knowledgeBetween(before, after);
  const faults = faultsBetween(before, after);
  const changed = [...entries, ...principals, ...knowledge, ...faults].filter((each) => each.change !== "same").length;
  const isShown = ({ change }: { readonly change: Change }): boolean => !state.onlyChanged || change !== "same";
  const against = state.comparing && state.mark !== undefined ? `mark ${state.mark}` : `step ${from}`;
  const lines: Line[] = [
    [text(`${changed} changed${isTitled(view) ? "" : ` against ${against}`}`, "title"), text(keysWord(view), "faint")],
  ];
  if (many) lines.push([text(`${after.resources.size} resources in all: + shows them`, "faint")]);
  lines.push(...accountLines(entries.filter(isShown), principals.filter(isShown), compared));
  lines.push(...wordsLines("who knows what", knowledge.filter(isShown), view));
  lines.push(...wordsLines("out of order", faults.filter(isShown), view));
  return lines;
}

/** Whether the pane's title says what the world is compared with. */
function isTitled({ state }: View): boolean {
  return state.columns >= 100;
}

function keysWord({ state, signs }: View): string {
  return ` ${signs.dot} c ${state.onlyChanged ? "all" : "only"} ${signs.dot} z fold`;
}

function accountLines(entries: readonly Entry[], principals: readonly PrincipalEntry[], compared: Compared): Line[] {
  const { state, signs } = compared.view;
  const closed = state.detail === "closed";
  const accounts = [...new Set([...entries.map(({ resource }) => resource.account), ...principals.map(accountOf)])];
  // Of thousands of resources only those are put into words that may be seen.
  const seen = (state.focus === "world" ? state.scroll : 0) + 2 * compared.view.rows;
  const lines: Line[] = [];
  for (const account of accounts) {
    lines.push([text(`  ${signs.open} acct ${account || "(none)"}`, "title")]);
    for (const each of principals) if (accountOf(each) === account) lines.push(...principalLines(each, compared));
    const own = entries.filter(({ resource }) => resource.account === account);
    for (const region of new Set(own.map(({ resource }) => resource.region))) {
      const here = own.filter(({ resource }) => resource.region === region);
      const count = closed ? `  ${counted(here.length, "resource")}` : "";
      lines.push([text(`    ${closed ? signs.folded : signs.open} ${region || "no region"}${count}`)]);
      for (const entry of here) {
        if (closed && entry.change === "same") continue;
        if (lines.length < seen) lines.push(...entryLines(entry, compared));
        else lines.push([]);
      }
    }
  }
  return lines;
}

function accountOf({ principal }: PrincipalEntry): string {
  return principal.account;
}

function entryLines(entry: Entry, { before, after, from, view }: Compared): Line[] {
  const { resource, change, was } = entry;
  const { state, columns } = view;
  const { log } = state;
  const world = change === "gone" ? before : after;
  const head: Line = [text(CHANGE_SIGNS[change], ROLES[change]), nameText(`     ${resource.kind} ${resource.name}`, change)];
  const lines = titled(
    head,
    descriptionOf(resource, world, log),
    (change === "same" || change === "changed") && !state.full,
    columns,
  );
  if (state.detail === "all")
    lines.push(...propertiesOf(resource, world, log).flatMap(({ name, value }) => detail(`${name}  ${value}`, columns)));
  if (was === undefined) return lines;
  const differences = differencesOf(was, resource, before, after, log);
  const { arrow } = view.signs;
  const said = differences.map((each) => differenceWords(each, arrow));
  if (was.policy?.text !== resource.policy?.text)
    said.push(`policy  ${statementCount(was.policy)} ${arrow} ${statementCount(resource.policy)} statements: d shows them`);
  if (said.length === 0) said.push(...saidOf(resource.id, runOf(state), from, state.step));
  return [...lines, ...said.flatMap((each) => detail(each, columns))];
}

/** The name, and behind it what it is: on the same line where there is room, or where the line may be cut. */
function titled(head: Line, said: string, isCut: boolean, columns: number): Line[] {
  const line: Line = [...head, text(said === "" ? "" : `  ${said}`)];
  return isCut || columnsOfLine(line) <= columns ? [line] : [head, ...detail(said, columns)];
}

/** Names stand out where something happened; the colour is in the sign. */
function nameText(said: string, change: Change): Piece {
  return text(said, change === "same" ? "plain" : "title");
}

function detail(said: string, columns: number): Line[] {
  return wrapped([text(`        ${said}`)], columns);
}

function principalLines({ principal, change, was }: PrincipalEntry, { view }: Compared): Line[] {
  const { columns, signs } = view;
  const head: Line = [text(CHANGE_SIGNS[change], ROLES[change]), nameText(`   ${principal.kind} ${principal.ref}`, change)];
  const own = policiesOf(principal);
  const lines: Line[] = [[...head, text(`  ${own.length} polic${own.length === 1 ? "y" : "ies"}`)]];
  if (change !== "changed" || was === undefined) return lines;
  const old = new Map(policiesOf(was));
  for (const [name, policy] of own) {
    const had = old.get(name);
    if (had === policy) continue;
    const count = statementCount({ name, text: policy });
    const words =
      had === undefined
        ? `${name}  ${counted(count, "statement")}`
        : `${name}  ${statementCount({ name, text: had })} ${signs.arrow} ${count} statements: d shows them`;
    lines.push(...detail(words, columns));
  }
  return lines;
}

function wordsLines(title: string, entries: readonly WordsEntry[], { signs, columns }: View): Line[] {
  if (entries.length === 0) return [];
  return [
    [text(`  ${signs.open} ${title}`, "title")],
    ...entries.flatMap(({ said, change }) =>
      wrapped([text(CHANGE_SIGNS[change], ROLES[change]), nameText(`     ${said}`, change)], columns),
    ),
  ];
}
