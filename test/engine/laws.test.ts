// Laws that hold for every scenario, whatever it says: tried on generated ones. Seeds are printed by fast-check and taken from FC_SEED,
// the number of runs from FC_RUNS.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScenarioRun } from "../../src/engine/log.js";
import { format } from "../../src/language/format.js";
import { renderTrace } from "../../src/report/trace.js";
import type { World } from "../../src/world/world.js";
import { choices, fileOf, fill, logOf, QUESTIONS, runOf, runs, START, sentencesOf } from "../support/generated.js";

const scenario = choices.map(sentencesOf);
/** What questions may name: keys that stand in every generated file. */
const START_WORLD = endWorld(runOf(START));

function endWorld(run: ScenarioRun): World {
  return run.worldAt(run.steps.length);
}

function traceOf(text: string): string {
  return renderTrace(logOf(text));
}

/** What AWS answered to each sentence that acts. */
function answers(run: ScenarioRun): readonly string[] {
  return run.steps
    .filter((step) => step.kind === "do")
    .map((step) => (step.outcome.is === "ok" ? `${step.text}: ok` : `${step.text}: ${step.outcome.refused.code}`));
}

/** The world at the end as plain values, so that tables which hold the same count as the same. */
function endOf(run: ScenarioRun): unknown {
  const world = endWorld(run);
  return JSON.parse(
    JSON.stringify(
      {
        now: world.now,
        resources: [...world.resources.values()],
        principals: [...world.principals.values()],
        grants: [...world.grants.values()],
        knowledge: [...world.knowledge.entries()].map(([who, what]) => [who, [...what]]),
        rng: world.rng,
      },
      (_, value) => (typeof value === "bigint" ? String(value) : value instanceof Map ? [...value] : value),
    ),
  );
}

test("a generated file has no mistakes, and a run of it says the same twice", () => {
  fc.assert(
    fc.property(scenario, (sentences) => {
      const text = fileOf(sentences);
      expect(traceOf(text)).toBe(traceOf(text));
    }),
    runs(30),
  );
});

test("formatting keeps the run, and formatting again changes nothing", () => {
  fc.assert(
    fc.property(scenario, (sentences) => {
      const text = fileOf(sentences).replaceAll("; ", " ;\n").replaceAll("create ", "create   ");
      const formatted = format(text);
      expect(format(formatted)).toBe(formatted);
      expect(answers(runOf(formatted))).toEqual(answers(runOf(text)));
      expect(endOf(runOf(formatted))).toEqual(endOf(runOf(text)));
    }),
    runs(30),
  );
});

test("questions change nothing", () => {
  fc.assert(
    fc.property(scenario, fc.array(fc.nat(9_999), { minLength: 4, maxLength: 4 }), (sentences, picks) => {
      const plain = runOf(fileOf(sentences));
      const question = (at: number): string => fill(QUESTIONS[at % QUESTIONS.length]!, picks, START_WORLD, 0)!;
      const asked = runOf(fileOf(sentences.flatMap((each, at) => [each, question(at + picks[0]!)])));
      expect(answers(asked)).toEqual(answers(plain));
      expect(endOf(asked)).toEqual(endOf(plain));
    }),
    runs(30),
  );
});

test("90 days at once are 90 times a day", () => {
  fc.assert(
    fc.property(scenario, (sentences) => {
      const text = fileOf(sentences);
      expect(endOf(runOf(`${text}repeat 90 times { advance 1 day }\n`))).toEqual(endOf(runOf(`${text}advance 90 days\n`)));
    }),
    runs(25),
  );
});

test("another Deny never turns a denial into an allow", () => {
  const who = fc.constantFrom("A/app", "A/admin", "B/backup", "C/reader");
  const action = fc.constantFrom("kms:Decrypt", "kms:Encrypt", "kms:DescribeKey");
  fc.assert(
    fc.property(scenario, who, action, who, action, (sentences, denied, what, asker, wanted) => {
      const claim = `expect ${asker} cannot ${wanted} on key1\n`;
      const before = runOf(fileOf(sentences) + claim);
      if (before.steps.at(-1)?.expectation?.held !== true) return;
      const deny = `policy of key1 denies ${denied} to "${what}" expect ok\ndeny ${denied} to "${what}" on key1\n`;
      expect(runOf(fileOf(sentences) + deny + claim).steps.at(-1)?.expectation?.held).toBe(true);
    }),
    runs(30),
  );
});

test("renaming everything renames the trace, and nothing else", () => {
  fc.assert(
    fc.property(scenario, (sentences) => {
      const text = fileOf(sentences);
      const renamed = (of: string): string =>
        of.replaceAll(/\b(key|volume|snapshot|bucket)(?=-?\d)/g, (name) => name.toUpperCase());
      expect(traceOf(renamed(text))).toBe(renamed(traceOf(text)));
    }),
    runs(30),
  );
});

test("the scenarios of a file come out alike in any order", () => {
  fc.assert(
    fc.property(scenario, scenario, (one, two) => {
      const block = (name: string, sentences: readonly string[]): string =>
        `scenario "${name}" {\n${sentences.map((each) => `  ${each}\n`).join("")}}\n`;
      const [a, b] = logOf(fileOf([block("one", one), block("two", two)])).scenarios;
      const [d, c] = logOf(fileOf([block("two", two), block("one", one)])).scenarios;
      expect([answers(c!), endOf(c!)]).toEqual([answers(a!), endOf(a!)]);
      expect([answers(d!), endOf(d!)]).toEqual([answers(b!), endOf(b!)]);
    }),
    runs(25),
  );
});

test("every world that was kept is the world that a run to there ends in", () => {
  fc.assert(
    fc.property(scenario, fc.nat(9_999), (sentences, pick) => {
      const whole = runOf(fileOf(sentences));
      const count = pick % (sentences.length + 1);
      const part = runOf(fileOf(sentences.slice(0, count)));
      expect(endOf({ ...part, worldAt: () => whole.worldAt(part.steps.length) })).toEqual(endOf(part));
    }),
    runs(30),
  );
});
