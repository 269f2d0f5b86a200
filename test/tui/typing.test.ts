// What is typed, pasted and typed again.
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { InputReader, type KeyFlags } from "../../src/tui/input.js";
import { reduce } from "../../src/tui/reduce.js";
import type { ReplayState } from "../../src/tui/state.js";
import { branch, opened, press, screen } from "./replay-lab.js";

const log = simulate({
  name: "typing",
  text: "create key k1 in acct A region us-east-1\ndisable k1\nenable k1\nadvance 3 days\n",
});

const NO_KEY: KeyFlags = {
  leftArrow: false,
  rightArrow: false,
  upArrow: false,
  downArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  tab: false,
  backspace: false,
  delete: false,
  escape: false,
  ctrl: false,
};

function paste(state: ReplayState, text: string): ReplayState {
  return reduce(state, { is: "paste", text }, branch);
}

describe("what a terminal sends", () => {
  test("letters that come at once are keys, one by one", () => {
    expect(new InputReader().read("lj", NO_KEY)).toEqual([
      { is: "key", key: "l" },
      { is: "key", key: "j" },
    ]);
  });
  test("a paste is one text, in however many pieces it comes, and no letter of it is a key", () => {
    const reader = new InputReader();
    expect(reader.read("[200~", NO_KEY)).toEqual([]);
    expect(reader.read("create key k9", NO_KEY)).toEqual([]);
    expect(reader.read("", { ...NO_KEY, return: true })).toEqual([]);
    expect(reader.read("quit", NO_KEY)).toEqual([]);
    expect(reader.read("[201~", NO_KEY)).toEqual([{ is: "paste", text: "create key k9\nquit" }]);
    expect(reader.read("q", NO_KEY)).toEqual([{ is: "key", key: "q" }]);
  });
  test("that the window has the focus, and keys that nobody knows, are nothing", () => {
    for (const report of ["[I", "[O", "[1;5P", "[?62;c"]) expect(new InputReader().read(report, NO_KEY)).toEqual([]);
    expect(new InputReader().read("[", NO_KEY)).toEqual([{ is: "key", key: "[" }]);
  });
});

describe("a paste", () => {
  test("behind : may be several statements, which are tried together", () => {
    const state = press(paste(press(opened(log), ":"), "disable k1\r\nenable k1\n"), "return");
    expect(state.whatIf?.branch.steps.map((step) => step.text)).toEqual(["disable k1", "enable k1"]);
  });
  test("behind / stands on one line", () => {
    expect(paste(press(opened(log), "/"), "disable\n\tk1\n").prompt?.text).toBe("disable  k1");
  });
  test("where nothing is typed does nothing and says so", () => {
    const state = paste(opened(log), "q\nG");
    expect(state.step).toBe(1);
    expect(state.request).toBeUndefined();
    expect(screen(state).at(-1)).toContain("what is pasted does nothing here");
  });
  test("brings no command to the terminal", () => {
    const state = paste(press(opened(log), ":"), "a\u001b]52;c;aGk=\u0007b");
    expect(screen(state).join("\n")).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
  test("that is too long is cut, and that is said", () => {
    const state = paste(press(opened(log), ":"), "x".repeat(10_000));
    expect(state.prompt?.text).toHaveLength(4000);
    expect(screen(state).at(-1)).toContain("4000 characters at most");
  });
});

describe("what was typed before", () => {
  const typed = press(opened(log), "/", "<k1>", "return", "/", "<enable>", "return");
  test("comes back with the arrow up, newest first, and goes with the arrow down", () => {
    expect(press(typed, "/", "up").prompt?.text).toBe("enable");
    expect(press(typed, "/", "up", "up").prompt?.text).toBe("k1");
    expect(press(typed, "/", "up", "up", "up").prompt?.text).toBe("k1");
    expect(press(typed, "/", "up", "up", "down").prompt?.text).toBe("enable");
    expect(press(typed, "/", "up", "down").prompt?.text).toBe("");
  });
  test("is that of the same question", () => {
    expect(press(typed, ":", "up").prompt?.text).toBe("");
    expect(screen(press(typed, ":", "up")).at(-1)).toContain("nothing was typed here before");
  });
  test("a mistaken condition can be mended", () => {
    const wrong = press(opened(log), "B", "<k1 sleeps soundly>", "return");
    expect(screen(wrong).at(-1)).toContain("k1.rotations is 2 · bill > $2");
    expect(press(wrong, "B", "up").prompt?.text).toBe("k1 sleeps soundly");
  });
});

test("Ctrl-U takes the line away, Ctrl-W its last word", () => {
  expect(press(opened(log), ":", "<disable k1>", "ctrl-w").prompt?.text).toBe("disable ");
  expect(press(opened(log), ":", "<disable k1>", "ctrl-u").prompt?.text).toBe("");
});

test("an empty line says what Enter, Esc and the arrow do", () => {
  expect(screen(press(opened(log), ":")).at(-1)).toContain("Enter does it, Esc leaves, up: earlier ones");
});
