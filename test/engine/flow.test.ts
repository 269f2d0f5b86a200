import { describe, expect, test } from "vitest";
import { theRegistry } from "../../src/api/simulate.js";
import { runOnBranch } from "../../src/engine/branch.js";
import { mistakesOf, resultOf, run, scenarioOf } from "./running.js";

const start = "default in acct A region us-east-1\ncreate key k1\n";

describe("scenarios", () => {
  test("what stands before the first block is set-up, and runs afresh for each", () => {
    const log = run(`${start}scenario "one" { disable k1\n expect k1 is disabled }\nscenario "two" { expect k1 is enabled }`);
    expect(log.scenarios.map((each) => [each.name, each.failures.length])).toEqual([
      ["one", 0],
      ["two", 0],
    ]);
  });

  test("each row of a table is a scenario of its own", () => {
    const log = run(
      `${start}scenario "state <state>" for each\n | state |\n | enabled |\n | disabled |\n{ expect k1 is <state> }`,
    );
    expect(log.scenarios.map((each) => [each.name, each.failures.length])).toEqual([
      ["state enabled", 0],
      ["state disabled", 1],
    ]);
  });

  test("a refusal that nobody expected ends the scenario, and the rest is counted as not run", () => {
    const { failures, notRun } = scenarioOf(`${start}disable k1\nencrypt "x" with k1\nenable k1\nexpect k1 is enabled`);
    expect(failures.map((each) => each.lines)).toEqual([["refused with DisabledException; it was expected to work"]]);
    expect(notRun).toBe(2);
  });

  test("a failed expectation does not end it", () => {
    const { failures } = scenarioOf(`${start}expect k1 is disabled\ndisable k1\nexpect k1 is enabled`);
    expect(failures.map((each) => each.step)).toEqual([2, 4]);
  });

  test("`expect denied` may be the next statement", () => {
    expect(resultOf(`${start}encrypt "x" with k1 by A/app\nexpect denied`)).toBe("passed");
  });

  test("`expect error` holds for a denial too; `expect denied` for a want of permission only", () => {
    expect(
      resultOf(
        `${start}encrypt "x" with k1 by A/app expect error\ndisable k1\nencrypt "x" with k1 expect error DisabledException`,
      ),
    ).toBe("passed");
    expect(resultOf(`${start}disable k1\nencrypt "x" with k1 expect denied`)).toContain(
      "wanted denied | got error (DisabledException",
    );
  });
});

describe("loops, definitions, placeholders", () => {
  test("a definition's body sees its parameters", () => {
    expect(
      resultOf(`${start}define twice(key) { rotate <key>; advance 1 hour; rotate <key> }\ntwice(k1)\nexpect k1.rotations is 2`),
    ).toBe("passed");
  });

  test("a placeholder may be part of a name", () => {
    expect(
      resultOf(`${start}for r in us-west-2, eu-west-1 { create key k-<r> in region <r> }\nexpect count of keys in acct A is 3`),
    ).toBe("passed");
  });

  test("a missing placeholder is told with the nearest", () => {
    const text = `${start}let window = 7 days\ndelete k1 after <windo>`;
    const { diagnostics } = run(text);
    expect(diagnostics.map((each) => [each.code, each.hint])).toEqual([["name/unknown-placeholder", "did you mean `<window>`?"]]);
  });

  test("a definition that calls itself is refused with the chain", () => {
    expect(mistakesOf("define a() { b() }\ndefine b() { a() }\na()")).toEqual(['flow/calls-itself at "a"']);
    expect(run("define a() { a() }\na()").diagnostics[0]?.args.name).toBe("a → a");
  });

  test("a definition that calls itself is refused where nothing else calls it, too", () => {
    expect(mistakesOf("define a() { a() }")).toEqual(['flow/calls-itself at "a"']);
    const log = run("define a() { repeat 2 times { b() } }\ndefine b() { c() }\ndefine c() { b() }");
    expect(log.diagnostics.filter((each) => each.severity === "error").map((each) => each.args.name)).toEqual(["b → c → b"]);
  });

  test("`repeat 0 times` runs nothing", () => {
    expect(resultOf(`${start}repeat 0 times { disable k1 }\nexpect k1 is enabled`)).toBe("passed");
  });

  test("the step limit ends a million million repetitions with a diagnostic", () => {
    const log = run(`${start}repeat 1000000 times { repeat 1000000 times { encrypt "x" with k1 } }`, {
      limits: { stepCountMax: 50 },
    });
    expect(log.diagnostics.map((each) => each.code)).toEqual(["limit/steps"]);
  });

  test("loops and definitions that multiply end with a diagnostic, in the check already where it would have to go through them", () => {
    const limits = { stepCountMax: 50 };
    const codes = (text: string, checkOnly: boolean) => run(text, { limits, checkOnly }).diagnostics.map((each) => each.code);
    const definitions = "define a() { b(); b() }\ndefine b() { c(); c() }\ndefine c() { d(); d() }\ndefine d() { e(); e() }\n";
    const calls = `${definitions}define e() { f(); f() }\ndefine f() { explain }\na()`;
    for (const text of [calls, "for a in 1, 2, 3, 4 { for b in 1, 2, 3, 4 { for c in 1, 2, 3, 4 { } } }"])
      expect(codes(text, true)).toEqual(["limit/turns"]);
    for (const text of ["repeat 1000000 times { repeat 1000000 times { } }", "repeat 1000000 times { let a = 1\n let b = <a> }"])
      expect(codes(text, false)).toContain("limit/turns");
    expect(codes("repeat 50 times { }\nfor a in 1, 2 { for b in 1, 2 { } }", true)).toEqual([]);
  });

  test("each scenario and each row has turns of its own", () => {
    const text = 'scenario "<a>" for each\n| a |\n| 1 |\n| 2 |\n{ repeat 40 times { } }\nscenario "b" { repeat 40 times { } }';
    expect(run(text, { limits: { stepCountMax: 50 } }).diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  });

  test("`every 1 second for 1000 years` is refused before it runs", () => {
    expect(mistakesOf(`${start}every 1 second for 1000 years { rotate k1 }`)).toEqual([
      'limit/steps at "every 1 second for 1000 years"',
    ]);
  });
});

describe("time", () => {
  test("what falls due happens at its own instant, in order", () => {
    const { steps } = scenarioOf(
      `${start}enable rotation of k1 every 90 days\ncreate key k2\ndelete k2 after 30 days\nadvance 100 days`,
    );
    const due = steps
      .at(-1)!
      .facts.flatMap((fact) => (fact.is === "due" ? [`${new Date(fact.at).toISOString().slice(0, 10)} ${fact.subject}`] : []));
    expect(due).toEqual(["2026-01-31 k2", "2026-04-01 k1"]);
  });

  test("years are calendar years", () => {
    const { steps } = scenarioOf("clock 2028-02-29\ndefault in acct A region us-east-1\ncreate key k1\nadvance 1 year");
    expect(new Date(steps.at(-1)!.at).toISOString()).toBe("2029-02-28T00:00:00.000Z");
  });

  test("the clock does not go back once something has happened", () => {
    expect(mistakesOf(`${start}clock 2020-01-01`)).toEqual(['time/clock-back at "2020-01-01"']);
  });

  test.each(["advance 99999999999 years", "advance 300 years"])("`%s` is out of range", (statement) => {
    expect(mistakesOf(start + statement)[0]).toContain("time/out-of-range");
  });

  test("`advance 90 days` is the same as ninety times `advance 1 day`", () => {
    const body = "enable rotation of k1 every 90 days\ncreate key k2\ndelete k2 after 30 days\n";
    const whole = scenarioOf(`${start}${body}advance 90 days`);
    const split = scenarioOf(`${start}${body}repeat 90 times { advance 1 day }`);
    const events = (run: typeof whole) => run.steps.flatMap((step) => step.facts).filter((fact) => fact.is === "due");
    expect(events(split)).toEqual(events(whole));
  });
});

describe("chance comes from the seed", () => {
  test("the same seed gives the same steps, another seed others", () => {
    const text = `${start}repeat 100 times { with chance 50% { encrypt "x" with k1 } }`;
    const counts = ["1", "1", "2"].map((seed) => scenarioOf(text, { seed }).steps.length);
    expect(counts[0]).toBe(counts[1]);
    expect(counts[0]).not.toBe(counts[2]);
  });

  test("a second seed is refused", () => {
    expect(mistakesOf(`seed 42\nseed 43\n${start}`)).toEqual(['chance/seed-twice at "seed 43"']);
  });

  test("a scenario may have a seed of its own, whatever the set-up's is", () => {
    const text = (seed: string) =>
      `seed 7\n${start}\nscenario "a" { ${seed}\nrepeat 100 times { with chance 50% { encrypt "x" with k1 } } }`;
    const counts = ["", "seed 7", "seed 42"].map((seed) => scenarioOf(text(seed)).steps.length);
    expect(counts[1]).toBe(counts[0]);
    expect(counts[2]).not.toBe(counts[0]);
  });
});

describe("never and always", () => {
  test("no step is blamed for what did not hold before it was said", () =>
    expect(resultOf(`${start}describe k1\nalways k1 is disabled\nrotate k1`)).toBe(
      "step 2: `always k1 is disabled` does not hold where it is said | got k1 is enabled",
    ));

  test("the first step that breaks one is named, once", () => {
    const result = resultOf(`${start}always k1 is enabled\nrotate k1\ndisable k1\nrotate k1 expect error`);
    expect(result).toBe("step 3: `always k1 is enabled` is broken by step 3: disable k1 | got k1 is disabled");
  });
});

describe("a range", () => {
  test("goes through the whole numbers from the first to the last, among other values too", () => {
    const made = scenarioOf("for n in 2 to 4, 9 { create key k<n> in acct A region us-east-1 }").steps.map(({ text }) => text);
    expect(made).toEqual(["2", "3", "4", "9"].map((n) => `create key k${n} in acct A region us-east-1`));
  });

  test("one of its numbers is picked", () =>
    expect(resultOf('pick n from 1 to 6\ndocument doc<n> "x"\nadvance <n> days')).toBe("passed"));

  test("goes up, is of whole numbers, and has an end", () => {
    expect(mistakesOf("for n in 3 to 1 { explain }")).toEqual(['number/range-backwards at "3 to 1"']);
    expect(mistakesOf("for n in 1.5 to 3 { explain }")).toEqual(['number/not-whole at "1.5"']);
    expect(mistakesOf("for n in 1 to 10001 { explain }")).toEqual(['limit/range at "1 to 10001"']);
    const [told] = run("for n in 1..9 { explain }").diagnostics;
    expect([told?.code, told?.hint]).toEqual(["number/unreadable", "a range is written `1 to 9`"]);
  });

  // KMS pricing: $1 a month for a key, and $1 more after its first and after its second rotation, none after that.
  test("a thousand keys that rotate cost a thousand dollars a month, and three thousand in the end", () => {
    const text = `clock 2026-01-01
default in acct A region us-east-1
for n in 1 to 1000 { create key k<n>; enable rotation of k<n> every 90 days }
expect count of keys in acct A is 1000
advance to 2027-01-01
expect bill of A for kms in 2026-01 is $1000.00
expect bill of A for kms in 2026-12 is $3000.00`;
    expect(resultOf(text)).toBe("passed");
  });
});

describe("includes", () => {
  const files = new Map([
    [
      "common.scenario",
      "default in acct A region us-east-1\ncreate key k1\nlet days = 3 days\ndefine off(key) { disable <key> }",
    ],
    ["ring.scenario", 'include "ring.scenario"'],
  ]);
  const readFile = (path: string) => {
    const text = files.get(path);
    return text === undefined ? { problem: "there is no such file" } : { text };
  };

  test("a file is taken in outside all blocks, wherever the block stands", () => {
    const told = ['scenario "one" { include "common.scenario" }', 'define a() { include "common.scenario" }'].map((text) =>
      mistakesOf(text, { readFile }),
    );
    expect(told).toEqual(Array(2).fill(['flow/include-in-block at "include "common.scenario""']));
    const inner = {
      readFile: (path: string) => (path === "a.scenario" ? { text: 'repeat 1 times { include "b.scenario" }' } : { problem: "" }),
    };
    expect(run('include "a.scenario"', inner).diagnostics.map(({ code, file }) => `${file} ${code}`)).toEqual([
      "a.scenario flow/include-in-block",
    ]);
  });

  test("what is tried on a branch takes in no file", () => {
    const log = run("create key k1 in acct A region us-east-1");
    for (const tried of ['include "common.scenario"', 'repeat 2 times { include "common.scenario" }']) {
      const { diagnostics } = runOnBranch({ log, run: log.scenarios[0]!, step: 1 }, tried, { registry: theRegistry() });
      expect(diagnostics.map(({ code, args }) => [code, args])).toEqual([
        ["file/unreadable", { path: "common.scenario", problem: "a branch takes in no file" }],
      ]);
    }
  });

  test("an included file's set-up, names, lets and definitions are there", () => {
    expect(resultOf('include "common.scenario"\nadvance <days>\noff(k1)\nexpect k1 is disabled', { readFile })).toBe("passed");
  });

  test("a file included twice runs once", () => {
    expect(
      resultOf('include "common.scenario"\ninclude "common.scenario"\nexpect count of keys in acct A is 1', { readFile }),
    ).toBe("passed");
  });

  test("a ring is told, and a missing file", () => {
    expect(mistakesOf('include "ring.scenario"', { readFile })[0]).toContain("file/include-ring");
    expect(mistakesOf('include "none.scenario"', { readFile })[0]).toContain("file/unreadable");
  });
});

describe("a run changes nothing that it was given", () => {
  test("every world of a run is kept, and refused steps leave it as it was", () => {
    const scenario = scenarioOf(`${start}create volume vol1 with k1 by A/app expect denied\nrotate k1`);
    expect(scenario.worldAt(2).resources).toBe(scenario.worldAt(1).resources);
    expect(scenario.worldAt(0).resources.size).toBe(0);
  });

  test("a step that makes something gives a frozen world, one that only looks gives the very world before it", () => {
    const scenario = scenarioOf(`${start}create volume vol1 with k1\nexpect k1 is enabled\ndescribe k1`);
    const worlds = scenario.steps.map(({ world }) => world);
    expect(worlds.every(Object.isFrozen)).toBe(true);
    const [made, ...looked] = worlds.slice(-3);
    expect(made).not.toBe(worlds.at(-4));
    expect(looked.every((world) => world === made)).toBe(true);
  });
});

describe("claims with a deadline", () => {
  const deleting = `${start}clock 2026-01-01\ndelete k1 after 7 days\n`;

  test("a key that waits 7 days for its deletion is deleted within 8 days, and not within 6", () => {
    expect(resultOf(`${deleting}expect k1 is deleted within 8 days`)).toBe("passed");
    expect(resultOf(`${deleting}expect k1 is deleted within 6 days`)).toContain(
      "got k1 is pending-deletion, and so it stays until 2026-01-07 00:00:00Z",
    );
  });

  test("it is said when the claim came to hold, and the clock stays", () => {
    const { steps } = scenarioOf(`${deleting}expect k1 is deleted within 30 days`);
    expect(steps.at(-1)?.expectation?.at).toBe(Date.UTC(2026, 0, 8));
    expect(steps.at(-1)?.at).toBe(Date.UTC(2026, 0, 1));
    expect(resultOf(`${deleting}expect k1 is deleted within 30 days\nexpect k1 is pending-deletion`)).toBe("passed");
  });

  test("a claim that holds now has no later instant", () => {
    expect(scenarioOf(`${start}expect k1 is enabled within 3 days`).steps.at(-1)?.expectation).not.toHaveProperty("at");
  });

  test("an outcome is settled, and takes none", () => {
    expect(mistakesOf(`${start}encrypt "x" with k1\nexpect ok within 3 days`)).toEqual([
      expect.stringContaining("expect/outcome-within"),
    ]);
  });
});
