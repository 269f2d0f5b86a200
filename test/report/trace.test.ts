import { expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { renderTrace } from "../../src/report/trace.js";
import { at, call, logOf, worldWith } from "../support/hand-made.js";

test("a step shows what it made, then who called what", () => {
  const log = logOf([
    {
      text: "create key k1 in acct A region us-east-1",
      world: worldWith("key k1"),
      facts: [call("kms:CreateKey", { on: ["k1"] }), { is: "made", id: "k1" }],
    },
  ]);
  expect(renderTrace(log)).toBe(
    [
      "share                                                       clock 2026-01-01 00:00:00Z · seed 1",
      "",
      " 1  create key k1 in acct A region us-east-1",
      "    + key k1                 SYMMETRIC_DEFAULT, enabled",
      "    A/admin  kms:CreateKey",
      "",
      "passed · 1 step · 1 call · 1 trail record in A",
      "",
    ].join("\n"),
  );
});

test("calls of a service stand indented under their cause, with key and encryption context", () => {
  const log = logOf([
    {
      text: "create volume vol1 with k1",
      world: worldWith("key k1", "volume vol1"),
      facts: [
        call("ec2:CreateVolume", { on: ["vol1"] }),
        call("kms:GenerateDataKeyWithoutPlaintext", {
          depth: 1,
          on: ["k1"],
          caller: { is: "principal", ref: "A/admin", via: { service: "ec2", region: "us-east-1" } },
          encryptionContext: new Map([["aws:ebs:id", "vol1"]]),
        }),
        { is: "made", id: "vol1" },
      ],
    },
  ]);
  expect(renderTrace(log)).toContain(
    [
      "    + volume vol1            100 GiB",
      "    A/admin  ec2:CreateVolume",
      "      ec2 for A/admin  kms:GenerateDataKeyWithoutPlaintext k1 {aws:ebs:id: vol1}",
    ].join("\n"),
  );
});

test("what was implied is said before what it made", () => {
  const log = logOf([
    {
      text: "snapshot vol1 with k1",
      implied: 1,
      world: worldWith("volume vol1", "snapshot vol1-snap-1"),
      facts: [
        { is: "implied", sentence: "create volume vol1 with k1 in acct A region us-east-1" },
        call("ec2:CreateVolume", { on: ["vol1"] }),
        { is: "made", id: "vol1" },
        call("ec2:CreateSnapshot", { on: ["vol1-snap-1"] }),
        { is: "made", id: "vol1-snap-1" },
      ],
    },
  ]);
  expect(renderTrace(log)).toContain(
    [
      " 1  snapshot vol1 with k1",
      "    implied: create volume vol1 with k1 in acct A region us-east-1",
      "    + volume vol1            100 GiB",
      "    A/admin  ec2:CreateVolume",
      "    + snapshot vol1-snap-1",
      "    A/admin  ec2:CreateSnapshot",
    ].join("\n"),
  );
  expect(renderTrace(log)).toContain("passed · 1 step (1 implied) · 2 calls");
});

test("a failed expectation shows what was wanted, what came, and why", () => {
  const log = logOf(
    [
      {
        text: "expect k1 is disabled",
        kind: "expect",
        expectation: { held: false, wanted: "k1 is disabled", got: "k1 is enabled", why: ["nothing disabled it"] },
      },
    ],
    { failures: [{ step: 1, code: "expect", lines: ["wanted"], span: { start: 0, end: 0 }, file: "share.scenario" }], notRun: 2 },
  );
  expect(renderTrace(log)).toContain(
    [
      " 1  expect k1 is disabled",
      "    FAILED  wanted  k1 is disabled",
      "            got     k1 is enabled",
      "            why     nothing disabled it",
      "",
      "failed at step 1 · 3 steps (2 not run) · 0 calls",
    ].join("\n"),
  );
});

test("an expectation that holds says so beside its sentence", () => {
  const log = logOf([
    { text: "expect k1 is enabled", kind: "expect", expectation: { held: true, wanted: "k1 is enabled", got: "k1 is enabled" } },
  ]);
  expect(renderTrace(log)).toContain(" 1  expect k1 is enabled                                holds\n");
});

test("a warning brings its help", () => {
  const log = logOf([
    { text: "share to acct B", facts: [{ is: "warning", code: "share/key-not-shared", args: { account: "B" } }] },
  ]);
  expect(renderTrace(log)).toContain(
    "    warning share/key-not-shared: B cannot use it yet\n            to let it: write a policy\n",
  );
});

test("forty thousand steps alike are one, with their count and the number of the last", () => {
  const steps = Array.from({ length: 40_000 }, () => ({ text: "decrypt c1", facts: [call("kms:Decrypt", { on: ["k1"] })] }));
  const trace = renderTrace(logOf(steps));
  expect(trace).toContain("    1  decrypt c1                                       × 40000, to step 40000\n");
  expect(trace.split("\n").length).toBeLessThan(10);
});

test("steps that made things of different names fold all the same", () => {
  const steps = ["s1", "s2", "s3", "s4"].map((id) => ({
    text: "snapshot vol1",
    world: worldWith(`snapshot ${id}`),
    facts: [call("ec2:CreateSnapshot", { on: [id] }), { is: "made", id } as const],
  }));
  expect(renderTrace(logOf(steps))).toContain(" 1  snapshot vol1                                       × 4, to step 4");
});

test("a step with another outcome ends a fold", () => {
  const good = { text: "decrypt c1", facts: [call("kms:Decrypt")] };
  const bad = {
    text: "decrypt c1",
    facts: [call("kms:Decrypt", { refused: { is: "refused", code: "DisabledException", message: "k1 is disabled." } })],
  };
  const trace = renderTrace(logOf([good, good, good, bad, good]));
  expect(trace).toContain("× 3, to step 3");
  expect(trace).toContain(" 4  decrypt c1\n");
  expect(trace).toContain("refused  DisabledException");
});

test("no line is wider than 140 columns, whatever the names", () => {
  const name = "n".repeat(128);
  const log = logOf([
    {
      text: `snapshot ${name} with ${name}`,
      world: worldWith(`key ${name}`),
      facts: [call("kms:Decrypt", { depth: 3, on: [name] }), { is: "made", id: name }],
    },
  ]);
  for (const line of renderTrace(log).split("\n")) expect([...line].length).toBeLessThanOrEqual(140);
});

test("names cannot drive the terminal or the CI runner", () => {
  const log = logOf([{ text: 'document doc1 "\u001b]52;c;x\u0007"' }, { text: "::add-mask::a" }, { text: "x ##[error]y" }], {
    name: "\u202Egnp.exe",
  });
  const trace = renderTrace(log);
  expect(trace).toContain("␛]52;c;x<U+0007>");
  expect(trace).toContain("<U+202E>gnp.exe");
  expect(trace).not.toMatch(/^\s*::|##\[/m);
});

test("several scenarios stand one after the other, an empty line between", () => {
  const log = logOf([{ text: "create key k1" }]);
  const two = { ...log, scenarios: [log.scenarios[0]!, { ...log.scenarios[0]!, name: "second" }] };
  expect(renderTrace(two)).toMatch(/passed · 1 step · 0 calls\n\nsecond {54}clock/);
  expect(renderTrace(two, { quiet: true })).toBe("passed  share\npassed  second\n");
});

test("what falls due stands under its date; many alike stand once, with the first date and the last", () => {
  const due = (count: number) => [
    {
      text: "advance 10 days",
      kind: "flow" as const,
      world: worldWith("key k1"),
      facts: Array.from({ length: count }, (_, index) => [
        { is: "due" as const, at: at(`2026-01-${String(index + 1).padStart(2, "0")}`), event: "rotate", subject: "k1" },
        call("kms:RotateKey", { caller: { is: "aws", account: "A", service: "kms" } }),
        { is: "changed" as const, id: "k1", what: `rotated: k1-material-${index + 2} is its material now` },
      ]).flat(),
    },
  ];
  expect(renderTrace(logOf(due(1)))).toContain(
    [
      "    2026-01-01 00:00:00Z  rotation of k1",
      "      ~ key k1                 rotated: k1-material-2 is its material now",
      "      kms itself  kms:RotateKey",
    ].join("\n"),
  );
  expect(renderTrace(logOf(due(5))).match(/rotation of k1/g)).toHaveLength(5);
  expect(renderTrace(logOf(due(9)))).toContain("    2026-01-01 00:00:00Z … 2026-01-09 00:00:00Z  rotation of k1  × 9\n");
});

test("the trace says which material opened an old ciphertext", async () => {
  const { simulate } = await import("../../src/api/simulate.js");
  const { renderTrace } = await import("../../src/report/trace.js");
  const text =
    'default in acct A region us-east-1\ncreate key k1\nencrypt "x" with k1 as c1\nrotate k1\nencrypt "y" with k1 as c2\ndecrypt c1\ndecrypt c2\ncreate key k2\nreencrypt c1 with k2';
  const trace = renderTrace(simulate({ text, name: "materials" }));
  expect(trace).toContain("kms:Decrypt k1 opened by k1-material-1");
  expect(trace).toContain("kms:Decrypt k1 opened by k1-material-2");
  expect(trace).toContain("kms:ReEncrypt k1 opened by k1-material-1");
});

test("a sentence that would allow what was denied is taken into the scenario as it is printed, also where it takes two lines", () => {
  const denied = 'create secret login-of-the-whole-application "user:pass" by A/owner';
  const run = (lines: string) => simulate({ text: `default in acct A region us-east-1\n${lines}${denied}\n`, name: "wide" });
  const printed = renderTrace(run("")).split("\n");
  const at = printed.findIndex((line) => line.includes("to allow"));
  expect(printed.slice(at, at + 2)).toEqual([
    '        to allow  allow A/owner to "secretsmanager:CreateSecret" on \\',
    '                    "arn:aws:secretsmanager:us-east-1:111111111111:secret:login-of-the-whole-application-000001"',
  ]);
  const pasted = run(
    `${printed
      .slice(at, at + 2)
      .join("\n")
      .replace("to allow", "")}\n`,
  );
  expect(pasted.diagnostics).toEqual([]);
  expect(pasted.scenarios[0]!.failures).toEqual([]);
});

test("a sentence that is said again shows what is otherwise this time: the wait, the material, a grant that has ended", () => {
  const text = `default in acct A region us-east-1
create key k1
encrypt "x" with k1 as c1
grant A/app on k1 to decrypt as g1
advance 5 minutes
describe k1
decrypt c1
decrypt c1 by A/app
revoke g1
rotate k1
latency of kms in us-east-1 is 2 seconds for 1 second
describe k1
decrypt c1
decrypt c1 by A/app
`;
  const calls = renderTrace(simulate({ text, name: "again" }))
    .split("\n")
    .filter((line) => /kms:(?:DescribeKey|Decrypt)/.test(line))
    .map((line) => line.trim().replace(/ {2,}/g, "  "));
  const trust = "allowed  key policy of k1 trusts account A's IAM, and A/admin's policy allows it";
  expect(calls).toEqual([
    `A/admin  kms:DescribeKey  ${trust}`,
    `A/admin  kms:Decrypt k1  ${trust}`,
    "A/app  kms:Decrypt k1  allowed  grant g1 on k1 gives it to A/app",
    `A/admin  kms:DescribeKey (answered after 2 s)  ${trust}`,
    `A/admin  kms:Decrypt k1 opened by k1-material-1  ${trust}`,
    "A/app  kms:Decrypt k1 opened by k1-material-1  allowed  grant g1 on k1, ended but for a while still seen, gives it to A/app",
  ]);
});

test("what falls due while a caller waits for the answer stands before the call, and what the call made with the call", () => {
  const text = `default in acct A region us-east-1
create key k1
enable rotation of k1 every 90 days
advance to 2026-03-31T23:59:59Z
latency of kms in us-east-1 is 2 seconds
encrypt "x" with k1 as c1
`;
  expect(renderTrace(simulate({ text, name: "slow" }))).toContain(` 5  encrypt "x" with k1 as c1
    2026-04-01 00:00:00Z  rotation of k1
      ~ key k1                 rotated: k1-material-2 is its material now
      due 2026-06-30 00:00:00Z: rotation of k1
      kms itself  kms:RotateKey
    + ciphertext c1          under k1, k1-material-2
    A/admin  kms:Encrypt (answered after 2 s)           allowed  key policy of k1 trusts account A's IAM, and A/admin's policy allows it
`);
});
