// Files that passed, kept under .custody/: as long as nothing of what a file rests on has changed, running it again would give the same, byte
// for byte, and it is not run. What it rests on is compared by its content, never by its time: the scenario, every file that it read, its
// golden, this very program and this very Node. A result that was damaged is none. Nothing is kept or believed under CI.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileReader, readTextFile, rootFor } from "../api/node.js";
import { by, sorted } from "../base/order.js";
import type { ReadAnswer } from "../engine/read-file.js";
import type { Exercised } from "../report/coverage.js";
import { Exit, MachineProblem } from "./exit.js";
import { dropPending, ignoreOwnFolder, readGoldenFile } from "./golden-files.js";
import type { Io } from "./io.js";
import { goldenPath } from "./scenario-files.js";
import type { TestResult } from "./test-file.js";
import type { Planned } from "./test-selection.js";
import { writeWhole } from "./write-whole.js";

/** What a run read besides its scenario: the path as it was written, the file that names it, and what was found there. */
export interface ReadBefore {
  readonly path: string;
  readonly from: string;
  readonly content: string;
}

/** All that a run rests on besides the golden and the program; contents as hashes. */
export interface RestsOn {
  readonly text: string;
  readonly reads: readonly ReadBefore[];
}

/** What a passed file is told by. */
interface Passed {
  readonly scenarios: readonly string[];
  readonly reads: readonly string[];
  readonly exercised?: Plain;
}

interface Entry {
  readonly on: RestsOn;
  readonly golden: string;
  readonly passed: Passed;
  /** Over all of the above, so that what was damaged is seen. */
  readonly seal: string;
}

const version = 1;
const entryCountMax = 20_000;

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** Where two paths lead to one file, that counts as well. */
export function contentOf(answer: ReadAnswer): string {
  return "text" in answer ? hashOf(`${answer.same ?? ""}\0${answer.text}`) : `problem ${hashOf(answer.problem)}`;
}

/** What was kept of earlier runs by this program; what another build or another Node kept is left aside. */
export class PassedBefore {
  readonly #entries: Map<string, Entry>;
  #isChanged = false;

  private constructor(
    private readonly io: Io,
    private readonly program: string,
  ) {
    this.#entries = entriesOf(io, program);
  }

  /** Undefined where the program does not know itself: run from its source, in a test. */
  static of(io: Io): PassedBefore | undefined {
    const program = programOf(io);
    return program === undefined ? undefined : new PassedBefore(io, program);
  }

  /** The result that `plan` would give again; undefined where it must be run. */
  resultOf({ file, lines, names, seeds }: Planned, wantsExercised: boolean): TestResult | undefined {
    if (lines.length > 0 || names !== undefined || seeds !== undefined) return undefined;
    const entry = this.#entries.get(file);
    if (entry === undefined || entry.seal !== sealOf(this.program, file, entry)) return undefined;
    const { on, golden, passed } = entry;
    if (wantsExercised && passed.exercised === undefined) return undefined;
    if (!isAsBefore(file, on, golden, this.io)) return undefined;
    dropPending(goldenPath(file), this.io);
    return {
      ...{ file, scenarios: passed.scenarios.map((name) => ({ name, failures: [] })), reads: passed.reads },
      ...{ traces: [], failures: [], notes: [], others: [], code: Exit.ok, isUnchanged: true },
      ...(passed.exercised === undefined ? {} : { exercised: fromPlain(passed.exercised) }),
    };
  }

  /** Keeps it if all of it passed and nothing was to be said; forgets what was kept of it otherwise. */
  add(result: TestResult): void {
    if (result.isUnchanged === true) return;
    const entry = this.#entryOf(result);
    this.#isChanged = true;
    if (entry === undefined) this.#entries.delete(result.file);
    else this.#entries.set(result.file, entry);
  }

  #entryOf({ file, scenarios, failures, notes, others, code, restsOn, golden, reads, exercised }: TestResult): Entry | undefined {
    const isWhole = code === Exit.ok && failures.length + notes.length + others.length === 0;
    if (!isWhole || scenarios.some((run) => run.failures.length > 0)) return undefined;
    if (restsOn === undefined || golden === undefined || restsOn.reads.some(({ content }) => content.startsWith("problem ")))
      return undefined;
    const names = { scenarios: scenarios.map(({ name }) => name), reads };
    const passed = exercised === undefined ? names : { ...names, exercised: toPlain(exercised) };
    const entry = { on: restsOn, golden, passed };
    return { ...entry, seal: sealOf(this.program, file, entry) };
  }

  write(): void {
    if (!this.#isChanged) return;
    const entries = sorted(
      [...this.#entries].slice(-entryCountMax),
      by(([file]) => file),
    );
    try {
      writeWhole(pathOf(this.io), `${JSON.stringify({ version, program: this.program, entries })}\n`);
      ignoreOwnFolder(this.io);
    } catch (thrown) {
      // Where nothing can be written, everything is run again the next time, and nobody need hear of it.
      if (!(thrown instanceof MachineProblem)) throw thrown;
    }
  }
}

function pathOf(io: Io): string {
  return join(io.workingFolder, ".custody", "passed.json");
}

/** The program's own bytes, whatever it was built from, and what runs it. */
function programOf({ workerFile }: Io): string | undefined {
  if (workerFile === undefined) return undefined;
  try {
    const program = readFileSync(join(dirname(workerFile), "program.cjs"));
    return `${createHash("sha256").update(program).digest("base64url")} ${process.version} ${process.arch}`;
  } catch {
    return undefined;
  }
}

function entriesOf(io: Io, program: string): Map<string, Entry> {
  try {
    const kept: unknown = JSON.parse(readFileSync(pathOf(io), "utf8"));
    if (typeof kept !== "object" || kept === null || !("entries" in kept) || !Array.isArray(kept.entries)) return new Map();
    if (!("version" in kept) || kept.version !== version || !("program" in kept) || kept.program !== program) return new Map();
    // What each of them holds is believed only under its seal.
    return new Map(kept.entries.filter((each) => Array.isArray(each) && each.length === 2 && isEntry(each[1])));
  } catch {
    return new Map();
  }
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && "seal" in value && typeof value.seal === "string";
}

function sealOf(program: string, file: string, { on, golden, passed }: Omit<Entry, "seal">): string {
  return hashOf(JSON.stringify([version, program, file, on, golden, passed]));
}

/** What cannot be read now is for the run to tell of. */
function isAsBefore(file: string, on: RestsOn, golden: string, io: Io): boolean {
  try {
    return isSameFile(file, on, io) && isSameGolden(file, golden);
  } catch {
    return false;
  }
}

function isSameFile(file: string, { text, reads }: RestsOn, io: Io): boolean {
  const now = readTextFile(file);
  if (!("text" in now) || hashOf(now.text) !== text) return false;
  if (reads.length === 0) return true;
  const read = fileReader(rootFor(file, io.workingFolder), io.workingFolder);
  return reads.every(({ path, from, content }) => contentOf(read(path, from)) === content);
}

function isSameGolden(file: string, golden: string): boolean {
  const stored = readGoldenFile(goldenPath(file));
  return stored !== undefined && !stored.hasCrlf && hashOf(stored.text) === golden;
}

/** Sets and maps as JSON has them. */
type Plain = { readonly [K in keyof Exercised]: Exercised[K] extends number ? number : readonly unknown[] };

function toPlain({ scenarioCount, sentences, layers, codes, statements, faults }: Exercised): Plain {
  return {
    scenarioCount,
    sentences: [...sentences],
    layers: [...layers],
    codes: [...codes],
    statements: [...statements],
    faults: [...faults],
  };
}

function fromPlain(plain: Plain): Exercised {
  return {
    scenarioCount: plain.scenarioCount,
    sentences: new Set(plain.sentences as readonly string[]),
    layers: new Set(plain.layers as readonly string[]),
    codes: new Set(plain.codes as readonly string[]),
    statements: new Map(plain.statements as readonly (readonly [string, boolean])[]),
    faults: new Map(plain.faults as readonly (readonly [string, boolean])[]),
  };
}
