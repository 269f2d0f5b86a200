// Going through a run: what each way of moving, marking, searching and trying leads to.
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { reduce } from "../../src/tui/reduce.js";
import { branch, opened, press, screen, tourLog } from "./replay-lab.js";

const log = simulate({
  name: "steps",
  text: [
    "create key k1 in acct A region us-east-1",
    "create key k2 in acct A region us-east-1",
    "expect k1 is disabled",
    "advance 40 days",
    "disable k1",
    "expect k2 is disabled",
  ].join("\n"),
});

test("n and N go from failure to failure", () => {
  const first = press(opened(log), "n");
  expect(first.step).toBe(3);
  expect(press(first, "n").step).toBe(6);
  expect(press(first, "n", "n").message).toBe("no failure after step 6");
  expect(press(first, "n", "N").step).toBe(3);
});

test("a search makes n go from hit to hit until Esc", () => {
  const found = press(opened(log), "/", "<k2>", "return");
  expect(found.step).toBe(2);
  expect(found.search?.hits).toEqual([2, 6]);
  expect(press(found, "n").step).toBe(6);
  expect(press(found, "escape", "n").step).toBe(3);
});

test("a search for what is nowhere says so and stays", () => {
  const state = press(opened(log), "/", "<nowhere>", "return");
  expect(state.step).toBe(1);
  expect(state.message).toBe("nothing holds `nowhere`");
});

describe(": goes to", () => {
  test("a step", () => expect(press(opened(log), ":", "<5>", "return").step).toBe(5));
  test("a step beyond the last: the last", () => expect(press(opened(log), ":", "<99>", "return").step).toBe(6));
  test("a line", () => expect(press(opened(log), ":", "<line 4>", "return").step).toBe(4));
  test("a date", () => expect(press(opened(log), ":", "<2026-02-01>", "return").step).toBe(4));
  test("no date after the end", () =>
    expect(press(opened(log), ":", "<2027-02-01>", "return").message).toBe("the run ends before 2027-02-01"));
});

describe("a what-if", () => {
  test("runs on a branch and leaves the run alone", () => {
    const state = press(opened(log), "l", ":", "<disable k1>", "return");
    expect(state.whatIf?.branch.steps.map((step) => step.text)).toEqual(["disable k1"]);
    expect(state.whatIf?.branch.steps[0]?.outcome.is).toBe("ok");
    expect(state.log).toBe(log);
    expect(log.scenarios[0]!.steps).toHaveLength(6);
  });
  test("goes on from the one before at the same step", () => {
    const state = press(opened(log), "l", ":", "<disable k1>", "return", ":", "<expect k1 is disabled>", "return");
    expect(state.whatIf?.branch.steps.at(-1)?.expectation?.held).toBe(true);
  });
  test("that cannot be read says why", () => {
    const state = press(opened(log), ":", "<frobnicate k1>", "return");
    expect(screen(state).join("\n")).toContain("error syntax/unknown-statement");
  });
  test("is written as a scenario that runs", () => {
    const tried = press(opened(tourLog()), "G", ":", "<disable k2>", "return", "W");
    expect(tried.request?.is).toBe("write");
  });
});

test("a breakpoint stops what plays, and the next tick is the next step", () => {
  let state = press(opened(log), "l", "b", "g", "space");
  expect(state.playing).toBe(1);
  state = reduce(state, { is: "tick" }, branch);
  expect([state.step, state.playing]).toEqual([2, undefined]);
});

test("a condition is a breakpoint where it becomes true", () => {
  expect(press(opened(log), "B", "<k1 is disabled>", "return").conditions[0]?.hits).toEqual([5]);
  expect(press(opened(log), "B", "<bill above $1>", "return").conditions[0]?.hits).toEqual([4]);
  expect(press(opened(log), "B", "<some day>", "return").conditions).toEqual([]);
});

test("a watch shows a claim and how it changed", () => {
  const state = press(opened(log), "w", "<k1 is disabled>", "return", ":", "<5>", "return", "2");
  expect(screen(state).join("\n")).toContain("k1 is disabled  yes  (was no)");
});

test("a mark is compared with", () => {
  const state = press(opened(log), "m", "G", "'", "3");
  expect(screen(state).join("\n")).toContain("2 changed against mark 1");
});

test("after the file was run again one is at the same step of the same scenario", () => {
  const tour = tourLog();
  const state = press(opened(tour), "s", "s", "l");
  const again = reduce(state, { is: "log", log: tourLog() }, branch);
  expect([again.scenario, again.step]).toEqual([2, 5]);
});

test("the next scenario opens at its own first step, behind the set-up that all share, and says its name", () => {
  const state = press(opened(tourLog()), "s");
  expect(state.step).toBe(4);
  expect(state.message).toBe("scenario 2 of 5: step 1 left out: what is under aws/ebs stays in its account");
});

test("what the author wrote stands with the step: the comment above it, the one behind it, and the file's first words", () => {
  const commented = simulate({
    name: "lesson",
    text: [
      "# A first line,",
      "# and a second.",
      "",
      "# A paragraph of its own.",
      "default in acct A region us-east-1",
      "create key k1  # why k1",
      'scenario "one" {',
      "  # inside one",
      "  disable k1",
      "}",
      "# about two",
      'scenario "two" { enable k1 }',
    ].join("\n"),
  });
  const why = (...keys: readonly string[]) =>
    screen(press(opened(commented, 120, 40), ...keys))
      .map((row) => row.slice(72).replaceAll("│", "").trim())
      .join("\n");
  expect(why()).toMatch(/# A first line, and a second\.\n# A paragraph of its own\.\n\ncreate key k1\nline 6 .*\n# why k1/);
  expect(why("l")).toMatch(/# inside one\n\ndisable k1/);
  expect(why("s")).toMatch(/# about two\n\nenable k1/);
});

describe("what was set for the steps of one run", () => {
  const two = simulate({
    name: "two",
    text: [
      'scenario "long" { create key k1 in acct A region us-east-1; disable k1; enable k1; disable k1 }',
      'scenario "short" { create key k1 in acct A region us-east-1; disable k1 }',
    ].join("\n"),
  });
  test("does not reach beyond the steps of another scenario, and is there again on the way back", () => {
    const there = press(opened(two), "G", "b", "m", "B", "<k1 is disabled>", "return", "s");
    expect(screen(there)[0]).toContain("short");
    expect([[...there.breakpoints], there.mark]).toEqual([[], undefined]);
    expect(there.conditions.map(({ hits }) => hits)).toEqual([[2]]);
    const back = press(there, "S");
    expect([...back.breakpoints]).toEqual([4]);
    expect(back.conditions.map(({ hits }) => hits)).toEqual([[2, 4]]);
  });
  test("stays as far as it goes when the file was saved with fewer steps", () => {
    const one = (...lines: string[]) =>
      simulate({ name: "one", text: ["create key k1 in acct A region us-east-1", ...lines].join("\n") });
    const set = press(opened(one("disable k1", "enable k1", "disable k1")), "l", "b", "G", "b", "m", "'");
    const again = reduce(set, { is: "log", log: one("disable k1") }, branch);
    expect([again.step, [...again.breakpoints], again.mark, again.comparing]).toEqual([2, [2], undefined, false]);
    expect(screen(again)).toHaveLength(23);
  });
});
