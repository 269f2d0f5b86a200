// The statements of a file that stand in no block, and where each begins: what re-reading after an edit (reparse.ts) goes on from. The statements
// behind an edit keep the offsets that they were read with; they are moved when somebody asks for them, not at every stroke of a key.
import type { Problem } from "./diagnostic.js";
import type { TextLimits } from "./limits.js";
import { depthsAt, UNCOUNTED } from "./split.js";
import type { Statement } from "./syntax.js";

/** Statements one after another, `null` for what could not be read, with offsets that are `by` too small. */
export interface Stretch {
  readonly statements: readonly (Statement | null)[];
  readonly by: number;
}

/** What reading a text leaves, besides its statements. */
interface Found {
  readonly starts: readonly number[];
  readonly problems: readonly Problem[];
  readonly trouble: { readonly first: number; readonly last: number } | undefined;
}

export class Items {
  /** Where each statement begins. */
  readonly starts: readonly number[];
  readonly problems: readonly Problem[];
  /** The first and the last statement that something is wrong with; -1 is what stands before all. */
  readonly trouble: Found["trouble"];
  #stretches: readonly Stretch[];
  #statements: readonly Statement[] | undefined;
  #depths: readonly number[] | undefined;

  constructor(
    readonly text: string,
    readonly limits: TextLimits,
    found: Found,
    stretches: readonly Stretch[],
    depths?: readonly number[],
  ) {
    this.starts = found.starts;
    this.problems = found.problems;
    this.trouble = found.trouble;
    this.#stretches = stretches;
    this.#depths = depths;
  }

  /** All that could be read, with offsets as they are in the text. */
  get statements(): readonly Statement[] {
    if (this.#statements === undefined) {
      const moved = this.#stretches.flatMap(({ statements, by }) =>
        by === 0 ? statements : statements.map((one) => movedBy(one, by)),
      );
      this.#stretches = [{ statements: moved, by: 0 }];
      this.#statements = this.problems.length === 0 ? (moved as Statement[]) : moved.filter((one) => one !== null);
    }
    return this.#statements;
  }

  /** How deep in brackets each statement begins, `UNCOUNTED` where quotes and comments hide that from who counts brackets alone. */
  get depths(): readonly number[] {
    this.#depths ??= depthsAt(this.text, 0, 0, this.starts, this.limits.nestingDepthMax) ?? this.starts.map(() => UNCOUNTED);
    return this.#depths;
  }

  /** The statements from the `first` to before the `end`-th, as stretches whose offsets are then `by` too small. */
  stretches(first: number, end: number, by: number): Stretch[] {
    const some: Stretch[] = [];
    let at = 0;
    for (const stretch of this.#stretches) {
      const statements = stretch.statements.slice(Math.max(0, first - at), Math.max(0, end - at));
      if (statements.length > 0) some.push({ statements, by: stretch.by + by });
      at += stretch.statements.length;
    }
    return some;
  }
}

const offsets: ReadonlySet<string> = new Set(["start", "end", "inner"]);

/** A copy with every offset in it moved. */
function movedBy<T>(node: T, by: number): T {
  if (Array.isArray(node)) return node.map((one) => movedBy(one, by)) as T;
  if (typeof node !== "object" || node === null) return node;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(node)) {
    const value = (node as Record<string, unknown>)[key];
    copy[key] = typeof value === "number" && offsets.has(key) ? value + by : movedBy(value, by);
  }
  return copy as T;
}
