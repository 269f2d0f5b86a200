// Whatever is pressed, in whatever order and at whatever size, there is a screen, and it is no larger than the terminal.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { columnsOf } from "../../src/tui/columns.js";
import { frameOf, withinReach } from "../../src/tui/frame.js";
import { KEYS } from "../../src/tui/keys.js";
import { type Action, reduce } from "../../src/tui/reduce.js";
import { asciiSigns, unicodeSigns } from "../../src/tui/signs.js";
import { branch, opened } from "./replay-lab.js";

const tour = new URL("../../scenarios/tour/", import.meta.url);
const logs = [
  ...readdirSync(tour)
    .filter((name) => name.endsWith(".scenario"))
    .map((file) => simulate({ name: file, file, text: readFileSync(new URL(file, tour), "utf8") })),
  simulate({ name: "nothing", text: "# nothing happens\n" }),
  simulate({
    name: "鍵 🔑",
    text: 'scenario "鍵 🔑 مفتاح" { create key k1 in acct A region us-east-1 described "日本語 עברית" }\n',
  }),
].filter((log) => log.scenarios.length > 0);

const key = fc.constantFrom(...KEYS.flatMap((entry) => entry.keys), "return", "backspace", "Q", "é");
const typed = fc
  .constantFrom(":", "/", "B", "w", "p")
  .chain((opens) =>
    fc
      .constantFrom(
        "7",
        "line 12",
        "2026-02-01",
        "disable k1",
        "k1 is enabled",
        "k1.rotations",
        "denied",
        "bill > $1",
        "allow",
        "(",
        "鍵",
      )
      .map((text) => [opens, ...text, "return"].map((each): Action => ({ is: "key", key: each === " " ? "space" : each }))),
  );
const action: fc.Arbitrary<readonly Action[]> = fc.oneof(
  { weight: 8, arbitrary: key.map((name): Action[] => [{ is: "key", key: name }]) },
  { weight: 2, arbitrary: typed },
  { weight: 1, arbitrary: fc.constant<Action[]>([{ is: "tick" }]) },
  // The file is saved, and is another.
  { weight: 1, arbitrary: fc.constantFrom(...logs).map((log): Action[] => [{ is: "log", log }]) },
  { weight: 1, arbitrary: fc.constant<Action[]>([{ is: "stale", message: "line 1: there is no key" }]) },
  { weight: 1, arbitrary: fc.constant<Action[]>([{ is: "golden", text: "another" }]) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom("Gbs", "Gms", "Gmls'", "Gbl")
      .map((keys) => [...keys].map((each): Action => ({ is: "key", key: each }))),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }).map((text): Action[] => [{ is: "paste", text }]) },
  {
    weight: 1,
    arbitrary: fc
      .record({ columns: fc.integer({ min: 1, max: 160 }), rows: fc.integer({ min: 1, max: 60 }) })
      .map((size): Action[] => [{ is: "resize", ...size }]),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        what: fc.constantFrom("click" as const, "wheel-up" as const, "wheel-down" as const),
        column: fc.nat(160),
        row: fc.nat(60),
      })
      .map((at): Action[] => [{ is: "mouse", ...at }]),
  },
);

test("a screen for every way through every lesson", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.constantFrom(...logs), fc.boolean(), fc.array(action, { maxLength: 40 }), (log, ascii, actions) => {
      const look = { signs: ascii ? asciiSigns : unicodeSigns, branch, onlyAscii: ascii };
      let state = opened(log);
      for (const each of actions.flat()) {
        state = withinReach(reduce(state, each, branch), look);
        const frame = frameOf(state, look).map((line) => line.map((piece) => piece.text).join(""));
        expect(frame.length).toBeLessThanOrEqual(Math.max(1, state.rows - 1));
        for (const row of frame) {
          expect(columnsOf(row)).toBeLessThanOrEqual(Math.max(1, state.columns));
          if (ascii) expect(row).toMatch(/^[\x20-\x7E]*$/);
          expect(row).not.toMatch(/[\0-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/);
        }
      }
    }),
    { numRuns: Number(process.env.CUSTODY_RUNS ?? 60) },
  );
});
