// What changed between two texts, by line: as little as will do, with a few lines around each change. Myers' greedy search, given up in
// favour of "all of it" where the texts have little in common, so that a hostile pair cannot hold up a test.

export interface DiffLine {
  readonly sign: " " | "+" | "-" | "…";
  readonly text: string;
}

const editCountMax = 1000;
const contextLines = 3;

/** Lines of `before` and `after` as a diff: what both have with ` `, what is gone with `-`, what is new with `+`, a gap as `…`. */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = before.split("\n");
  const b = after.split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let aEnd = a.length;
  let bEnd = b.length;
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  const same = (text: string): DiffLine => ({ sign: " ", text });
  const middle = editsBetween(a.slice(start, aEnd), b.slice(start, bEnd));
  return withGaps([...a.slice(0, start).map(same), ...middle, ...a.slice(aEnd).map(same)]);
}

function editsBetween(a: readonly string[], b: readonly string[]): DiffLine[] {
  const trace = furthestReaches(a, b);
  if (trace === undefined)
    return [...a.map((text) => ({ sign: "-" as const, text })), ...b.map((text) => ({ sign: "+" as const, text }))];
  const lines: DiffLine[] = [];
  let x = a.length;
  let y = b.length;
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const reach = trace[edits - 1]!;
    const diagonal = x - y;
    const down = diagonal === -edits || (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
    const previous = down ? diagonal + 1 : diagonal - 1;
    const fromX = reach.get(previous) ?? 0;
    const fromY = fromX - previous;
    while (x > fromX && y > fromY && x > 0 && y > 0 && a[x - 1] === b[y - 1]) {
      lines.push({ sign: " ", text: a[x - 1]! });
      x--;
      y--;
    }
    if (down) lines.push({ sign: "+", text: b[--y]! });
    else lines.push({ sign: "-", text: a[--x]! });
  }
  while (x > 0 && y > 0) {
    lines.push({ sign: " ", text: a[--x]! });
    y--;
  }
  return lines.reverse();
}

/** For each number of edits, how far along `a` each diagonal gets; undefined when more edits are needed than are looked for. */
function furthestReaches(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(editCountMax, a.length + b.length); edits++) {
    const next = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down =
        diagonal === -edits || (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
      let x = down ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return [...trace, next];
    }
    trace.push(next);
    reach = next;
  }
  return undefined;
}

function withGaps(lines: readonly DiffLine[]): DiffLine[] {
  const near = new Uint8Array(lines.length);
  for (const [at, line] of lines.entries()) {
    if (line.sign === " ") continue;
    near.fill(1, Math.max(0, at - contextLines), Math.min(lines.length, at + contextLines + 1));
  }
  const shown: DiffLine[] = [];
  for (const [at, line] of lines.entries()) {
    if (near[at] === 1) shown.push(line);
    else if (shown.length > 0 && shown.at(-1)?.sign !== "…") shown.push({ sign: "…", text: "" });
  }
  if (shown.at(-1)?.sign === "…") shown.pop();
  return shown;
}
