// Each key of the table does something that a person can see, and has its words.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { keyBar } from "../../src/tui/frame.js";
import { KEYS, keyNames } from "../../src/tui/keys.js";
import { opened, press, screen, tourLog } from "./replay-lab.js";

const failing = simulate({
  name: "fails",
  text: [
    "create key k1 in acct A region us-east-1",
    "create key k2 in acct A region us-east-1",
    "expect k1 is disabled",
    "disable k1",
    "expect k1 is enabled",
    "advance 40 days",
    "expect k2 is enabled",
  ].join("\n"),
});

// Where a key needs something to work on: a mark, a search, another scenario.
const READY: ReadonlyMap<string, readonly string[]> = new Map([
  ["'", ["m", "l"]],
  ["]", ["G", "m", "g"]],
  ["[", ["m", "G"]],
  ["escape", ["/", "<k1>", "return"]],
  ["W", [":", "<disable k2>", "return"]],
  ["h", ["l"]],
  ["left", ["l"]],
  ["g", ["G"]],
  ["home", ["G"]],
  ["pageup", ["G"]],
  ["k", ["l"]],
  ["up", ["l"]],
  ["N", ["G"]],
  ["+", ["2"]],
]);

describe("each key", () => {
  for (const entry of KEYS) {
    for (const key of entry.keys) {
      test(`${key} has an effect and words`, () => {
        expect(entry.help.length).toBeGreaterThan(2);
        expect(entry.shown).not.toBe("");
        const log = entry.command.startsWith("scenario") ? tourLog() : failing;
        const before = press(opened(log), ...(READY.get(key) ?? []));
        const ready = key === "1" ? press(before, "2") : before;
        const after = press(ready, key);
        const seen = screen(after).join("\n") !== screen(ready).join("\n");
        expect(seen || after.request?.number !== ready.request?.number, `${key} changes nothing`).toBe(true);
      });
    }
  }
});

test("no key stands for two commands", () => {
  const all = KEYS.flatMap((entry) => entry.keys);
  expect(new Set(all).size).toBe(all.length);
});

test("a key that is not in the table says so", () => {
  expect(screen(press(opened(failing), "Q")).at(-1)).toBe(" Q does nothing here: ? shows all keys");
});

test("the key bar gives way from the right and keeps the way out and the way to all keys", () => {
  expect(keyBar(200)).toBe(
    "← → step  n N failure  / search  : go to, what if  b break  w watch  d diff  space play  e edit  ? keys  q quit",
  );
  expect(keyBar(40)).toBe("← → step  n N failure  ? keys  q quit");
  expect(keyBar(1)).toBe("? keys  q quit");
});

test("the help shows every key", () => {
  const help = screen(press(opened(failing, 120, 40), "?")).join("\n");
  for (const entry of KEYS) expect(help).toContain(entry.shown);
});

test("keys that a terminal sends at once are told apart", () => {
  expect(keyNames("lj \r")).toEqual(["l", "j", "space", "return"]);
  expect(keyNames("l\u0003")).toEqual(["l", "ctrl-c"]);
  expect(keyNames("\u001al")).toEqual(["ctrl-z", "l"]);
});

test("the page about the replay lists the keys as the table does", () => {
  const page = readFileSync(new URL("../../docs/replay.md", import.meta.url), "utf8");
  for (const { shown, help } of KEYS) expect(page).toContain(`| \`${shown}\` | ${help} |`);
});
