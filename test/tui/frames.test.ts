// The screen as text, at the sizes that people have; the files under screens/ are what a user sees.
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { columnsOf } from "../../src/tui/columns.js";
import { opened, press, screen, tourLog } from "./replay-lab.js";

const log = tourLog();
const file = (name: string) => `./screens/${name}.txt`;

test.each([
  ["80x24", 80, 24],
  ["120x40", 120, 40],
] as const)("the third lesson at %s: at a step, and where the copy is denied", async (name, columns, rows) => {
  const first = press(opened(log, columns, rows), ":", "<7>", "return");
  await expect(`${screen(first).join("\n")}\n`).toMatchFileSnapshot(file(`${name}-step`));
  const denied = press(opened(log, columns, rows), "s", "s", "G", "D", "G");
  await expect(`${screen(denied).join("\n")}\n`).toMatchFileSnapshot(file(`${name}-denied`));
  const whatIf = press(denied, ":", "<policy of k1 allows acct B to decrypt, describe-key, create-grant>", "return");
  await expect(`${screen(whatIf).join("\n")}\n`).toMatchFileSnapshot(file(`${name}-what-if`));
});

test.each(["3", "4", "5", "6"])("pane %s at 80x24", async (pane) => {
  const state = press(opened(log), ":", "<5>", "return", pane);
  await expect(`${screen(state).join("\n")}\n`).toMatchFileSnapshot(file(`80x24-pane-${pane}`));
});

describe("any size", () => {
  test("a frame is never taller than the rows less one, nor wider than the columns", () => {
    for (const columns of [1, 20, 29, 30, 59, 60, 80, 99, 100, 120, 200])
      for (const rows of [1, 2, 7, 8, 15, 16, 24, 40, 80])
        for (const keys of [[], ["?"], ["2", "+"], ["3"], [":", "<create key>"]]) {
          const frame = screen(press(opened(log, columns, rows), ...keys));
          expect(frame.length, `${columns}x${rows} ${keys}`).toBeLessThanOrEqual(Math.max(1, rows - 1));
          for (const row of frame) expect(columnsOf(row), `${columns}x${rows} ${row}`).toBeLessThanOrEqual(columns);
        }
  });
  test("below 30x8 a sentence", () => expect(screen(opened(log, 20, 5))).toEqual(["too small", "step 1/11"]));
});

test("in ASCII nothing else is drawn", () => {
  const frame = screen(press(opened(log, 120, 40), ":", "<7>", "return"), true).join("\n");
  expect(frame).toMatch(/^[\x20-\x7E\n]*$/);
});

test("what a scenario is named cannot reach the terminal as a command", () => {
  const evil = simulate({
    name: "evil",
    text: 'scenario "\\u001b]52;c;aGk=\\u0007" { create key k1 in acct A region us-east-1 described "\u202Egnp" }',
  });
  if (evil.scenarios.length === 0) throw new Error(evil.diagnostics.map((each) => each.code).join());
  for (const keys of [[], ["3"], ["6"], ["2", "+"]]) {
    const frame = screen(press(opened(evil), ...keys)).join("\n");
    expect(frame).not.toMatch(/[\0-\x09\x0B-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/);
  }
});

test("of a hundred thousand steps only the window is drawn", () => {
  const first = log.scenarios[0]!;
  const step = first.steps[0]!;
  const steps = Array.from({ length: 100_000 }, (_, at) => ({ ...step, number: at + 1 }));
  const long = {
    ...log,
    scenarios: [{ ...first, steps, failures: [], worldAt: (at: number) => steps[at - 1]?.world ?? first.worldAt(0) }],
  };
  const frame = screen(press(opened(long), ":", "<50000>", "return"));
  expect(frame).toHaveLength(23);
  expect(frame.join("\n")).toContain("▶✓  50000 create key k1");
});
