// Nothing that a sentence says is left out in silence: every clause of the language is put behind a sentence of every verb, on each kind of
// thing that the verb takes. Where it can be read, it changes what happens or is told to mean nothing.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { theRegistry } from "../../src/api/simulate.js";
import { type BranchPoint, runOnBranch } from "../../src/engine/branch.js";
import type { Step } from "../../src/engine/log.js";
import { parse } from "../../src/language/parse.js";
import type { Do } from "../../src/language/syntax.js";
import { CLAUSES, type Group, SENTENCES, WORLD } from "./every-clause.js";
import { mistakesOf, run } from "./running.js";

let world: BranchPoint;

beforeAll(() => {
  const log = run(WORLD);
  expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  const [scenario] = log.scenarios;
  expect(scenario!.failures).toEqual([]);
  world = { log, run: scenario!, step: scenario!.steps.length };
});

/** They say what is so if nothing is said: written down for a reader, and right. */
const SAY_THE_DEFAULT: readonly string[] = [
  'certificate new-cert for "a.example" from ca1 self-signed',
  "create bucket new encrypted with sse-s3",
  "create database new unencrypted",
  "get doc1 from b1 over tls",
  "put doc2 in b1 over tls",
];

const sentencesOf = (group: Group): readonly string[] => (typeof group === "string" ? [group] : group);

const wasRead = new Map<string, Do | undefined>();
function read(text: string): Do | undefined {
  if (!wasRead.has(text)) {
    const { file, diagnostics } = parse(text, "test");
    const [statement] = file.statements;
    const wrong = diagnostics.some((each) => each.severity === "error") || file.statements.length !== 1;
    wasRead.set(text, wrong || statement?.is !== "do" ? undefined : statement);
  }
  return wasRead.get(text);
}

interface Left {
  readonly facts: string;
  readonly step: Step | undefined;
}

const wasLeft = new Map<string, Left | undefined>();
/** All that a sentence leaves; undefined where it is a mistake. */
function left(sentence: string): Left | undefined {
  if (!wasLeft.has(sentence)) {
    const { steps, diagnostics } = runOnBranch(world, sentence, { registry: theRegistry() });
    const mistaken = diagnostics.some((each) => each.severity === "error");
    const facts = plain(steps.map(({ facts, outcome, actor }) => ({ facts, outcome, actor })));
    wasLeft.set(sentence, mistaken ? undefined : { facts, step: steps.at(-1) });
  }
  return wasLeft.get(sentence);
}

function isAlike(one: Left | undefined, other: Left | undefined): boolean {
  return one?.facts === other?.facts && plain(one?.step?.world) === plain(other?.step?.world);
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_key, each) => {
    if (typeof each === "bigint") return String(each);
    const isTable = typeof each === "object" && each !== null && Symbol.iterator in each && !Array.isArray(each);
    return isTable ? [...each] : each;
  });
}

/** Whether the clause can be said in no sentence of the group, or says something in one. */
function isHeeded(group: Group, clause: string, verb: string): boolean {
  const readable = sentencesOf(group).filter((sentence) => read(`${sentence} ${clause}`)?.verb === verb);
  if (readable.length === 0) return true;
  if (readable.some((sentence) => !isAlike(left(`${sentence} ${clause}`), left(sentence)))) return true;
  return mistakesOf(`${WORLD}${readable[0]} ${clause}`).some((told) => !told.startsWith("warning"));
}

test("the sentences work, or are refused by AWS, and are of the verb that they stand under", () => {
  const wrong = Object.entries(SENTENCES).flatMap(([verb, groups]) =>
    groups
      .flatMap(sentencesOf)
      .filter((sentence) => read(sentence)?.verb !== verb || (left(sentence) === undefined && verb !== "share images")),
  );
  expect(wrong).toEqual([]);
});

test("there is a sentence of every verb on every kind of thing that it takes", () => {
  const missing = [...theRegistry().verbs].flatMap(([verb, entries]) => {
    const count = (SENTENCES[verb] ?? []).flatMap(sentencesOf).length;
    return count < entries.length ? [`${verb}: ${count} for ${entries.length} kinds`] : [];
  });
  expect(missing).toEqual([]);
});

test("there is every clause of the grammar among those that are tried", () => {
  const folder = fileURLToPath(new URL("../../grammar/", import.meta.url));
  const texts = readdirSync(folder)
    .filter((name) => name !== "expect.peggy")
    .map((name) => readFileSync(`${folder}${name}`, "utf8"));
  const named = new Set(texts.flatMap((text) => [...text.matchAll(/\btail\("(\w+)"/g)].map(([, name]) => name!)));
  for (const sentence of Object.values(SENTENCES).flat().flatMap(sentencesOf)) {
    for (const clause of ["", ...CLAUSES.flatMap(sentencesOf)]) {
      const statement = read(`${sentence} ${clause}`);
      for (const name of Object.keys({ ...statement, ...statement?.args })) named.delete(name);
    }
  }
  // A unit is a part of `organization` by another name.
  expect([...named]).toEqual(["unit"]);
});

test("no clause is left out in silence", () => {
  const silent = Object.entries(SENTENCES).flatMap(([verb, groups]) =>
    groups.flatMap((group) =>
      CLAUSES.filter((clauses) => !sentencesOf(clauses).some((clause) => isHeeded(group, clause, verb))).map(
        (clauses) => `${sentencesOf(group)[0]} ${sentencesOf(clauses)[0]}`,
      ),
    ),
  );
  expect(silent).toEqual(SAY_THE_DEFAULT);
});
