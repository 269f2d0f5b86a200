// What the panes say of a step, and how far they scroll.
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { withinReach } from "../../src/tui/frame.js";
import { reduce } from "../../src/tui/reduce.js";
import { unicodeSigns } from "../../src/tui/signs.js";
import type { ReplayState } from "../../src/tui/state.js";
import { branch, opened, press, screen, tourLog } from "./replay-lab.js";

const look = { signs: unicodeSigns, branch };

function replay(...lines: readonly string[]): ReplayState {
  return opened(simulate({ name: "panes", text: ["default in acct A region us-east-1", ...lines].join("\n") }));
}
const text = (state: ReplayState) => screen(state).join("\n");

describe("the world", () => {
  const rotated = press(replay("create key k1", "rotate k1"), "G", "3");
  test("says what changed of a resource by the names that expect takes", () => {
    expect(text(rotated)).toContain("rotations  0 → 1");
    expect(text(rotated)).toContain("material  k1-material-1 →");
  });
  test("has the state of a key before what stays as it is", () => {
    expect(text(rotated)).toContain("~     key k1  enabled, SYMMETRIC_DEFAULT");
    expect(text(press(replay("create key k1", "disable k1"), "G", "3"))).toContain("state  enabled → disabled");
  });
  test("counts the statements of another policy", () => {
    const state = press(replay("create key k1", "policy of k1 allows acct B to decrypt"), "G", "3");
    expect(text(state)).toContain("policy  1 → 2 statements");
  });
  test("has roles with policies of their own, and says when one gets another", () => {
    const state = press(replay("create key k1", 'allow A/app to "kms:Decrypt" on k1'), "G", "3");
    expect(text(state)).toMatch(/[+~] {3}role A\/app {2}1 policy/);
    expect(text(state)).not.toContain("A/admin");
  });
  test("says who knows which document, and what is out of order", () => {
    const state = press(replay('document d1 "x" held by A/app', "outage of kms in us-east-1"), "G", "3");
    expect(text(state)).toContain("▾ who knows what");
    expect(text(state)).toMatch(/A\/app {2}d1/);
    expect(text(state)).toContain("+     outage of kms in us-east-1");
  });
  test("is shown with what changed, folded, and with all that is known", () => {
    const state = press(replay("create key k1", "create key k2"), "G");
    expect(text(press(state, "3"))).not.toContain("manager  customer");
    expect(text(press(state, "z"))).toContain("▸ us-east-1  2 resources");
    expect(text(press(state, "z", "z"))).toContain("manager  customer");
    expect(text(press(state, "z", "z", "z"))).not.toContain("manager  customer");
  });
});

describe("the difference of two steps", () => {
  test("of a policy goes line by line, not by one line of JSON", () => {
    const state = press(replay("create key k1", 'policy of k1 allows acct B to decrypt as "backup"'), "G", "d", "+");
    expect(text(state)).toMatch(/\+ +"Sid": "backup"/);
    expect(text(state)).not.toContain('"Version":"2012-10-17","Id"');
  });
  test("of what a role may do names the policy", () => {
    const state = press(replay("create key k1", 'allow A/app to "kms:Decrypt" on k1'), "G", "d", "+");
    expect(text(state)).toContain("role A/app");
    expect(text(state)).toMatch(/\+ +"Action": "kms:Decrypt"/);
  });
  test("of the marked step and itself asks for another step", () => {
    expect(text(press(replay("create key k1"), "m", "d"))).toContain("this is the marked step: go to another one");
  });
});

describe("the trail", () => {
  test("tells what was let and what was not by a sign, before the call", () => {
    const state = press(replay("create key k1", 'encrypt "x" with k1 by A/app'), "G", "4");
    expect(text(state)).toContain("  ✓ 01-01 A kms:CreateKey k1");
    expect(text(state)).toMatch(/\+ ✗ 01-01 A kms:Encrypt k1 {2}A\/app {2}denied/);
  });
});

describe("the bill", () => {
  const advanced = press(replay("create key k1", "advance 31 days"), "G", "5");
  test("says what the step added, and to which lines", () => {
    expect(text(advanced)).toContain("+ $1.00 in this step");
    expect(text(advanced)).toMatch(/\+ \$1\.00 {2}kms-key k1/);
  });
  test("has the dearest line of a month first", () => {
    const lines = screen(press(replay("create volume vol1 size 500 GiB", "create key k1", "advance 31 days"), "G", "5"));
    expect(lines.findIndex((line) => line.includes("ebs-volume"))).toBeLessThan(
      lines.findIndex((line) => line.includes("kms-key")),
    );
  });
  test("stands with the step's reasons too", () => {
    expect(text(press(advanced, "2"))).toContain("Cost of this step  $1.00");
  });
});

test("what is watched keeps its place below a pane that is too long for it", () => {
  const log = tourLog();
  const state = press(opened(log), "s", "s", "G", "R", "G", "w", "<k1 is enabled>", "return");
  expect(text(state)).toContain("Watch");
  expect(text(state)).toContain("k1 is enabled  yes");
  expect(text(state)).toMatch(/\d+ more: 2 j/);
});

test("a watch and a condition that are typed again are gone", () => {
  const state = press(replay("create key k1", "disable k1"), "w", "<k1 is enabled>", "return", "B", "<k1 is disabled>", "return");
  expect([state.watches, state.conditions.map((each) => each.hits)]).toEqual([["k1 is enabled"], [[2]]]);
  const gone = press(state, "w", "<k1 is enabled>", "return", "B", "<k1 is disabled>", "return");
  expect([gone.watches, gone.conditions]).toEqual([[], []]);
});

describe("scrolling", () => {
  const far = (state: ReplayState): ReplayState => withinReach(press(state, ...Array.from({ length: 60 }, () => "j")), look);
  test("ends where the pane does, so that the way back begins at once", () => {
    const why = press(opened(tourLog()), "2");
    const end = far(why);
    expect(end.scroll).toBeGreaterThan(0);
    expect(screen(end)).not.toEqual(screen(press(end, "k")));
    expect(far(press(end, "?")).scroll).toBeGreaterThan(0);
    expect(screen(far(press(end, "?")))).not.toEqual(screen(press(far(press(end, "?")), "k")));
  });
  test("goes ten rows with PgDn in a pane, ten steps in the steps", () => {
    expect(press(opened(tourLog()), "2", "pagedown").scroll).toBe(10);
    expect(press(opened(tourLog()), "pagedown").step).toBe(11);
  });
  test("in the trail goes up to what was before, as it shows the newest", () => {
    const state = press(opened(tourLog()), "G", "4");
    expect(screen(press(state, "k"))).not.toEqual(screen(state));
    expect(screen(press(state, "k", "j"))).toEqual(screen(state));
  });
});

describe("a what-if", () => {
  const tried = press(replay("create key k1"), ":", "<disable k1>", "return", ":", "<enable k1>", "return");
  test("shows what was tried last first, and below it what it stands on", () => {
    const shown = text(tried);
    expect(shown.indexOf("kms:EnableKey")).toBeGreaterThan(0);
    expect(shown).not.toContain("kms:DisableKey");
    expect(shown.indexOf("on top of what was tried before")).toBeGreaterThan(shown.indexOf("kms:EnableKey"));
    expect(shown).toContain("✓ disable k1");
  });
  test("with a mistake keeps what was tried before it, and offers to write only what there is", () => {
    expect(text(press(tried, ":", "<frobnicate>", "return"))).toContain("W writes it as a scenario");
    const first = text(press(replay("create key k1"), ":", "<frobnicate>", "return"));
    expect(first).not.toContain("W writes it");
    expect(first).toContain("Esc ends it");
  });
  test("has its name on the tab", () => expect(text(tried)).toContain("[2 What if]"));
});

test("the pane with the focus is marked at its own name", () => {
  expect(text(press(replay("create key k1"), "4"))).toContain("2 Why·3 World·[▶4 Trail]");
});

test("a run that stops at a failure says how much of the file was not run", () => {
  const state = replay("create key k1", 'encrypt "x" with k1 by A/app', "disable k1", "enable k1");
  expect(text(state)).toContain("2 not run: it stops");
});

test("the timeline shows where time went by", () => {
  expect(screen(replay("create key k1", "advance 3 days"))[1]).toMatch(/▼·+ 01-04/);
});

test("a step of an included file says which", () => {
  const files = new Map([["parts/keys.scenario", "create key k1 in acct A region us-east-1\n"]]);
  const log = simulate({
    name: "main",
    file: "main.scenario",
    text: 'include "parts/keys.scenario"\ndisable k1\n',
    readFile: (path) => {
      const found = files.get(path);
      return found === undefined ? { problem: "is not there" } : { text: found };
    },
  });
  expect(text(opened(log))).toContain("keys.scenario line 1 · by A/admin");
  expect(text(press(opened(log), "l"))).toContain("│ line 2 · by A/admin");
});

test("a run within one day has its hours on the timeline", () => {
  const state = press(replay("create key k1", "advance 90 minutes", "disable k1", "advance 5 minutes"), "l");
  expect(screen(state)[1]).toMatch(/^ 00:00 .* 01:35 {3}2026-01-01 01:30$/);
});

test("a file that cannot be run any more leaves the run before, and the head says so", () => {
  const state = reduce(replay("create key k1"), { is: "stale", message: "line 2: there is no key" }, branch);
  expect(screen(state)[0]).toContain("an older run");
  expect(screen(state).at(-1)).toContain("line 2: there is no key");
  expect(screen(press(state, "G"))[0]).toContain("an older run");
  const log = simulate({ name: "panes", text: "create key k1 in acct A region us-east-1" });
  expect(screen(reduce(state, { is: "log", log }, branch))[0]).not.toContain("an older run");
});

test("where the locale knows only ASCII, names in other letters are as wide as they were", () => {
  const state = replay('scenario "鍵 × —" { create key k1 described "é…" }');
  const ascii = screen(state, true);
  expect(ascii.join("\n")).toMatch(/^[\x20-\x7E\n]*$/);
  expect(ascii[0]).toContain("?? x -");
});
