// custody replay: steps through a run on the terminal; where there is none, as numbered lines. The screen is loaded only when it is shown.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileReader, readTextFile, rootFor } from "../../api/node.js";
import { theRegistry } from "../../api/simulate.js";
import { sortedTexts } from "../../base/order.js";
import { safeText } from "../../base/safe-text.js";
import { runOnBranch } from "../../engine/branch.js";
import { branchScenario } from "../../engine/branch-file.js";
import type { RunLog } from "../../engine/log.js";
import type { Diagnostic } from "../../language/diagnostic.js";
import { positionOf } from "../../language/render.js";
import { counted } from "../../report/counted.js";
import { diagnosticSentence, textOf } from "../../report/diagnostics.js";
import { normalGolden } from "../../report/golden.js";
import { plainPaint, printLine } from "../../report/layout.js";
import type { Host } from "../../tui/app.js";
import { frameOf } from "../../tui/frame.js";
import { scoreText } from "../../tui/guesses.js";
import { openReplay } from "../../tui/opening.js";
import { drawFirst, drawWhole, enterScreen, leaveScreen, suspend, whenContinued } from "../../tui/screen.js";
import { asciiSigns, unicodeSigns } from "../../tui/signs.js";
import type { BranchRunner } from "../../tui/state.js";
import { askLine } from "../ask.js";
import type { Arguments } from "../command.js";
import { type ExitCode, InputProblem, MachineProblem, systemReason } from "../exit.js";
import { watchFiles } from "../file-watch.js";
import type { Io } from "../io.js";
import { askedLines, asksPredictions, printedLines, stepNumber } from "../replay-lines.js";
import { exitOf, noteDiagnostics, runFile } from "../scenario.js";
import { goldenPath } from "../scenario-files.js";
import { writeWhole } from "../write-whole.js";

export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [path, ...more] = args.positionals;
  if (path === undefined || more.length > 0)
    throw new InputProblem("custody replay takes one file", "write custody replay FILE.scenario");
  const only = args.value("only");
  const named = only === undefined || only === "failures" ? [] : [only];
  const options = { seed: args.value("seed"), only: named };
  const log = runFile(path, io, options);
  const wrong = noteDiagnostics(log, io);
  if (wrong) return exitOf(log);
  if (log.scenarios.length === 0)
    throw new InputProblem(`no scenario of ${path} is named "${only ?? ""}"`, `custody run ${path} --quiet lists them`);
  const at = stepNumber(args, "at");
  const isPart = args.flag("json") || args.flag("from") || args.flag("to") || only === "failures";
  if (isPart || !hasScreen(io)) {
    const asks = io.interactive && !isPart && at === undefined && !isCiForInk(io.env) && log.scenarios.some(asksPredictions);
    return asks ? askedLines(log, io, askLine) : printedLines(log, args, io, at);
  }
  await onScreen(path, log, at, args, io, () => runFile(path, io, options));
  return exitOf(log);
}

/** The file after this one in a folder of numbered files, as the lessons of a course are. */
function nextLesson(path: string): string | undefined {
  if (!/^\d+-/.test(basename(path))) return undefined;
  const names = sortedTexts(readdirSync(dirname(path)).filter((name) => /^\d+-.*\.scenario$/.test(name)));
  const next = names[names.indexOf(basename(path)) + 1];
  return next === undefined ? undefined : join(dirname(path), next);
}

/** A terminal that can be drawn on, and a user who can see it. */
function hasScreen(io: Io): boolean {
  return io.interactive && io.env.get("TERM") !== "dumb" && io.env.get("INK_SCREEN_READER") !== "true" && !isCiForInk(io.env);
}

/** Where ink takes the surroundings for a CI, it draws nothing until the end. */
function isCiForInk(env: ReadonlyMap<string, string>): boolean {
  return ["CI", "CONTINUOUS_INTEGRATION"].some((name) => !["0", "false"].includes(env.get(name) ?? "0"));
}

async function onScreen(
  path: string,
  log: RunLog,
  step: number | undefined,
  args: Arguments,
  io: Io,
  again: () => RunLog,
): Promise<void> {
  io.flush();
  const readFile = path === "-" ? undefined : fileReader(rootFor(path, io.workingFolder), io.workingFolder);
  const parts = { registry: theRegistry(), ...(readFile === undefined ? {} : { readFile }) };
  const branch: BranchRunner = (point, text) => runOnBranch(point, text, parts);
  const onlyAscii = !speaksUnicode(io.env);
  const look = { signs: args.flag("ascii") || onlyAscii ? asciiSigns : unicodeSigns, branch, onlyAscii };
  const first = openReplay(log, { columns: process.stdout.columns, rows: process.stdout.rows, step });
  drawFirst(frameOf(first, look).map((line) => printLine(line, io.paint)));
  const { showReplay } = await loadScreen();
  const { state, interrupted } = await showReplay(first, look, hostFor(path, io, again));
  for (const each of state.paths) io.result(`${safeText(each)}\n`);
  const score = scoreText(state);
  if (score !== "") io.result(`${score}\n`);
  io.result(`replayed ${safeText(path)}, last step ${state.step} (--at ${state.step})\n`);
  const next = nextLesson(path);
  if (next !== undefined) io.result(`go on with: custody replay ${safeText(next)}\n`);
  // As every interrupted command ends: by the signal, which a shell sees as 130.
  if (interrupted) {
    io.flush();
    process.kill(process.pid, "SIGINT");
  }
}

/** The screen is a bundle of its own beside the program (build-screen.mjs): what it is made of cannot stand in a CommonJS file. */
function loadScreen(): Promise<typeof import("../../tui/app.js")> {
  const load = createRequire(__filename)("./replay-screen.cjs") as () => Promise<typeof import("../../tui/app.js")>;
  return load();
}

/** What the locale says of the character set; without a word of it, Unicode. */
function speaksUnicode(env: ReadonlyMap<string, string>): boolean {
  const locale = env.get("LC_ALL") || env.get("LC_CTYPE") || env.get("LANG");
  return locale === undefined || locale === "" || /utf-?8/i.test(locale);
}

/** `line 31: there is no key `k11` here (and 2 more mistakes)` */
function mistakeText(first: Diagnostic, more: number, log: RunLog): string {
  const { line } = positionOf(textOf(first, log), first.span.start);
  const others = more === 0 ? "" : ` (and ${counted(more, "more mistake")})`;
  return `line ${line}: ${diagnosticSentence(first, log)}${others}`;
}

function hostFor(path: string, io: Io, again: () => RunLog): Host {
  return {
    paint: io.paint ?? plainPaint,
    screen: { enter: enterScreen, leave: leaveScreen, draw: drawWhole, suspend, whenContinued },
    rerun() {
      if (path === "-") return "standard input cannot be read again";
      try {
        const log = again();
        const [first, ...more] = log.diagnostics.filter((each) => each.severity === "error");
        return first === undefined ? log : mistakeText(first, more.length, log);
      } catch (thrown) {
        if (thrown instanceof InputProblem || thrown instanceof MachineProblem) return thrown.message;
        throw thrown;
      }
    },
    watch: (files, saved) => (path === "-" ? () => undefined : watchFiles(files, saved)),
    edit: (file, line) => openEditor(file, line, io.env),
    write: writeBeside(path),
    golden() {
      const read = readTextFile(goldenPath(path));
      return "text" in read ? { text: normalGolden(read.text) } : { problem: `${goldenPath(path)} ${read.problem}` };
    },
  };
}

/** By argument vector, never by a shell: the words of $EDITOR, then +LINE and the file. */
function openEditor(file: string, line: number, env: ReadonlyMap<string, string>): string {
  const [command, ...words] = (env.get("VISUAL") || env.get("EDITOR") || "vi").split(/\s+/).filter((word) => word !== "");
  if (command === undefined) return "EDITOR names no program";
  if (!existsSync(file)) return `${file} is no file that could be opened`;
  const done = spawnSync(command, [...words, `+${line}`, file.startsWith("-") ? `./${file}` : file], { stdio: "inherit" });
  if (done.error !== undefined) return `${command} cannot be started: ${systemReason(done.error)}`;
  return `back from ${basename(command)}`;
}

/** `share-what-if.scenario`, then `share-what-if-2.scenario`: never over a file that is there. */
function writeBeside(path: string): Host["write"] {
  return (point, texts) => {
    const { name } = point.log;
    const text = branchScenario(point, texts);
    const folder = path === "-" ? "." : dirname(path);
    for (let count = 1; count < 1000; count++) {
      const target = join(folder, `${name}-what-if${count === 1 ? "" : `-${count}`}.scenario`);
      if (existsSync(target)) continue;
      try {
        writeWhole(target, text);
        return `written: ${target}`;
      } catch (thrown) {
        if (thrown instanceof MachineProblem) return thrown.message;
        throw thrown;
      }
    }
    return "there are a thousand what-ifs already: remove some";
  };
}
