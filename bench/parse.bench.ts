// How fast a scenario file is read, against @cucumber/gherkin, which only splits its lines into steps. Prints ratios of the same run, since
// figures of a shared machine mean nothing alone. Run from the root, bundled: npx esbuild bench/parse.bench.ts --bundle --platform=node --outfile=out.cjs, then node out.cjs [--dense].
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CucumberExpression, ParameterTypeRegistry } from "@cucumber/cucumber-expressions";
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { type GherkinDocument, IdGenerator } from "@cucumber/messages";
import { optimizeLate } from "../src/cli/optimizer.js";
import { firstWords } from "../src/language/first-words.js";
import { defaultTextLimits } from "../src/language/limits.js";
import { parse } from "../src/language/parse.js";
import { reparse } from "../src/language/reparse.js";

const limits = { ...defaultTextLimits, fileLengthMax: 1e9, scenarioCountMax: 1e9 };

// Nine lines a scenario on both sides.
const scenarioBody = (n: number): string => `scenario "copy number ${n}" @dr {
  create key k${n} in acct A region us-east-1
  create volume vol${n} size 100 GiB with k${n}
  snapshot vol${n} as s${n}
  policy of k${n} allows acct B to decrypt, describe-key, create-grant
  copy s${n} to acct B region eu-west-1 with k2 as t${n} by B/backup expect ok
  advance 90 days
  expect t${n}.key is k2
}
`;
const featureBody = (n: number): string => `  @dr
  Scenario: copy number ${n}
    Given create key k${n} in acct A region us-east-1
    And create volume vol${n} size 100 GiB with k${n}
    When snapshot vol${n} as s${n}
    And policy of k${n} allows acct B to decrypt, describe-key, create-grant
    And copy s${n} to acct B region eu-west-1 with k2 as t${n} by B/backup expect ok
    And advance 90 days
    Then expect t${n}.key is k2
`;

/** The conformance scenarios, line by line: comments, blank lines, policies, as people write them. */
function realistic(lineCount: number): { scenarios: string; feature: string } {
  const folder = "test/conformance/scenarios/";
  const files = readdirSync(folder).map((file) => readFileSync(folder + file, "utf8"));
  let scenarios = "";
  let feature = "Feature: copies\n";
  for (let n = 0, lines = 0; lines < lineCount; n++) {
    const text = files[n % files.length]!.replaceAll('scenario "', `scenario "${n} `);
    scenarios += text;
    feature += asFeature(text, n);
    lines += text.split("\n").length - 1;
  }
  return { scenarios, feature };
}

function asFeature(text: string, n: number): string {
  const lines = text.split("\n").slice(0, -1);
  let quoted = false;
  const feature = [`  Scenario: set-up ${n}`];
  for (const line of lines.slice(1)) {
    if (line.includes('"""')) {
      quoted = !quoted || line.indexOf('"""') !== line.lastIndexOf('"""');
      feature.push(quoted ? "    * policy\n" + '      """' : '      """');
    } else if (quoted || /^\s*(#|$|\|)/.test(line)) feature.push(line.startsWith("  |") ? "" : line);
    else if (/^\s*[{}]/.test(line)) feature.push("");
    else if (line.startsWith("scenario ")) feature.push(`  Scenario: ${line}`);
    else feature.push(`    * ${line.trim()}`);
  }
  return `${feature.join("\n")}\n`;
}

function repeated(body: (n: number) => string, lineCount: number, head: string): string {
  let text = head;
  for (let n = 0; n * 9 < lineCount; n++) text += body(n);
  return text;
}

function gherkin(text: string): GherkinDocument {
  return new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher()).parse(text);
}

const parameterTypes = new ParameterTypeRegistry();
const definition = (expression: string) => new CucumberExpression(expression, parameterTypes);

/** One for each sentence of `featureBody` and no other: the fewest that a file of these could do with. */
const fewest = [
  "create key {word} in acct {word} region {word}",
  "create volume {word} size {int} GiB with {word}",
  "snapshot {word} as {word}",
  "policy of {word} allows acct {word} to {}",
  "copy {word} to acct {word} region {word} with {word} as {word} by {word} expect ok",
  "advance {int} days",
  "expect {word} is {word}",
].map(definition);
/** With one more for each word that begins a sentence of the language; the language itself has several to a word. */
const language = [...fewest, ...[...firstWords.keys()].map((word) => definition(`${word} {word} with {word}`))];

/** What cucumber does until it knows what each line means: it tries each step against every definition, since two that fit are a mistake. */
function gherkinWithMatching(feature: string, definitions: readonly CucumberExpression[]): number {
  let matched = 0;
  for (const { steps } of compile(gherkin(feature), "a.feature", IdGenerator.incrementing())) {
    for (const { text } of steps) {
      const [values] = definitions.flatMap((each) => each.match(text)?.map((found) => found.getValue(null)) ?? []);
      if (values !== undefined) matched++;
    }
  }
  return matched;
}

function againstMatching(): void {
  const scenarios = repeated(scenarioBody, 9_000, "");
  const feature = repeated(featureBody, 9_000, "Feature: copies\n");
  for (const definitions of [fewest, language]) {
    if (gherkinWithMatching(feature, definitions) !== 7_000) throw new Error("each step must have its definition");
    const { ours, theirs } = race(
      9,
      () => parse(scenarios, "a", limits),
      () => gherkinWithMatching(feature, definitions),
    );
    const ratio = (theirs / ours).toFixed(1);
    console.log(`9,000 lines, to their meaning: ${ratio} x gherkin with pickles and ${definitions.length} expressions, goal 6`);
  }
}

function milliseconds(work: () => void): number {
  const before = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - before) / 1e6;
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

/** Medians of interleaved rounds. */
function race(rounds: number, ours: () => void, theirs: () => void): { ours: number; theirs: number } {
  const a: number[] = [];
  const b: number[] = [];
  for (let i = 0; i < rounds; i++) {
    a.push(milliseconds(ours));
    b.push(milliseconds(theirs));
  }
  return { ours: median(a), theirs: median(b) };
}

/** One line in the middle of the file changes again and again; gherkin can only read it all. */
function rereading(scenarios: string, feature: string): void {
  const lines = scenarios.split("\n");
  const acting = [...lines.keys()].filter((index) => /^\s+(create|copy|rotate)\b/.test(lines[index]!));
  let read = parse(scenarios, "a", limits);
  const again: number[] = [];
  const moved: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 25; round++) {
    lines[acting[(round * 97) % acting.length]!] += ` # ${round}`;
    const text = lines.join("\n");
    again.push(milliseconds(() => (read = reparse(read, text))));
    moved.push(milliseconds(() => void read.file.statements.length));
    theirs.push(milliseconds(() => gherkin(feature)));
  }
  const one = median(again);
  console.log(
    `after an edit of one line in ${lines.length}: ${one.toFixed(2)} ms, ${(median(theirs) / one).toFixed(0)} x gherkin reading it all; ` +
      `${(median(theirs) / (one + median(moved))).toFixed(1)} x where every statement behind the edit is asked for`,
  );
}

/**
 * The first reading of a process, each in processes of their own, interleaved. Once as a library is, compiled from its text as it goes, and once
 * as the product reads: with the code that V8 kept of that same reading (code-cache.mjs; it reads the first lesson), and with V8's optimizing compiler
 * told to wait (src/cli/optimizer.ts). Gherkin, as its own users run it, has neither.
 */
function coldReading(dense: boolean): void {
  const folder = mkdtempSync(join(tmpdir(), "custody-cold-"));
  try {
    const script = process.argv[1]!;
    const starter = join(folder, "kept.cjs");
    writeFileSync(starter, keptStarter(script, join(folder, "kept")));
    const once = (file: string, contestant: string): number => {
      const argv = [file, `--cold=${contestant}`, ...(dense ? ["--dense"] : [])];
      return Number(spawnSync(process.execPath, argv, { encoding: "utf8" }).stdout);
    };
    once(starter, "custody");
    const times: { [name: string]: number[] } = { custody: [], gherkin: [], kept: [] };
    for (let round = 0; round < 15; round++) {
      times.custody!.push(once(script, "custody"));
      times.gherkin!.push(once(script, "gherkin"));
      times.kept!.push(once(starter, "product"));
    }
    const [bare, theirs, kept] = [median(times.custody!), median(times.gherkin!), median(times.kept!)];
    console.log(
      `cold, 1,000 lines: gherkin ${theirs.toFixed(1)} ms; as the product reads ${kept.toFixed(1)} ms, ratio ${(theirs / kept).toFixed(2)}; ` +
        `as a library ${bare.toFixed(1)} ms, ratio ${(theirs / bare).toFixed(2)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the script with the code kept in `file`; keeps it first where there is none. */
function keptStarter(script: string, file: string): string {
  return `const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { Script } = require("node:vm");
const [script, file] = ${JSON.stringify([script, file])};
const cachedData = existsSync(file) ? readFileSync(file) : undefined;
const text = "(function (require) {" + readFileSync(script, "utf8") + "\\n})";
const compiled = new Script(text, { filename: script, cachedData });
if (compiled.cachedDataRejected === true) throw new Error("V8 did not take the code that it kept");
process.argv[1] = script;
compiled.runInThisContext()(require);
if (cachedData === undefined) writeFileSync(file, compiled.createCachedData());
`;
}

function main(): void {
  const dense = process.argv.includes("--dense");
  const texts = (lineCount: number) =>
    dense
      ? { scenarios: repeated(scenarioBody, lineCount, ""), feature: repeated(featureBody, lineCount, "Feature: copies\n") }
      : realistic(lineCount);
  const only = process.argv.find((word) => word.startsWith("--cold="))?.slice("--cold=".length);
  if (only !== undefined) {
    const { scenarios, feature } = texts(1_000);
    if (only === "product") optimizeLate(scenarios.length);
    console.log(milliseconds(() => (only === "gherkin" ? gherkin(feature) : void parse(scenarios, "a", limits))));
    return;
  }
  const sizes = [1_000, 10_000, 100_000].map((lineCount) => ({ lineCount, ...texts(lineCount) }));
  coldReading(dense);
  const perLine: number[][] = [];
  for (const { lineCount, scenarios, feature } of sizes) {
    const rounds = lineCount > 50_000 ? 5 : lineCount > 5_000 ? 9 : 41;
    const { ours, theirs } = race(
      rounds,
      () => parse(scenarios, "a", limits),
      () => gherkin(feature),
    );
    perLine.push([ours / lineCount, theirs / lineCount]);
    console.log(
      `${lineCount} lines: ${Math.round(lineCount / ours)} k lines/s, gherkin ${Math.round(lineCount / theirs)} k lines/s, ratio ${(theirs / ours).toFixed(2)}`,
    );
  }
  const growth = perLine.at(-1)!.map((cost, i) => cost / perLine[0]![i]!);
  console.log(`cost of a line at 100,000 against 1,000: ours ${growth[0]!.toFixed(2)}, gherkin's ${growth[1]!.toFixed(2)}`);
  const broken = sizes[1]!.scenarios.replace(/snapshot (\S+) as/, "snapshot $1 sa");
  if (parse(sizes[2]!.scenarios, "a", limits).diagnostics.length > 0)
    throw new Error("the bench's own scenarios must be read without mistakes");
  if (parse(broken, "a", limits).diagnostics.length !== 1) throw new Error("one mistake was meant");
  const error = race(
    15,
    () => parse(broken, "a", limits),
    () => parse(sizes[1]!.scenarios, "a", limits),
  );
  console.log(`10,000 lines with one mistake against none: ${(error.ours / error.theirs).toFixed(2)}`);
  const quarter = repeated(scenarioBody, 7_000, "").slice(0, 256 * 1024);
  console.log(`256 KiB: ${milliseconds(() => parse(quarter, "a")).toFixed(1)} ms`);
  rereading(sizes[1]!.scenarios, sizes[1]!.feature);
  againstMatching();
}

main();
