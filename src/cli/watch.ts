// custody test --watch: stays, and tests again what a saved file changes: the files that are it or include it. What was printed stays where
// it is; the terminal's history belongs to its user.

import { type FSWatcher, watch as watchFolder } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { sortedTexts } from "../base/order.js";
import { counted } from "../report/counted.js";
import { type Ask, askLine } from "./ask.js";
import { Exit, type ExitCode, InputProblem } from "./exit.js";
import { debounceMs } from "./file-watch.js";
import { acceptPending, reviewable } from "./golden-review.js";
import type { Io } from "./io.js";
import { type RunSettings, runPlan } from "./test-run.js";
import type { Plan, Planned } from "./test-selection.js";

const HELP = "a all · f failed · p filter · u accept goldens · q quit";

/** Until `q` is pressed. */
export async function watch(plan: () => Plan, settings: RunSettings, io: Io): Promise<ExitCode> {
  if (!io.interactive) throw new InputProblem("--watch needs a terminal", "leave --watch out: custody test runs once and ends");
  const rounds = new Rounds(plan, settings, io);
  await rounds.all();
  const watchers = foldersOf(plan()).map((folder) => watched(folder, io, (path) => rounds.changed(path)));
  try {
    await readKeys(rounds, io);
  } finally {
    for (const watcher of watchers) watcher.close();
  }
  return rounds.code;
}

function watched(folder: string, io: Io, changed: (path: string) => void): FSWatcher {
  return watchFolder(folder, { recursive: true }, (_event, name) => {
    if (name === null || !/\.(scenario|json)$/.test(name) || name.split(sep).some((part) => part.startsWith("."))) return;
    changed(relative(io.workingFolder, resolve(io.workingFolder, folder, name)));
  });
}

/** Folders that hold the files, none inside another. */
function foldersOf({ files }: Plan): string[] {
  const folders = sortedTexts(new Set(files.map(({ file }) => dirname(file))));
  return folders.filter(
    (folder) => !folders.some((other) => other !== folder && folder.startsWith(other === "." ? "" : other + sep)),
  );
}

/** The rounds of a watch, one at a time. */
export class Rounds {
  code: ExitCode = Exit.ok;
  /** What each file read when it last ran. */
  readonly #reads = new Map<string, readonly string[]>();
  readonly #failing = new Set<string>();
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #filter: string | undefined;

  constructor(
    private readonly plan: () => Plan,
    private readonly settings: RunSettings,
    private readonly io: Io,
  ) {
    this.#filter = settings.test.filter;
  }

  all(): Promise<void> {
    return this.#round(() => true);
  }

  failed(): Promise<void> {
    if (this.#failing.size === 0) this.io.note("nothing failed");
    return this.#round(({ file }) => this.#failing.has(file));
  }

  filter(text: string): Promise<void> {
    this.#filter = text === "" ? undefined : text;
    return this.all();
  }

  /** A saved file comes as two or three events: what comes close together is one change. */
  changed(path: string): void {
    this.#waiting.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const paths = [...this.#waiting];
      this.#waiting.clear();
      void this.#round(({ file }) => paths.some((each) => each === file || this.#reads.get(file)?.includes(each)));
    }, debounceMs);
  }

  #round(isWanted: (planned: Planned) => boolean): Promise<void> {
    this.#running = this.#running.then(() => this.#run(isWanted));
    return this.#running;
  }

  async #run(isWanted: (planned: Planned) => boolean): Promise<void> {
    const test = { ...this.settings.test, filter: this.#filter };
    try {
      const whole = this.plan();
      const files = whole.files.filter(isWanted);
      if (files.length === 0) return;
      const { code, results } = await runPlan({ ...whole, files }, { ...this.settings, test }, this.io);
      this.code = code;
      for (const { file, reads, code: own } of results) {
        this.#reads.set(file, reads);
        if (own === Exit.ok) this.#failing.delete(file);
        else this.#failing.add(file);
      }
    } catch (thrown) {
      if (!(thrown instanceof InputProblem)) throw thrown;
      this.io.note(`error: ${thrown.message}${thrown.help === undefined ? "" : `\n  ${thrown.help}`}`);
    }
    this.io.flush();
    this.io.note(`watching ${counted(this.plan().files.length, "file")} · ${HELP}`);
  }
}

async function readKeys(rounds: Rounds, io: Io): Promise<void> {
  const { stdin } = process;
  const ask: Ask = async (question) => {
    stdin.setRawMode(false);
    try {
      return await askLine(question);
    } finally {
      stdin.setRawMode(true);
      stdin.resume();
    }
  };
  stdin.setRawMode(true);
  stdin.resume();
  try {
    for (;;) {
      const key = await nextKey();
      if (key === "q" || key === "\u0003" || key === "\u0004") return;
      if (key === "\u001A") suspend();
      else if (key === "a") await rounds.all();
      else if (key === "f") await rounds.failed();
      else if (key === "p") {
        const text = await ask("only what holds this text (nothing: all): ");
        if (text !== undefined) await rounds.filter(text);
      } else if (key === "u") {
        await acceptPending(reviewable(io), io, ask);
        io.flush();
      } else io.note(HELP);
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}

/** Ctrl-Z: back to the shell, and on with `fg`. */
function suspend(): void {
  if (process.platform === "win32") return;
  process.stdin.setRawMode(false);
  process.once("SIGCONT", () => {
    // The shell has set the terminal as it likes it meanwhile, and Node would take it for what it was.
    process.stdin.setRawMode(false);
    process.stdin.setRawMode(true);
  });
  process.kill(0, "SIGTSTP");
}

function nextKey(): Promise<string> {
  return new Promise((done) => process.stdin.once("data", (bytes: Buffer) => done(bytes.toString("utf8").charAt(0))));
}
