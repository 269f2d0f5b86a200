import { describe, expect, test } from "vitest";
import { mistakesOf, resultOf, scenarioOf } from "./running.js";

const start = 'default in acct A region us-east-1\ncreate key k1\nencrypt "hello" with k1 as c1\n';

/** How the only prediction of a text came out. */
function verdictOf(text: string): string {
  const step = scenarioOf(start + text).steps.find((each) => each.kind === "predict")!;
  const { held, wanted, got } = step.expectation!;
  return held ? `${wanted}: right` : `${wanted}: wrong, got ${got}`;
}

describe("a prediction is checked against the statement behind it", () => {
  test("a refusal that was foreseen needs no expectation, and the run goes on", () => {
    expect(resultOf(`${start}predict deny\ndecrypt c1 by A/app\ndecrypt c1`)).toBe("passed");
  });

  test.each([
    ["predict deny\ndecrypt c1 by A/app", "deny: right"],
    ["predict deny because identity policy of A/app\ndecrypt c1 by A/app", "deny because identity policy of A/app: right"],
    ["predict allow\ndecrypt c1", "allow: right"],
    ["predict allow because key policy\ndecrypt c1", "allow because key policy: right"],
    ["predict allow because identity policy of A/admin\ndecrypt c1", "allow because identity policy of A/admin: right"],
    [
      "grant A/app on k1 to decrypt as g1\nadvance 5 minutes\npredict allow because grant of g1\ndecrypt c1 by A/app",
      "allow because grant of g1: right",
    ],
    ["disable k1\npredict error DisabledException\ndecrypt c1", "error DisabledException: right"],
    ["predict deny\ndecrypt c1", "deny: wrong, got ok"],
  ])("%s", (text, verdict) => {
    expect(verdictOf(text)).toBe(verdict);
  });

  test("a refusal for another reason than a want of permission is no denial", () => {
    expect(resultOf(`${start}disable k1\npredict deny\ndecrypt c1`)).toBe(
      "step 4: predicted deny: wrong | got error (DisabledException: arn:aws:kms:us-east-1:111111111111:key/k1 is disabled.)",
    );
  });

  test("right in the outcome and wrong in the reason is wrong", () => {
    expect(
      resultOf(`${start}policy of k1 allows A/app to decrypt\npredict allow because identity policy\ndecrypt c1 by A/app`),
    ).toBe("step 4: predicted allow because identity policy: wrong | got allowed because key policy of k1");
    expect(resultOf(`${start}predict deny because key policy of k1\ndecrypt c1 by A/app`)).toMatch(
      /^step 3: predicted deny because key policy of k1: wrong \| got denied \(AccessDeniedException/,
    );
  });

  test("it may come from a table", () => {
    const text = `${start}for guess in deny, allow { predict <guess>\n decrypt c1 by A/app }`;
    expect(resultOf(text)).toMatch(/^step 5: predicted allow: wrong \| got denied/);
  });

  test("a prediction with nothing to predict is a mistake", () => {
    expect(mistakesOf(`${start}predict deny`)).toEqual(['predict/nothing-after at "predict deny"']);
    expect(mistakesOf(`${start}predict deny\nadvance 1 day\ndecrypt c1`)).toEqual(['predict/nothing-after at "predict deny"']);
  });

  test("a policy of what is not there is a mistake", () => {
    expect(mistakesOf(`${start}predict deny because key policy of k2\ndecrypt c1 by A/app`)).toContain('name/unknown at "k2"');
  });
});
