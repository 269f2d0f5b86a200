// What fell due in an advance, what is folded, and the mouse.
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { mouseAction } from "../../src/tui/mouse.js";
import { reduce } from "../../src/tui/reduce.js";
import type { ReplayState } from "../../src/tui/state.js";
import { branch, opened, press, screen } from "./replay-lab.js";

const log = simulate({
  name: "year",
  text: [
    "default in acct A region us-east-1",
    "create key k1",
    "create key k2",
    "enable rotation of k1 every 90 days",
    "delete k2 after 7 days",
    "advance 200 days",
    "disable k1",
  ].join("\n"),
});
const atAdvance = press(opened(log), "G", "h");
const where = ({ step, due }: ReplayState) => (due === undefined ? `${step}` : `${step}.${due}`);

describe("a call and a loop are folded", () => {
  const folds = simulate({
    name: "folds",
    text: [
      "default in acct A region us-east-1",
      "create key k1; create key k2 region us-west-2",
      "define back-up(volume) { snapshot <volume> as <volume>-daily; copy <volume>-daily to region us-west-2 with k2 as <volume>-remote }",
      "for v in vol1, vol2 { create volume <v> with k1; back-up(<v>) }",
      "repeat 1 times { rotate k1 }",
      "disable k1",
    ].join("\n"),
  });
  const at = ({ step, whole }: ReplayState) => (whole === undefined ? `${step}` : `${step} ${whole.text}`);
  const walk = (state: ReplayState, ...keys: readonly string[]) => {
    let now = state;
    return keys.map((key) => {
      now = press(now, key);
      return at(now);
    });
  };
  const start = press(opened(folds, 100, 22), "l");

  test("into one row each, of which one step is none", () => {
    const shown = screen(start).join("\n");
    expect(shown).toMatch(/▶✓ +2 create key k2/);
    expect(shown).toMatch(/ ✓ +8 ▸ for v in vol1, vol2 +6 steps/);
    expect(shown).toMatch(/ ✓ +9 rotate k1/);
    expect(shown).not.toContain("create volume vol1");
  });

  test("that l and h step over", () => {
    expect(walk(start, "l", "l", "h", "h")).toEqual(["8 for v in vol1, vol2", "9", "8 for v in vol1, vol2", "2"]);
  });

  test("and → goes into; ← goes out of where it begins", () => {
    expect(walk(start, "right", "right", "right", "right", "right", "right")).toEqual([
      "8 for v in vol1, vol2",
      "3",
      "5 back-up(vol1)",
      "4",
      "5",
      "6",
    ]);
    expect(walk(press(start, "right", "right", "right", "right"), "left", "left", "left", "left")).toEqual([
      "5 back-up(vol1)",
      "3",
      "8 for v in vol1, vol2",
      "2",
    ]);
  });

  test("the whole of it is told, and the world against the one before it", () => {
    const whole = press(start, "l");
    expect(screen(whole).join("\n")).toMatch(/for v in vol1, vol2 +│\n.*steps 3 to 8 · → goes in/);
    expect(screen(press(whole, "3")).join("\n")).toContain("grants ever  0 → 2");
  });

  test("whoever is led into one sees it open", () => {
    const shown = screen(press(start, ":", "<4>", "return")).join("\n");
    expect(shown).toMatch(/▶✓ +4 snapshot vol1/);
    expect(shown).toMatch(/ ✓ +8 ▸ back-up\(vol2\) +2 steps/);
  });

  test("a failure within shows on the row", () => {
    const failing = simulate({
      name: "failing",
      text: "create key k1 in acct A region us-east-1\nrepeat 3 times { expect k1 is disabled }\ndisable k1",
    });
    expect(screen(press(opened(failing, 100, 22), "g")).join("\n")).toMatch(/ ✗ 4 ▸ repeat 3 times +3 steps/);
  });
});

describe("→ goes into an advance", () => {
  test("event by event, then on; ← back in the same way", () => {
    const places: string[] = [];
    let state = atAdvance;
    for (const key of ["right", "right", "right", "right", "left", "right", "left", "left"]) {
      state = press(state, key);
      places.push(where(state));
    }
    expect(places).toEqual(["5.1", "5.2", "5.3", "6", "5", "5.1", "5", "4"]);
  });

  test("an event shows what it is, when, and what it did", () => {
    const shown = screen(press(atAdvance, "right", "right")).join("\n");
    expect(shown).toContain("event 2 of 3 · 2026-04-01 00:00:00Z");
    expect(shown).toContain("✓ kms:RotateKey k1");
    expect(shown).toContain("~ key k1 rotated: k1-material-2");
    expect(shown).not.toContain("kms:DeleteKey");
    expect(shown).toMatch(/▶ {3}04-01 rotation of k1/);
  });

  test("l and j step over the events, Esc closes the step", () => {
    expect(where(press(atAdvance, "right", "l"))).toBe("6");
    expect(where(press(atAdvance, "right", "j"))).toBe("6");
    expect(where(press(atAdvance, "right", "escape"))).toBe("5");
  });

  test("of a thousand events the window shows those around the one at hand", () => {
    const years = simulate({
      name: "years",
      text: "create key k1 in acct A region us-east-1\nenable rotation of k1 every 90 days\nadvance 8000 days\n",
    });
    const state = press(opened(years), "G", ...Array.from({ length: 60 }, () => "right"));
    expect(where(state)).toBe("3.60");
    expect(screen(state).join("\n")).toMatch(/▶ {3}2040-10-14 rotation of k1/);
  });
});

describe("the mouse", () => {
  const event = (text: string) => {
    const action = mouseAction(text);
    if (action === undefined || action === "nothing") throw new Error(`${text} is ${action}`);
    return action;
  };
  const moused = (state: ReplayState, text: string) => reduce(state, event(text), branch);

  test("a click on a step goes to it, on a pane into it", () => {
    // Columns and rows of a terminal count from 1: head, timeline and border are above the first step.
    expect(moused(opened(log), "[<0;8;6M").step).toBe(3);
    expect(moused(opened(log), "[<0;60;6M").focus).toBe("why");
    expect(moused(opened(log, 120, 40), "[<0;50;6M").focus).toBe("world");
    expect(moused(opened(log), "[<0;8;1M").step).toBe(1);
  });

  test("a click on an event that fell due goes to it", () => {
    expect(where(moused(press(atAdvance, "right"), "[<0;8;11M"))).toBe("5.3");
  });

  test("the wheel steps in the steps and scrolls another pane", () => {
    expect(moused(opened(log), "[<65;8;6M").step).toBe(2);
    expect(moused(press(opened(log), "l"), "[<64;8;6M").step).toBe(1);
    const scrolled = moused(moused(opened(log), "[<65;60;6M"), "[<65;60;6M");
    expect([scrolled.focus, scrolled.scroll, scrolled.step]).toEqual(["why", 2, 1]);
  });

  test("a button that is let go and a wheel to the side are nothing; a key is no mouse", () => {
    expect(mouseAction("[<0;8;6m")).toBe("nothing");
    expect(mouseAction("[<66;8;6M")).toBe("nothing");
    expect(mouseAction("[A")).toBeUndefined();
    expect(mouseAction("l")).toBeUndefined();
  });

  test("nothing can be hit while the keys are shown or something is typed", () => {
    expect(moused(press(opened(log), "?"), "[<0;8;6M").step).toBe(1);
    expect(moused(press(opened(log), "/"), "[<0;8;6M").step).toBe(1);
  });
});

test("the list of keys scrolls on a small screen and reaches its last line", () => {
  const help = press(opened(log), "?");
  expect(screen(help).at(-1)).toMatch(/ \d+ more: j and PgDn show them; any other key closes this/);
  const end = press(help, ...Array.from({ length: 9 }, () => "pagedown"));
  expect(end.help).toBe(true);
  expect(screen(end).join("\n")).toMatch(/q {7}quit/);
  expect(press(end, "l").help).toBe(false);
});

test("a run that goes into another year shows its years, and the bill begins with the newest month", () => {
  const years = simulate({ name: "years", text: "create key k1 in acct A region us-east-1\nadvance 400 days\ndisable k1\n" });
  const shown = screen(press(opened(years, 120, 40), "G")).join("\n");
  expect(shown).toContain(" 2026-01-01 ●");
  expect(shown).toContain("2026-01-01 A kms:CreateKey");
  expect(shown).toContain("2027-02-05 A kms:DisableKey k1");
  expect(shown).toMatch(/by month {2}total .*\n.*A {2}2027-02/);
});
