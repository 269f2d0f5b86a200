// Callers try again as the AWS SDKs do in standard mode: three attempts, exponential backoff by a factor of 2 with full jitter, so at most
// a second before the second try and two before the third (AWS SDKs and Tools Reference Guide, "Retry behavior").
import { expect, test } from "vitest";
import { renderTrace } from "../../src/report/trace.js";
import { trailOf } from "../../src/report/trail.js";
import type { CallFact } from "../../src/rules/facts.js";
import { run as played, resultOf, scenarioOf } from "../engine/running.js";

const START = `clock 2026-01-01
default in acct A region us-east-1
create key k1
encrypt "x" with k1 as c1
`;

function calls(text: string, action: string, seed = "1"): readonly CallFact[] {
  return scenarioOf(START + text, { seed }).steps.flatMap((step) =>
    step.facts.filter((fact): fact is CallFact => fact.is === "call" && fact.action === action),
  );
}

const SEEDS = Array.from({ length: 60 }, (_, index) => String(index + 1));

test("a service that stays down is called three times, and the waits move the clock by less than three seconds", () => {
  for (const seed of SEEDS) {
    const run = scenarioOf(`${START}outage of kms in us-east-1 for 2 hours\ndecrypt c1 expect error KMSInternalException`, {
      seed,
    });
    expect(run.failures).toEqual([]);
    const [call] = run.steps.at(-1)!.facts.filter((fact): fact is CallFact => fact.is === "call");
    const at = [...call!.earlier!.map((each) => each.at), call!.at];
    expect(call!.attempts).toBe(3);
    expect(at[1]! - at[0]!).toBeLessThan(1_000);
    expect(at[2]! - at[1]!).toBeLessThan(2_000);
    expect(run.steps.at(-1)!.at).toBe(at[2]);
  }
});

test("the waits are full jitter: some are short, some are long", () => {
  const waits = SEEDS.map((seed) => {
    const [call] = calls("outage of kms in us-east-1 for 2 hours\ndecrypt c1 expect error", "kms:Decrypt", seed);
    return call!.earlier![1]!.at - call!.earlier![0]!.at;
  });
  expect(waits.some((wait) => wait < 150)).toBe(true);
  expect(waits.some((wait) => wait > 850)).toBe(true);
});

test("a call succeeds when the outage ends within the waits, and fails when it does not", () => {
  const outcomes = SEEDS.map((seed) => {
    const text = "outage of kms in us-east-1 for 1 second\ndecrypt c1";
    const run = scenarioOf(START + text, { seed });
    const [call] = run.steps.at(-1)!.facts.filter((fact): fact is CallFact => fact.is === "call");
    return { ok: run.failures.length === 0, after: call!.at - run.steps[2]!.at, attempts: call!.attempts };
  });
  expect(outcomes.every(({ ok, after }) => ok === after >= 1_000)).toBe(true);
  expect(outcomes.some(({ ok }) => ok)).toBe(true);
  expect(outcomes.some(({ ok }) => !ok)).toBe(true);
  expect(outcomes.every(({ attempts }) => attempts === 3 || attempts === 2)).toBe(true);
});

test("the same seed waits the same, and chance drawn elsewhere is not shifted by it", () => {
  const text =
    "outage of kms in us-east-1 for 2 hours\ndecrypt c1 expect error\npick r from a, b, c, d, e, f\ncreate key k-<r> in region eu-west-1";
  const without = "pick r from a, b, c, d, e, f\ncreate key k-<r> in region eu-west-1";
  const made = (scenario: string): readonly string[] =>
    scenarioOf(START + scenario)
      .steps.at(-1)!
      .facts.flatMap((fact) => (fact.is === "made" ? [fact.id] : []));
  expect(scenarioOf(START + text).steps.map((step) => step.at)).toEqual(scenarioOf(START + text).steps.map((step) => step.at));
  expect(made(text)).toEqual(made(without));
});

test("each try has a record of its own in the trail, as the last one has", () => {
  const run = scenarioOf(`${START}outage of kms in us-east-1 for 2 hours\ndecrypt c1 expect error`);
  const records = [...trailOf(run)].map(({ record }) => record).filter((record) => record.eventName === "Decrypt");
  expect(records.map((record) => record.errorCode)).toEqual([
    "KMSInternalException",
    "KMSInternalException",
    "KMSInternalException",
  ]);
  expect(new Set(records.map((record) => record.requestID)).size).toBe(3);
  expect(new Set(records.map((record) => record.eventID)).size).toBe(3);
  expect(
    resultOf(`${START}outage of kms in us-east-1 for 2 hours
      decrypt c1 expect error
      expect trail of A has exactly 3 kms:Decrypt error KMSInternalException`),
  ).toBe("passed");
});

test("only what is answered is paid for: three tries at a service that is down cost nothing", () => {
  expect(calls("outage of kms in us-east-1 for 2 hours\ndecrypt c1 expect error", "kms:Decrypt")[0]!.metered).toBeUndefined();
});

test("what falls due during a wait happens: a key is deleted between two tries", () => {
  const text = `${START}delete k1 after 7 days
    advance to 2026-01-07T23:59:59Z
    outage of kms in us-east-1 for 1 second
    decrypt c1 expect error NotFoundException`;
  const seeds = SEEDS.filter((seed) => scenarioOf(text, { seed }).failures.length === 0);
  expect(seeds.length).toBeGreaterThan(5);
  const run = scenarioOf(text, { seed: seeds[0]! });
  expect(run.steps.at(-1)!.facts.some((fact) => fact.is === "due" && fact.subject === "k1")).toBe(true);
});

test("the hundred-and-first call of a second is throttled, tried again, and counts in the second in which it lands", () => {
  const text = `throttle kms in acct A region us-east-1 to 100 per second
    repeat 250 times { decrypt c1 }`;
  const made = calls(text, "kms:Decrypt");
  expect(made).toHaveLength(250);
  expect(made.flatMap((call, index) => (call.attempts === undefined ? [] : [`${index + 1}: ${call.attempts}`]))).toEqual([
    "101: 2",
    "201: 2",
  ]);
  expect(made[100]!.earlier![0]!.refused.code).toBe("ThrottlingException");
});

test("AWS's own rate counts in a repeat: RotateKeyOnDemand may be called five times a second", () => {
  const made = calls("repeat 6 times { rotate k1 }", "kms:RotateKeyOnDemand");
  expect(made.map((call) => call.attempts ?? 1)).toEqual([1, 1, 1, 1, 1, 2]);
});

test("calls in a row are not in one second", () => {
  expect(resultOf(`${START}throttle kms in acct A region us-east-1 to 1 per second\ndecrypt c1\ndecrypt c1\ndecrypt c1`)).toBe(
    "passed",
  );
});

test("an account that may not call at all gives up after three tries", () => {
  expect(
    resultOf(`${START}throttle kms in acct A region us-east-1 to 0 per second
      decrypt c1 expect error ThrottlingException
      expect trail of A has exactly 3 kms:Decrypt error ThrottlingException`),
  ).toBe("passed");
});

test("the caller's account is throttled, not the key owner's", () => {
  expect(
    resultOf(`${START}policy of k1 allows acct B to decrypt
      throttle kms in acct A region us-east-1 to 0 per second
      decrypt c1 expect error ThrottlingException
      decrypt c1 by B/admin expect ok`),
  ).toBe("passed");
});

test("EC2 and S3 throttle with codes of their own", () => {
  expect(
    resultOf(`${START}throttle ec2 in acct A region us-east-1 to 0 per second
      create volume vol1 size 1 GiB expect error RequestLimitExceeded`),
  ).toBe("passed");
  expect(
    resultOf(`${START}create bucket b1 encrypted with sse-s3
      document doc1 "x"
      throttle s3 in acct A region us-east-1 to 0 per second
      put doc1 in b1 expect error SlowDown`),
  ).toBe("passed");
});

test("a slow service lets its caller wait, and the record has the time of the answer", () => {
  const run = scenarioOf(`${START}latency of kms in us-east-1 is 2 seconds for 1 hour
    decrypt c1
    decrypt c1
    advance 1 hour
    decrypt c1`);
  const records = [...trailOf(run)].map(({ record }) => record).filter((record) => record.eventName === "Decrypt");
  expect(records.map((record) => record.eventTime)).toEqual([
    "2026-01-01T00:00:02Z",
    "2026-01-01T00:00:04Z",
    "2026-01-01T01:00:04Z",
  ]);
});

test("what falls due before a slow answer happens before it: the key's material has expired", () => {
  expect(
    resultOf(`${START}create key k2 origin external
      material m1 "first"
      import m1 into k2 expiring in 1 day
      advance to 2026-01-01T23:59:59Z
      latency of kms in us-east-1 is 2 seconds
      encrypt "x" with k2 expect error KMSInvalidStateException`),
  ).toBe("passed");
});

test("a slow Region is slow alone, and a service that asks a slow one in somebody's name answers at once", () => {
  const text = `create key k2 in region eu-west-1
    latency of kms in us-east-1 is 2 seconds
    encrypt "x" with k2
    create volume vol1 with k1`;
  expect(calls(text, "kms:Encrypt").map((call) => call.answerMs)).toEqual([undefined, undefined]);
  expect(calls(text, "kms:GenerateDataKeyWithoutPlaintext").map((call) => call.answerMs)).toEqual([undefined]);
});

test("the trace says how long each wait was, and how long an answer took", () => {
  const log = played(`${START}outage of kms in us-east-1 for 2 hours
    decrypt c1 expect error
    advance 3 hours
    latency of kms in us-east-1 is 2 seconds
    decrypt c1`);
  const trace = renderTrace(log);
  const call = log.scenarios[0]!.steps[3]!.facts.find((fact): fact is CallFact => fact.is === "call");
  const at = [...call!.earlier!.map((each) => each.at), call!.at];
  const seconds = (from: number, to: number): string => `${Number(((to - from) / 1000).toFixed(3))} s`;
  expect(trace).toContain(`(3 attempts, after waits of ${seconds(at[0]!, at[1]!)} and ${seconds(at[1]!, at[2]!)})`);
  expect(trace).toContain("kms:Decrypt k1 (answered after 2 s)");
});
