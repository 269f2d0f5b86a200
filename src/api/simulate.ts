// The whole of Custody as one pure function: a text in, everything that happened out. The only place where the list of services
// meets the engine; no files, no clock, no chance but the seed.

import { excerpt } from "../base/excerpt.js";
import { by, inOrderOf, sorted } from "../base/order.js";
import { checkFile } from "../engine/check/check.js";
import { faultVerbs } from "../engine/fault-verbs.js";
import { resolveIncludes } from "../engine/includes.js";
import { DEFAULT_LIMITS, type Limits } from "../engine/limits.js";
import type { RunLog } from "../engine/log.js";
import type { ReadFile } from "../engine/read-file.js";
import { makeRegistry, type Registry } from "../engine/registry.js";
import { runFile } from "../engine/run.js";
import { type Diagnostic, toDiagnostic } from "../language/diagnostic.js";
import { parse } from "../language/parse.js";
import type { ReadText } from "../language/reparse.js";
import type { Price } from "../rules/price.js";
import { services } from "../services/index.js";
import { isSeed } from "../world/rng.js";
import { CLOCK_MAX, type Instant } from "../world/time.js";

export interface SimulateOptions {
  /** The scenario file's text. */
  readonly text: string;
  /** Its name without ending: the scenario's name where the file has no `scenario` block. */
  readonly name: string;
  /** A whole number in decimal digits; 1 if absent. What is none is told in `diagnostics` (`chance/bad-seed`). */
  readonly seed?: string;
  /** Runs only the scenarios of these names. */
  readonly only?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Reads a file that the scenario includes or takes a policy from; absent: there are none. */
  readonly readFile?: ReadFile;
  /** Takes in the text of the file and of each that it includes; for who runs the same files again after edits (language/reparse.ts). */
  readonly read?: ReadText;
  /** Reads and resolves names, runs nothing. */
  readonly checkOnly?: boolean;
  /** Runs each scenario on to this instant after its last statement, if it ends before: a forecast. The clock ends with the year 2199. */
  readonly until?: Instant;
  /** Prices by catalog item, instead of the list prices; those of the other items stay. */
  readonly prices?: ReadonlyMap<string, Price>;
  /** File name for diagnostics, `share.scenario`; `name.scenario` if absent. */
  readonly file?: string;
}

let registry: Registry | undefined;

/** All services put together; made at the first use. */
export function theRegistry(): Registry {
  registry ??= makeRegistry(services, faultVerbs, PRICE_DATE);
  return registry;
}

function withPrices(known: Registry, prices: ReadonlyMap<string, Price> | undefined): Registry {
  if (prices === undefined) return known;
  const { vocabulary } = known;
  return { ...known, vocabulary: { ...vocabulary, prices: new Map([...vocabulary.prices, ...prices]) } };
}

/** Month of the price copies that the catalogs were read from. */
const PRICE_DATE = "2026-11";

const NO_FILES: ReadFile = (path) => ({ problem: `there is no \`${path}\` here` });

/** A seed is the caller's, and stands nowhere in the text. */
function badSeed(seed: string, file: string): readonly Diagnostic[] {
  return isSeed(seed) ? [] : [toDiagnostic({ code: "chance/bad-seed", start: 0, end: 0, args: { text: excerpt(seed) } }, file)];
}

/** In the order of the files, then of their lines. */
function inOrder(diagnostics: readonly Diagnostic[], files: readonly string[]): readonly Diagnostic[] {
  return sorted(
    diagnostics,
    inOrderOf<Diagnostic>(
      by((each) => files.indexOf(each.file)),
      by((each) => each.span.start),
    ),
  );
}

/**
 * Runs a scenario file. Never throws for what a text says: mistakes are in `diagnostics`, refusals and failed expectations in the
 * scenarios. Throws `BrokenAssertion`, with seed and step, for a bug of Custody's own.
 */
export function simulate(options: SimulateOptions): RunLog {
  const fileName = options.file ?? `${options.name}.scenario`;
  const known = withPrices(theRegistry(), options.prices);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const readFile = options.readFile ?? NO_FILES;
  const read = options.read ?? parse;
  const whole = resolveIncludes(read(options.text, fileName), { readFile, limits, read });
  const { seed = "1", until } = options;
  const diagnostics = inOrder(
    [...badSeed(seed, fileName), ...whole.diagnostics, ...checkFile(whole, known, limits, readFile)],
    [...whole.files.keys()],
  );
  const log = {
    name: options.name,
    files: [...new Set(whole.files.values())].map(({ name, text }) => ({ name, text })),
    vocabulary: known.vocabulary,
  };
  if (options.checkOnly === true || diagnostics.some((each) => each.severity === "error"))
    return { ...log, diagnostics, scenarios: [] };
  const parts = { registry: known, limits, readFile, files: whole.files };
  const scenarios = runFile(whole.file, options.name, parts, {
    seed,
    ...(options.only === undefined ? {} : { only: options.only }),
    ...(until === undefined ? {} : { until: until > CLOCK_MAX ? CLOCK_MAX : until }),
  });
  return { ...log, diagnostics: [...diagnostics, ...scenarios.flatMap((each) => each.diagnostics)], scenarios };
}
