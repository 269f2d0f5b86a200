// A lesson that asks: what is hidden until it is answered, which answers are right, and what is shown then.
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { scoreText } from "../../src/tui/guesses.js";
import { openReplay } from "../../src/tui/opening.js";
import { opened, press, screen } from "./replay-lab.js";

const START = ["default in acct A region us-east-1", "create key k1", 'encrypt "hello" with k1 as c1'];
const DENIED = [...START, "predict deny because identity policy of A/app", "decrypt c1 by A/app", "disable k1"];
const DISABLED = [...START, "disable k1", "predict error DisabledException", "decrypt c1"];
const lesson = (lines: readonly string[]) => simulate({ name: "lesson", text: lines.join("\n") });
const all = (state: ReturnType<typeof opened>) => screen(state).join("\n");

describe("until it is answered", () => {
  const asked = press(opened(lesson(DENIED)), "l", "l");

  test("the prediction, its outcome and that of the step behind it do not show", () => {
    expect(asked.step).toBe(3);
    const shown = all(asked);
    expect(shown).toContain("What will AWS answer to this?");
    expect(shown).toContain("decrypt c1 by A/app");
    expect(shown).toContain("▶? 3 predict …");
    expect(shown).toMatch(/ {4}4 decrypt c1 by A\/app/);
    expect(shown).not.toMatch(/denied by|DENIED|because/);
  });

  test("the key bar begins with the answers", () => {
    expect(screen(asked).at(-1)).toMatch(/^ A allowed {2}D denied {2}E another error {2}p with the reason {2}/);
  });

  test.each([["l"], ["right"], ["G"], ["pagedown"], [":", "<5>", "return"], ["/", "<disable>", "return"], ["space"]])(
    "%s goes no further than to it",
    (...keys) => {
      const state = press(opened(lesson(DENIED)), "l", "l", ...keys);
      expect(state.step).toBe(3);
      expect(all(state)).not.toContain("DENIED");
    },
  );

  test("neither a search nor a condition tells how it came out; once it is answered they do", () => {
    const searched = press(asked, "/", "<AccessDenied>", "return");
    expect(searched.message).toContain("nothing holds");
    const condition = press(asked, "B", "<denied>", "return");
    expect(condition.message).toBe("breaks when denied: not before the question");
    expect(all(condition)).not.toContain("◆");
    const answered = press(condition, "D");
    expect(all(answered)).toContain("◆");
    expect(press(answered, "]").step).toBe(4);
    expect(press(answered, "/", "<AccessDenied>", "return").step).toBe(4);
  });

  test("--at behind it takes it as shown", () => {
    const state = openReplay(lesson(DENIED), { columns: 80, rows: 24, step: 4 });
    expect(all(state)).toContain("✗ DENIED kms:Decrypt");
    expect(press(state, "h", "A").message).toBe("nothing is asked here: `predict` in a lesson asks");
  });
});

describe("an answer", () => {
  const answered = (lines: readonly string[], ...keys: readonly string[]) => press(opened(lesson(lines)), "l", "l", "l", ...keys);

  test.each([
    [DENIED, ["D"], "right: you said deny"],
    [DENIED, ["A"], "not so: you said allow"],
    [DENIED, ["E"], "not so: you said error"],
    [DISABLED, ["E"], "right: you said error"],
    [DISABLED, ["D"], "not so: you said deny"],
    [DENIED, ["p", "<deny because identity policy of A/app>", "return"], "right: you said deny because identity policy of A/app"],
    [DENIED, ["p", "<deny because key policy of k1>", "return"], "not so: you said deny because key policy of k1"],
    [DISABLED, ["p", "<error DisabledException>", "return"], "right: you said error DisabledException"],
  ] as const)("in %j, %j: %s", (lines, keys, message) => {
    const state = answered(lines, ...keys);
    expect(state.message).toBe(message);
    expect(all(press(state, "2"))).toContain(`${message.startsWith("right") ? "✓" : "×"} ${message.slice(0, 18)}`);
  });

  test("shows what AWS answers and why, and lets the run go on", () => {
    const state = answered(DENIED, "D");
    expect(all(state)).toContain("✗ DENIED kms:Decrypt k1");
    expect(all(state)).toContain("A/app: no identity policy of A/app allows");
    expect(press(state, "l", "l").step).toBe(5);
  });

  test("that is no prediction says what one is, and hides on", () => {
    const state = answered(DENIED, "p", "<perhaps>", "return");
    expect(state.message).toMatch(/^a prediction is: allow/);
    expect(press(state, "l").step).toBe(3);
  });

  test("R shows it without one, and it does not count", () => {
    const state = answered(DENIED, "R");
    expect(all(state)).toContain("✗ DENIED kms:Decrypt k1");
    expect(scoreText(state)).toBe("");
    expect(scoreText(answered(DENIED, "D"))).toBe("1 of 1 predictions right");
  });
});

describe("what the author says at the end", () => {
  const text = [
    'scenario "one" {',
    "  create key k1 in acct A region us-east-1",
    "  disable k1",
    "}",
    "",
    "# Next: lesson 2.",
    "",
  ].join("\n");
  const both = `scenario "zero" {\n  create key k0 in acct A region us-east-1\n}\n\n# Of one.\n${text}`;

  test("shows at the last step of the file, and there alone", () => {
    const state = opened(simulate({ name: "lesson", text }));
    expect(all(press(state, "g"))).not.toContain("# Next: lesson 2.");
    expect(all(press(state, "G"))).toContain("# Next: lesson 2.");
  });

  test("is not said at the end of a scenario before the last", () => {
    const state = press(opened(simulate({ name: "lesson", text: both })), "G");
    expect(all(state)).not.toContain("# Of one.");
    expect(all(press(state, "s", "g"))).toContain("# Of one.");
  });
});
