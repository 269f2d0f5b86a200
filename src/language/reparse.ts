// Reads a file again after an edit, and reads only what the edit can have changed: from the statement before it to the first place behind it where
// a statement begins as one began before. All that stands in no block is read alike wherever it stands, so the rest is as it was, only moved.
// What hangs on the whole file (a title that comes twice, how deep brackets are open) is compared; where that differs, all is read afresh.
import { Items, type Stretch } from "./items.js";
import { Machine } from "./machine.js";
import { notUtf8Sign, type Parsed, parse, parsed } from "./parse.js";
import { Reading } from "./reading.js";
import { depthsAt, UNCOUNTED } from "./split.js";
import type { Statement } from "./syntax.js";

/** As `parse(text, …)` with the name and the limits of before. `previous` stays as it is. */
export function reparse(previous: Parsed, text: string): Parsed {
  const { items } = previous;
  if (items === undefined) return parse(text, previous.file.name);
  if (text === items.text) return previous;
  const again = readAround(items, text);
  return again === undefined ? parse(text, previous.file.name, items.limits) : parsed(previous.file.name, again);
}

/** The items of `text`, made of those of before where they can be; undefined where they cannot. */
function readAround(old: Items, text: string): Items | undefined {
  const { limits } = old;
  if (text.length > limits.fileLengthMax || text.includes(notUtf8Sign) || old.text.includes(notUtf8Sign)) return undefined;
  if (hangsOnAllNames(old)) return undefined;
  const edit = withTroubleOf(old, editBetween(old.text, text));
  const by = text.length - old.text.length;
  const first = firstToRead(old, edit.start);
  if (first < 0) return undefined;

  let rest = old.starts.length;
  const reading = new Reading(text, limits, (at) => {
    const same = at < edit.end + by ? -1 : indexOf(old.starts, at - by);
    if (same >= 0) rest = same;
    return same >= 0;
  });
  const from = old.starts[first]!;
  const statements = new Machine(reading).read("File", from) as (Statement | null)[];
  if (hangsOnAllNames(reading)) return undefined;

  const toEnd = rest === old.starts.length;
  const places = [...reading.starts, toEnd ? text.length : old.starts[rest]! + by];
  const depths = depthsAt(text, from, old.depths[first]!, places, limits.nestingDepthMax);
  if (depths === undefined || !(toEnd || depths.at(-1) === old.depths[rest]) || depths.at(-1) === UNCOUNTED) return undefined;

  const kept = [old.stretches(0, first, 0), old.stretches(rest, old.starts.length, by)] as const;
  const fresh = { statements, by: 0 };
  if (!scenariosAgree(kept.flat(), fresh, limits.scenarioCountMax)) return undefined;
  const found = {
    starts: old.starts.slice(0, first).concat(reading.starts, movedBy(old.starts, rest, by)),
    problems: reading.problems,
    trouble: reading.trouble && { first: first + reading.trouble.first, last: first + reading.trouble.last },
  };
  const allDepths = old.depths.slice(0, first).concat(depths.slice(0, reading.starts.length), old.depths.slice(rest));
  return new Items(text, limits, found, [...kept[0], fresh, ...kept[1]], allDepths);
}

/** Those from `from` on, each `by` further. */
function movedBy(numbers: readonly number[], from: number, by: number): number[] {
  const moved = numbers.slice(from);
  for (let at = 0; at < moved.length; at++) moved[at]! += by;
  return moved;
}

/** A strange name is warned of where it stands first. */
function hangsOnAllNames({ problems }: Pick<Items, "problems">): boolean {
  return problems.some(({ code }) => code === "name/letters" || code === "name/composition");
}

export type ReadText = (text: string, name: string) => Parsed;

/** Enough for a file with what it includes. Trees are large: a test of a thousand files must not keep those that it is done with. */
const REMEMBERED_COUNT_MAX = 16;

/** Reads the same files again and again, each as an edit of what its name held before. */
export function rereader(): ReadText {
  const remembered = new Map<string, Parsed>();
  return (text, name) => {
    const previous = remembered.get(name);
    const read = previous === undefined ? parse(text, name) : reparse(previous, text);
    remembered.delete(name);
    remembered.set(name, read);
    const oldest = remembered.keys().next();
    if (remembered.size > REMEMBERED_COUNT_MAX && oldest.done !== true) remembered.delete(oldest.value);
    return read;
  };
}

interface Edit {
  readonly start: number;
  /** In the text of before. */
  readonly end: number;
}

/** Mistakes are told of again, not kept. */
function withTroubleOf({ trouble, starts, text }: Items, edit: Edit): Edit {
  if (trouble === undefined) return edit;
  const start = trouble.first < 0 ? 0 : starts[trouble.first]!;
  return { start: Math.min(edit.start, start), end: Math.max(edit.end, starts[trouble.last + 1] ?? text.length) };
}

/** The last statement that begins before `start`, and where brackets are counted; -1 for none. */
function firstToRead({ starts, depths }: Items, start: number): number {
  let index = lowerBound(starts, start) - 1;
  while (index >= 0 && depths[index] === UNCOUNTED) index--;
  return index;
}

/** Few enough, and none that was read now has a title of those that were kept. */
function scenariosAgree(kept: readonly Stretch[], fresh: Stretch, countMax: number): boolean {
  const titles = new Set<string>();
  let count = 0;
  for (const one of fresh.statements) {
    if (one?.is !== "scenario") continue;
    count++;
    titles.add(one.title.value);
  }
  // A loop without arrays: it goes over the whole file at every stroke of a key.
  for (const { statements } of kept)
    for (let at = 0; at < statements.length; at++) {
      const one = statements[at];
      if (one?.is !== "scenario") continue;
      count++;
      if (titles.has(one.title.value)) return false;
    }
  return count <= countMax;
}

/** What stands between the longest common beginning and the longest common end. */
function editBetween(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  const start = commonLength(most, (from, to) => before.slice(from, to) === after.slice(from, to));
  const endOf = (text: string, from: number, to: number) => text.slice(text.length - to, text.length - from);
  const tail = commonLength(most - start, (from, to) => endOf(before, from, to) === endOf(after, from, to));
  return { start, end: before.length - tail };
}

const BLOCK_LENGTH = 4096;

/** How far two texts agree, at most `most`; blocks are compared first, which is what machines are best at. */
function commonLength(most: number, agree: (from: number, to: number) => boolean): number {
  let from = 0;
  while (from + BLOCK_LENGTH <= most && agree(from, from + BLOCK_LENGTH)) from += BLOCK_LENGTH;
  return from + longest(Math.min(BLOCK_LENGTH, most - from), (length) => agree(from, from + length));
}

/** The greatest length for which `holds` says yes, if it does for all that are smaller. */
function longest(most: number, holds: (length: number) => boolean): number {
  let good = 0;
  let bad = most + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** The first place in `numbers` (in their order) that is not below `number`. */
function lowerBound(numbers: readonly number[], number: number): number {
  return longest(numbers.length, (length) => numbers[length - 1]! < number);
}

function indexOf(numbers: readonly number[], number: number): number {
  const index = lowerBound(numbers, number);
  return numbers[index] === number ? index : -1;
}
